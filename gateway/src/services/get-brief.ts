import { createHash } from 'node:crypto';
import {
  AppError,
  type Brief,
  type CrmWrite,
  type Freshness,
  formatRecordKey,
  type RecordReference,
} from '@dealside/shared';
import type { Pool } from 'pg';
import type { Session } from '../auth/sessions.ts';
import type { CheckSources } from '../connectors/crm/source.ts';
import type { Clock } from '../platform/clock.ts';
import { createBatcher } from '../platform/create-batcher.ts';
import type { Sealer } from '../platform/sealer.ts';
import {
  type BriefViewKey,
  type BriefViewRow,
  openVisibility,
  readBriefViews,
  readStoredBrief,
} from '../store/briefs.ts';
import { storeView } from '../store/insights.ts';
import type { Database } from '../store/open-database.ts';
import { joinBriefView, listInsights, type StoredBrief } from './brief-text.ts';
import type { ChooseReadable } from './choose-readable.ts';
import { findWithheld, visibilityOf } from './find-visibility.ts';
import type { RequestBrief } from './request-brief.ts';
import { noSuchRecord } from './require-record.ts';

export type GetBriefResult =
  | { outcome: 'ready'; json: string; etag: string }
  | { outcome: 'unchanged'; etag: string }
  | { outcome: 'being_made'; jobId: string };

export type GetBrief = (input: {
  session: Session;
  record: RecordReference;
  /** The `If-None-Match` header. */
  knownEtag: string | null;
}) => Promise<GetBriefResult>;

/** Looks within this time are one look. */
const lookGapMs = 30 * 60_000;
/** A look that goes on is noted this often. */
const lookNotedEveryMs = 60_000;
const keptTextCharacters = 64_000_000;

/** What stands in a brief, which never changes. */
type KeptBrief = { text: string; sources: readonly string[] };

/**
 * Reads the ready brief of the viewer's visibility class: one look-up of access, one round trip to Postgres, no parsing.
 * The open brief names what briefs of the record are made of; what of it this viewer may not read now makes the class.
 * A brief is shown only to who may read all its sources now, whatever was true when it was made.
 * @throws {AppError} `record_not_found`, `crm_not_connected`, `crm_unavailable`.
 */
export const createGetBrief = (options: {
  db: Database;
  pool: Pool;
  sealer: Sealer;
  clock: Clock;
  checkSources: CheckSources;
  chooseReadable: ChooseReadable;
  requestBrief: Pick<RequestBrief, 'forUser' | 'hasten'>;
  readWrites: (session: Session, writeIds: readonly string[]) => Promise<CrmWrite[]>;
}): GetBrief => {
  const kept = createBriefCache(keptTextCharacters);
  const readView = createBatcher<BriefViewKey, BriefViewRow | null>({
    load: (keys) => readBriefViews(options.pool, keys),
    keyOf: ({ tenantId, recordKey, userId }) => `${tenantId} ${userId} ${recordKey}`,
    maxBatch: 64,
    maxInFlight: 2,
  });

  const load = async (tenantId: string, id: string): Promise<KeptBrief> => {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const stored = await readStoredBrief(options.db, { tenantId, id });
    if (!stored) throw new Error('the current brief has no text');
    const brief = { text: options.sealer.open(tenantId, stored.sealedBrief), sources: stored.sources };
    kept.set(id, brief);
    return brief;
  };

  /** The brief of the viewer's class, if one stands that holds nothing the viewer may not read. */
  const choose = async (session: Session, recordKey: string, view: BriefViewRow) => {
    const open = view.briefs.find(({ visibility }) => visibility === openVisibility);
    const sources = open ? (await load(session.tenantId, open.id)).sources : [];
    const visibility = visibilityOf(await findWithheld(options.checkSources, session, { recordKey, sources }));
    const ofClass = view.briefs.find((brief) => brief.visibility === visibility);
    if (!open || !ofClass) return null;
    const brief = await load(session.tenantId, ofClass.id);
    // The open brief's own sources are those just asked for, and none of them was withheld.
    if (ofClass.id === open.id && sources.length > 0) return { ...brief, ...ofClass, isBehind: false };
    // Sources it was made of that no newer brief has any more are no part of the class, and are asked for here.
    if (!(await options.chooseReadable(session, [brief]))) return null;
    return { ...brief, ...ofClass, isBehind: ofClass.madeAt < open.madeAt };
  };

  return async ({ session, record, knownEtag }) => {
    const { tenantId, userId } = session;
    const recordKey = formatRecordKey(record);
    const view = await readView({ tenantId, recordKey, userId });
    if (!view) {
      // Asked all the same, so that a record that is there and one that is not are told apart by nothing.
      await findWithheld(options.checkSources, session, { recordKey, sources: [] });
      throw new AppError('record_not_found', noSuchRecord);
    }
    const brief = await choose(session, recordKey, view);
    if (!brief) return { outcome: 'being_made', ...(await options.requestBrief.forUser(session, record)) };

    const now = options.clock.now();
    const look = readLook(view, now, brief.visibility);
    if (look.isToBeNoted)
      await storeView(
        options.db,
        { tenantId, userId, recordKey },
        { at: now, gapMs: lookGapMs, visibility: brief.visibility },
      );
    const isStale = brief.isBehind || (view.changedAt !== null && view.changedAt > brief.madeAt);
    if (isStale) await options.requestBrief.hasten(tenantId, recordKey);
    const freshness = readFreshness(view, now);
    const rest = {
      lastViewedAt: look.lastViewedAt?.toISOString() ?? null,
      isStale,
      writes: view.writeIds.length === 0 ? [] : await options.readWrites(session, view.writeIds),
      marks: readMarks(tenantId, view, brief.text),
    };
    const etag = hashEtag(`${brief.visibility} ${brief.etag}`, JSON.stringify([coarse(freshness), rest]));
    if (knownEtag !== null && matches(knownEtag, etag)) return { outcome: 'unchanged', etag };
    return { outcome: 'ready', json: joinBriefView(brief.text, freshness, rest), etag };
  };

  /** The viewer's marks on what the brief tells: a correction of an insight that is gone may repeat what it said. */
  function readMarks(tenantId: string, { marks }: BriefViewRow, text: string) {
    if (marks.length === 0) return [];
    const told = new Set(listInsights(JSON.parse(text) as StoredBrief).map(({ id }) => id));
    return marks
      .filter(({ insightId }) => told.has(insightId))
      .map(({ insightId, verdict, sealedCorrection }) => ({
        insightId,
        verdict,
        correction: sealedCorrection ? options.sealer.open(tenantId, sealedCorrection) : null,
      }));
  }
};

