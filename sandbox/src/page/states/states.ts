import { readFileSync } from 'node:fs';
import type { Answer, Brief, BriefView, CrmWrite, ErrorCode, EvidenceInContext, WritePreview } from '@dealside/shared';
import { errorCodes } from '@dealside/shared';

const fixtureUrl = new URL('../../../../salesforce/test/fixtures/northwind.json', import.meta.url);

export type Northwind = {
  asOf: string;
  briefView: BriefView;
  mailInContext: EvidenceInContext;
  callInContext: EvidenceInContext;
  answer: Answer;
  preview: WritePreview;
  write: CrmWrite;
};

/** What the Apex method was called with, and what it returns. */
export type ApexCall = { method: string; path: string; body: string | null; etag?: string | null };
export type ApexReply = { status: number; body: string; etag: string | null };

type Reply = { status: number; data: unknown };
type State = { title: string; brief: (northwind: Northwind) => Reply | null };

/** The fixture with all its times moved so that it was made just now. */
export const readNorthwind = (now: Date): Northwind => {
  const text = readFileSync(fixtureUrl, 'utf8');
  const shiftMs = now.getTime() - Date.parse((JSON.parse(text) as Northwind).asOf);
  const shift = (time: string) => new Date(Date.parse(time) + shiftMs).toISOString();
  return JSON.parse(
    text
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, shift)
      .replaceAll(/"(\d{4}-\d\d-\d\d)"/g, (_match, day: string) => `"${shift(`${day}T12:00:00Z`).slice(0, 10)}"`),
  );
};

const problem = (code: ErrorCode): Reply => ({
  status: errorCodes[code].status,
  data: {
    code,
    title: code,
    status: errorCodes[code].status,
    retryable: errorCodes[code].retryable,
    requestId: 'state',
  },
});
const brief = (view: BriefView, changes: Partial<Brief>, others: Partial<BriefView> = {}): Reply => ({
  status: 200,
  data: { ...view, ...others, brief: { ...view.brief, ...changes } },
});
const nothing = {
  headline: null,
  changes: [],
  risks: [],
  nextSteps: [],
  asks: [],
  facts: [],
  people: [],
  evidence: [],
};

/** Every state of the panel. `brief` answers the first request; null never answers. */
export const states: Record<string, State> = {
  ready: { title: 'A brief', brief: ({ briefView }) => brief(briefView, {}) },
  loading: { title: 'Loading', brief: () => null },
  preparing: { title: 'Preparing the first brief', brief: () => ({ status: 202, data: { jobId: 'preparing' } }) },
  empty: {
    title: 'Nothing to go on',
    brief: ({ briefView }) =>
      brief(briefView, {
        ...nothing,
        title: 'Initech pilot',
        state: 'no_evidence',
        stage: 'Prospecting',
        amount: null,
        closeDate: null,
        freshness: briefView.brief.freshness.map((source) =>
          source.source === 'crm' ? source : { ...source, at: null, hasGap: false },
        ),
      }),
  },
  stale: {
    title: 'Stale',
    brief: ({ briefView }) =>
      brief(
        briefView,
        { madeAt: new Date(Date.parse(briefView.brief.madeAt) - 3 * 3_600_000).toISOString() },
        { isStale: true },
      ),
  },
  'no-model': {
    title: 'No model',
    brief: ({ briefView }) =>
      brief(briefView, { madeBy: { ...briefView.brief.madeBy, mode: 'extracts', model: null, rejectedClaims: 0 } }),
  },
  saved: {
    title: 'Saved, thumbed, corrected and dismissed',
    brief: ({ briefView, write }) =>
      brief(
        briefView,
        {},
        {
          writes: [write],
          marks: [
            { insightId: 'in-price', verdict: 'up', correction: null },
            {
              insightId: 'in-security',
              verdict: 'correct',
              correction: 'Send the security answers to Tom and his auditor.',
            },
            { insightId: 'in-single', verdict: 'dismiss', correction: null },
          ],
        },
      ),
  },
  'on-track': {
    title: 'On track',
    brief: ({ briefView }) =>
      brief(briefView, { state: 'on_track', risks: [], headline: briefView.brief.changes[1] ?? null }),
  },
  error: { title: 'Error', brief: () => problem('internal') },
  'no-permission': { title: 'No permission', brief: () => problem('not_permitted') },
  'not-connected': { title: 'Not connected', brief: () => problem('crm_not_connected') },
  unknown: { title: 'Unknown record', brief: () => problem('record_not_found') },
};

/** Plays the gateway for a state; null where it never answers. */
export const replyInState = (name: string, call: ApexCall, now: Date): ApexReply | null => {
  const state = states[name];
  if (!state) return toReply({ status: 404, data: { code: 'not_found' } });
  const northwind = readNorthwind(now);
  const reply = call.path.endsWith('/brief') ? state.brief(northwind) : replyOf(northwind, call);
  return reply === null ? null : toReply(reply);
};

const toReply = ({ status, data }: Reply): ApexReply => ({ status, body: JSON.stringify(data), etag: null });

const replyOf = (northwind: Northwind, { method, path, body }: ApexCall): Reply => {
  const ok = (data: unknown): Reply => ({ status: 200, data });
  const evidence = [...northwind.briefView.brief.evidence, ...northwind.answer.evidence];
  const evidenceId = /^\/v1\/evidence\/(.+)$/.exec(path)?.[1];
  if (evidenceId === northwind.callInContext.evidence.id) return ok(northwind.callInContext);
  const found = evidence.find(({ id }) => id === evidenceId);
  if (found) return ok({ ...northwind.mailInContext, evidence: found, marked: found.quote });
  if (path === '/v1/jobs/preparing') {
    return ok({ id: 'preparing', state: 'running', step: 'Reading 42 mails and 3 calls', progress: 0.4 });
  }
  if (path.startsWith('/v1/jobs/')) return ok({ id: 'job', state: 'done', answer: northwind.answer });
  if (path === '/v1/ask' || path.endsWith('/refresh')) return { status: 202, data: { jobId: 'job' } };
  if (path.endsWith('/feedback')) return ok({ insightId: 'in', verdict: JSON.parse(body ?? '{}').verdict });
  if (path.endsWith('/save')) return ok(method === 'GET' ? northwind.preview : northwind.write);
  if (path.endsWith('/revert')) return ok({ ...northwind.write, state: 'reverted' });
  return problem('not_found');
};
