import { type Brief, formatRecordKey, type RecordReference } from '@dealside/shared';
import { sharedRecords } from './canary-book.ts';
import { type CanaryClient, waitForJob } from './start-canary-gateway.ts';

/** What one route answered, and about which record where it is of one. */
export type Seen = { route: string; about: string | null; status: number; text: string };

/** What a walk may go by: ids that it, or an earlier walk of somebody else, came to know. */
export type Known = {
  insightIds: Set<string>;
  evidenceIds: Set<string>;
  jobIds: Set<string>;
  writeIds: Set<string>;
  etags: Map<string, string>;
};

export const nothingKnown = (): Known => ({
  insightIds: new Set(),
  evidenceIds: new Set(),
  jobIds: new Set(),
  writeIds: new Set(),
  etags: new Map(),
});

type Route = { name: string; walk(client: CanaryClient, known: Known): AsyncIterable<Seen> };

const records: RecordReference[] = Object.entries(sharedRecords).flatMap(([type, ids]) =>
  ids.map((id) => ({ system: 'salesforce' as const, type, id })),
);
const deals = records.filter(({ type }) => type === 'Opportunity');
const pathOf = ({ system, type, id }: RecordReference) => `/v1/records/${system}/${type}/${id}/brief`;

const questions = [
  'What is the amount, the next step and the probability?',
  'Who are the contacts?',
  'What do they say about our price and the competitor?',
  'Which report, certificate or form do they need?',
  'What did the lawyers and the board say about the clause and the budget?',
  'Between us, what about the discount?',
];

const crmQuestions = ['my open deals with their amount, next step and account', 'contacts with title and email'];

/** Every way by which something of the CRM reaches a user. A new route is one more entry. */
const routes: readonly Route[] = [
  {
    name: 'brief',
    async *walk(client, known) {
      for (const record of records) {
        let answer = await client.get(pathOf(record));
        if (answer.status === 202) {
          const { jobId } = (await answer.json()) as { jobId: string };
          known.jobIds.add(jobId);
          await waitForJob(client, jobId);
          answer = await client.get(pathOf(record));
        }
        const text = await answer.text();
        yield { route: 'brief', about: formatRecordKey(record), status: answer.status, text };
        if (answer.status !== 200) continue;
        known.etags.set(pathOf(record), answer.headers.get('etag') ?? '');
        const { brief } = JSON.parse(text) as { brief: Brief };
        for (const { id } of insightsOf(brief)) known.insightIds.add(id);
        for (const { id } of brief.evidence) known.evidenceIds.add(id);
      }
    },
  },
  {
    // A browser that shows what it kept shows it again on a 304.
    name: 'brief-unchanged',
    async *walk(client, known) {
      for (const [path, etag] of known.etags) {
        const answer = await client.get(path, etag);
        yield { route: `brief-${answer.status}`, about: null, status: answer.status, text: await answer.text() };
      }
    },
  },
  {
    name: 'evidence',
    walk: (client, known) => getEach(client, 'evidence', known.evidenceIds, (id) => `/v1/evidence/${id}`),
  },
  {
    name: 'save-preview',
    walk: (client, known) => getEach(client, 'save-preview', known.insightIds, (id) => `/v1/insights/${id}/save`),
  },
  {
    name: 'task-preview',
    walk: (client, known) => getEach(client, 'task-preview', known.insightIds, (id) => `/v1/insights/${id}/task`),
  },
  {
    name: 'ask',
    async *walk(client, known) {
      for (const record of deals)
        for (const question of questions)
          yield* submit(client, known, 'ask', formatRecordKey(record), '/v1/ask', { record, question });
    },
  },
  {
    name: 'attention',
    async *walk(client) {
      const answer = await client.get('/v1/attention');
      yield { route: 'attention', about: null, status: answer.status, text: await answer.text() };
    },
  },
  {
    name: 'crm-question',
    async *walk(client, known) {
      for (const question of crmQuestions)
        yield* submit(client, known, 'crm-question', null, '/v1/crm/questions', {
          system: 'salesforce',
          question,
          query: null,
        });
    },
  },
  {
    // Of what was answered before, in its turn.
    name: 'job',
    walk: (client, known) => getEach(client, 'job', known.jobIds, (id) => `/v1/jobs/${id}`),
  },
];

const insightsOf = (brief: Brief) => [
  ...(brief.headline ? [brief.headline] : []),
  ...brief.changes,
  ...brief.risks,
  ...brief.nextSteps,
  ...brief.asks,
  ...brief.facts,
];

async function* getEach(
  client: CanaryClient,
  route: string,
  ids: ReadonlySet<string>,
  pathOfId: (id: string) => string,
): AsyncGenerator<Seen> {
  for (const id of [...ids]) {
    const answer = await client.get(pathOfId(id));
    yield { route, about: null, status: answer.status, text: await answer.text() };
  }
}

async function* submit(
  client: CanaryClient,
  known: Known,
  route: string,
  about: string | null,
  path: string,
  body: Record<string, unknown>,
): AsyncGenerator<Seen> {
  const answer = await client.post(path, { ...body, idempotencyKey: crypto.randomUUID() });
  const text = await answer.text();
  yield { route, about, status: answer.status, text };
  if (answer.status !== 202) return;
  const { jobId } = JSON.parse(text) as { jobId: string };
  known.jobIds.add(jobId);
  const job = await waitForJob(client, jobId);
  yield { route, about, status: 200, text: withoutQuestion(job.text, body.question) };
}

/** What the asker wrote comes back with an answer: that is theirs. */
const withoutQuestion = (text: string, question: unknown): string =>
  typeof question === 'string' ? text.replaceAll(JSON.stringify(question).slice(1, -1), '') : text;

/** Walks every route as one user. */
export async function* walkRoutes(client: CanaryClient, known: Known): AsyncGenerator<Seen> {
  for (const route of routes) yield* route.walk(client, known);
}
