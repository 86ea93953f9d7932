import callGateway from '@salesforce/apex/DealsideGateway.call';
import connectUser from '@salesforce/apex/DealsideGateway.connect';

const firstPollMs = 300;
const slowestPollMs = 3_000;
const longestWaitMs = 180_000;

/** The gateway's answer when it is not a success. `code` is its own, or `unreachable` when there was none. */
export class DealsideError extends Error {
  constructor({ code, status, requestId }) {
    super(code);
    this.name = 'DealsideError';
    this.code = code;
    this.status = status;
    this.requestId = requestId ?? null;
  }
}

/** @returns {Promise<{status: number, data: object | null, etag: string | null}>} 304 has no data. */
async function request(method, path, { body, etag } = {}) {
  let reply;
  try {
    reply = await callGateway({
      method,
      path,
      body: body === undefined ? null : JSON.stringify(body),
      etag: etag ?? null,
    });
  } catch {
    throw new DealsideError({ code: 'unreachable', status: 0 });
  }
  const data = parse(reply.body);
  const isSuccess = reply.status >= 200 && reply.status < 300;
  if (reply.status === 304 || (isSuccess && data !== null)) {
    return { status: reply.status, data, etag: reply.etag ?? null };
  }
  throw new DealsideError({ code: data?.code ?? 'internal', status: reply.status, requestId: data?.requestId });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const recordPath = ({ system, type, id }) =>
  `/v1/records/${encodeURIComponent(system)}/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
const insightPath = (id) => `/v1/insights/${encodeURIComponent(id)}`;

/** A key under which a request is done once, however often it is sent. */
export const createKey = () => crypto.randomUUID();

/** The ready brief (200), the job that makes the first one (202), or nothing new since `etag` (304). */
export const readBrief = (record, etag) => request('GET', `${recordPath(record)}/brief`, { etag });

/** @returns {Promise<string>} the id of the job that makes a new brief. */
export async function refreshBrief(record) {
  const { data } = await request('POST', `${recordPath(record)}/brief/refresh`, { body: {} });
  return data.jobId;
}

/** @returns {Promise<string>} the id of the job that answers. */
export async function askInsight(record, question, { threadId, idempotencyKey }) {
  const { data } = await request('POST', '/v1/ask', { body: { record, question, threadId, idempotencyKey } });
  return data.jobId;
}

/** @returns {Promise<string>} the id of the job that answers; `query` is an edited one, or null to read the question. */
export async function askCrm(question, query, idempotencyKey) {
  const body = { system: 'salesforce', question, query, idempotencyKey };
  const { data } = await request('POST', '/v1/crm/questions', { body });
  return data.jobId;
}

export async function readEvidence(id) {
  const { data } = await request('GET', `/v1/evidence/${encodeURIComponent(id)}`);
  return data;
}

export async function giveFeedback(insightId, verdict, correction) {
  const body = correction === undefined ? { verdict } : { verdict, correction };
  const { data } = await request('POST', `${insightPath(insightId)}/feedback`, { body });
  return data;
}

export async function previewSave(insightId) {
  const { data } = await request('GET', `${insightPath(insightId)}/save`);
  return data;
}

export async function saveInsight(insightId, idempotencyKey) {
  const { data } = await request('POST', `${insightPath(insightId)}/save`, { body: { idempotencyKey } });
  return data;
}

/** The task that an insight would make. */
export async function previewTask(insightId) {
  const { data } = await request('GET', `${insightPath(insightId)}/task`);
  return data;
}

export async function makeTask(insightId, idempotencyKey) {
  const { data } = await request('POST', `${insightPath(insightId)}/task`, { body: { idempotencyKey } });
  return data;
}

/** The deals that need this user today (200), or nothing new since `etag` (304). */
export const readAttention = (etag) => request('GET', '/v1/attention', { etag });

export async function dismissAttention(insightId, isDismissed) {
  await request('POST', `/v1/attention/${encodeURIComponent(insightId)}/dismissal`, { body: { isDismissed } });
}

export async function revertWrite(writeId) {
  const { data } = await request('POST', `/v1/writes/${encodeURIComponent(writeId)}/revert`, { body: {} });
  return data;
}

/**
 * One sign-in proves to the gateway who the user is, and connects their Salesforce account.
 * @returns {Promise<string>} the address at which the user signs in.
 */
export async function startConnection() {
  try {
    return await connectUser();
  } catch {
    // Nothing was sent: the org's own External Credential is not set up.
    throw new DealsideError({ code: 'internal', status: 0 });
  }
}

/** @returns {Promise<{at: string, findings: object[]}>} how each part of Dealside stands in this org. */
export async function runDoctor() {
  const { data } = await request('GET', '/v1/doctor');
  return data;
}

/** @returns {Promise<string>} the id of the job that reads everything there is in the org, or goes on doing so. */
export async function startSync() {
  const { data } = await request('POST', '/v1/sync', { body: { system: 'salesforce' } });
  return data.jobId;
}

/**
 * Polls a job, more slowly each time, until it is done. Null as soon as `isWanted` says no: a reply that comes late
 * is nobody's.
 * @throws {DealsideError} with the job's own error code, or `timed_out`.
 */
export async function waitForJob(jobId, { isWanted, onProgress }) {
  let delayMs = firstPollMs;
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += delayMs) {
    await pause(delayMs);
    if (!isWanted()) return null;
    const { data: job } = await request('GET', `/v1/jobs/${encodeURIComponent(jobId)}`);
    if (!isWanted()) return null;
    if (job.state === 'done') return job;
    if (job.state === 'failed') throw new DealsideError({ code: job.error?.code ?? 'internal', status: 200 });
    onProgress?.(job);
    delayMs = Math.min(slowestPollMs, delayMs * 1.5);
  }
  throw new DealsideError({ code: 'timed_out', status: 504 });
}

export function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