const readLook = (
  { viewedAt, previousViewedAt, viewedVisibility }: BriefViewRow,
  now: Date,
  visibility: string,
): { lastViewedAt: Date | null; isToBeNoted: boolean } => {
  if (!viewedAt) return { lastViewedAt: null, isToBeNoted: true };
  const ageMs = now.getTime() - viewedAt.getTime();
  if (ageMs > lookGapMs) return { lastViewedAt: viewedAt, isToBeNoted: true };
  return {
    lastViewedAt: previousViewedAt,
    isToBeNoted: ageMs > lookNotedEveryMs || viewedVisibility !== visibility,
  };
};

const mailObjects = new Set(['EmailMessage', 'emails']);

/** What was not read for so long, though it is looked for all the time, is behind. */
const behindAfterMs = 30 * 60_000;

/** The CRM is as fresh as the object read longest ago; what is known to be missing says why. */
const readFreshness = ({ cursors, lastCallAt, isSyncing }: BriefViewRow, now: Date): Brief['freshness'] => {
  const read = (source: 'crm' | 'mail', some: BriefViewRow['cursors']): Freshness => {
    const oldest = some.length === 0 ? null : Math.min(...some.map(({ readAt }) => Date.parse(readAt)));
    if (oldest === null) return { source, at: null, hasGap: false, reason: isSyncing ? 'being_read' : null };
    const isBehind = now.getTime() - oldest > behindAfterMs;
    const reason = some.some(({ hasGap }) => hasGap) ? 'missed' : isBehind ? 'behind' : null;
    return { source, at: new Date(oldest).toISOString(), hasGap: reason !== null, reason };
  };
  return [
    read(
      'crm',
      cursors.filter(({ object }) => !mailObjects.has(object)),
    ),
    read(
      'mail',
      cursors.filter(({ object }) => mailObjects.has(object)),
    ),
    {
      source: 'calls',
      at: lastCallAt?.toISOString() ?? null,
      hasGap: false,
      reason: lastCallAt === null ? 'not_set_up' : null,
    },
  ];
};

/** An age on the screen grows by itself: what was read again since is worth sending only now and then. */
const freshnessStepMs = 30_000;

const coarse = (freshness: Brief['freshness']) =>
  freshness.map(({ at, ...rest }) => ({
    ...rest,
    at: at === null ? null : Math.floor(Date.parse(at) / freshnessStepMs),
  }));

const hashEtag = (briefEtag: string, rest: string): string =>
  `"${createHash('sha1').update(briefEtag).update('\n').update(rest).digest('base64url')}"`;

/** RFC 9110, 13.1.2: a list of tags, compared weakly; `*` matches what exists. */
const matches = (header: string, etag: string): boolean =>
  header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);

/** Keeps the briefs used last, up to a number of characters. */
const createBriefCache = (maxCharacters: number) => {
  const briefs = new Map<string, KeptBrief>();
  let characters = 0;
  return {
    get(key: string): KeptBrief | undefined {
      const brief = briefs.get(key);
      if (brief === undefined) return undefined;
      briefs.delete(key);
      briefs.set(key, brief);
      return brief;
    },
    set(key: string, brief: KeptBrief): void {
      if (brief.text.length > maxCharacters || briefs.has(key)) return;
      briefs.set(key, brief);
      characters += brief.text.length;
      for (const [oldest, { text }] of briefs) {
        if (characters <= maxCharacters) break;
        briefs.delete(oldest);
        characters -= text.length;
      }
    },
  };
};
