import { readFileSync } from 'node:fs';
import type {
  Answer,
  Attention,
  Brief,
  BriefView,
  CrmWrite,
  ErrorCode,
  EvidenceInContext,
  TaskPreview,
  WritePreview,
} from '@dealside/shared';
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
  taskPreview: TaskPreview;
  task: CrmWrite;
  attention: Attention;
};

/** What the Apex method was called with, and what it returns. */
export type ApexCall = { method: string; path: string; body: string | null; etag?: string | null };
export type ApexReply = { status: number; body: string; etag: string | null };

type Reply = { status: number; data: unknown };
type State = {
  title: string;
  /** What stands on the page: the panel on a record's page, or today's list. */
  shows?: 'Opportunity' | 'Account' | 'Contact' | 'Lead' | 'today';
  brief: (northwind: Northwind) => Reply | null;
  attention?: (northwind: Northwind) => Reply | null;
};

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

const statement = (
  brief: Brief,
  index: number,
  text: string,
  id: string,
  kind: 'fact' | 'headline' = 'headline',
): Brief['facts'] => {
  const cited = brief.evidence[index];
  const [first] = brief.facts;
  return cited && first
    ? [{ ...first, id, kind, confidence: 0.98, code: null, at: null, text, cites: [cited.number], wording: 'template' }]
    : [];
};
const dealOf = (brief: Brief, change: Partial<NonNullable<Brief['deals']>[number]>) => ({
  record: brief.record,
  name: brief.title,
  stage: brief.stage ?? '',
  amount: brief.amount,
  currency: brief.currency,
  closeDate: brief.closeDate,
  state: brief.state,
  role: null,
  why: brief.headline ? { text: brief.headline.text, cites: brief.headline.cites } : null,
  ...change,
});

const accountOf = (brief: Brief): Partial<Brief> => ({
  title: 'Northwind Traders',
  stage: null,
  closeDate: null,
  amount: 210_000,
  headline:
    statement(
      brief,
      1,
      '2 open deals worth €210,000, 1 at risk; Northwind renewal closes next, on 14 Dec.',
      'in-account',
    )[0] ?? null,
  deals: [
    dealOf(brief, {}),
    dealOf(brief, {
      record: { ...brief.record, id: '006Ds00000NorthwBB' },
      name: 'Northwind warehouses',
      stage: 'Discovery',
      amount: 126_000,
      closeDate: null,
      state: 'on_track',
      why: { text: 'Tom wants a test with the warehouse in Delft before a price.', cites: [5] },
    }),
  ],
  risks: [],
  nextSteps: brief.nextSteps.map((step) => ({ ...step, about: { record: brief.record, name: brief.title } })),
  asks: brief.asks.map((ask) => ({ ...ask, about: { record: brief.record, name: brief.title } })),
});

const contactOf = (brief: Brief): Partial<Brief> => ({
  title: 'Priya Raman',
  stage: null,
  amount: null,
  closeDate: null,
  state: 'waiting_for_us',
  headline:
    statement(
      brief,
      0,
      'Priya Raman wrote last, on 20 Nov: “Re: Northwind renewal: contract redlines”; our last mail is of 18 Nov.',
      'in-contact',
    )[0] ?? null,
  deals: [dealOf(brief, { role: 'Economic Buyer' })],
  changes: [],
  risks: brief.risks.filter(({ code }) => code === 'unanswered_mail' || code === 'objection_price'),
  facts: statement(brief, 3, 'CFO at Northwind Traders.', 'in-title', 'fact'),
  people: brief.people.slice(0, 1),
});

const leadOf = (brief: Brief): Partial<Brief> => ({
  title: 'Ines Castellano',
  stage: 'Working - Contacted',
  amount: null,
  closeDate: null,
  state: 'waiting_for_us',
  headline:
    statement(
      brief,
      5,
      'Ines Castellano wrote last, on 19 Nov: “Invoice matching for 14 depots”; our last mail is of 10 Nov.',
      'in-lead',
    )[0] ?? null,
  changes: [],
  risks: brief.risks.filter(({ code }) => code === 'unanswered_mail'),
  facts: statement(brief, 6, 'Working - Contacted; created 16 days ago from Web.', 'in-status', 'fact'),
  people: [],
});

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
  account: {
    title: 'An account',
    shows: 'Account',
    brief: ({ briefView }) => brief(briefView, accountOf(briefView.brief)),
  },
  contact: {
    title: 'A contact',
    shows: 'Contact',
    brief: ({ briefView }) => brief(briefView, contactOf(briefView.brief)),
  },
  lead: { title: 'A lead', shows: 'Lead', brief: ({ briefView }) => brief(briefView, leadOf(briefView.brief)) },
  'being-read': {
    title: 'Being read for the first time, with a gap',
    brief: ({ briefView }) =>
      brief(briefView, {
        freshness: briefView.brief.freshness.map((source) =>
          source.source === 'crm'
            ? { ...source, hasGap: true, reason: 'missed' as const }
            : { ...source, at: null, hasGap: false, reason: 'being_read' as const },
        ),
      }),
  },
  'task-made': {
    title: 'A task made',
    brief: ({ briefView, task }) => brief(briefView, {}, { writes: [task] }),
  },
  today: { title: 'Deals that need you today', shows: 'today', brief: () => null },
  'today-empty': {
    title: 'Nothing needs you',
    shows: 'today',
    brief: () => null,
    attention: ({ attention }) => ({
      status: 200,
      data: { ...attention, items: [], heldBack: 0, muted: [], budget: { perDay: 7, used: 0 } },
    }),
  },
  'today-error': {
    title: 'The list could not be shown',
    shows: 'today',
    brief: () => null,
    attention: () => problem('crm_unavailable'),
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
  const attention = state.attention ?? (({ attention: data }: Northwind): Reply => ({ status: 200, data }));
  const reply = call.path.endsWith('/brief')
    ? state.brief(northwind)
    : call.path === '/v1/attention'
      ? attention(northwind)
      : replyOf(northwind, call);
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
  if (path.endsWith('/task')) return ok(method === 'GET' ? northwind.taskPreview : northwind.task);
  if (path.endsWith('/dismissal')) return ok({ insightId: 'in', isDismissed: true });
  if (path.endsWith('/feedback')) return ok({ insightId: 'in', verdict: JSON.parse(body ?? '{}').verdict });
  if (path.endsWith('/save')) return ok(method === 'GET' ? northwind.preview : northwind.write);
  if (path.endsWith('/revert')) return ok({ ...northwind.write, state: 'reverted' });
  return problem('not_found');
};
