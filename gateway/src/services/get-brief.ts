import { createHash } from 'node:crypto';
import { AppError, type Brief, type CrmWrite, formatRecordKey, type RecordReference } from '@dealside/shared';
import type { Pool } from 'pg';
import type { Session } from '../auth/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import { createBatcher } from '../platform/create-batcher.ts';
import type { Sealer } from '../platform/sealer.ts';
import { type BriefViewKey, type BriefViewRow, readBriefViews, readSealedBrief } from '../store/briefs.ts';
import { storeView } from '../store/insights.ts';
import type { Database } from '../store/open-database.ts';
import { joinBriefView } from './brief-text.ts';
import type { RequestBrief } from './request-brief.ts';
import type { RequireAccess } from './require-record.ts';

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

/**
 * Reads the ready brief: one look-up of access, one round trip to Postgres, no parsing.
 * @throws {AppError} `record_not_found`, `not_permitted`, `crm_not_connected`, `crm_unavailable`.
 */
export const createGetBrief = (options: {
  db: Database;
  pool: Pool;
  sealer: Sealer;
  clock: Clock;
  requireAccess: RequireAccess;
  requestBrief: Pick<RequestBrief, 'forUser' | 'hasten'>;
  readWrites: (tenantId: string, writeIds: readonly string[]) => Promise<CrmWrite[]>;
}): GetBrief => {
  const texts = createTextCache(keptTextCharacters);
  const readView = createBatcher<BriefViewKey, BriefViewRow | null>({
    load: (keys) => readBriefViews(options.pool, keys),
    keyOf: ({ tenantId, recordKey, userId }) => `${tenantId} ${userId} ${recordKey}`,
    maxBatch: 64,
    maxInFlight: 2,
  });

  const readText = async (tenantId: string, id: string): Promise<string> => {
    const known = texts.get(id);
    if (known !== undefined) return known;
    const sealed = await readSealedBrief(options.db, { tenantId, id });
    if (!sealed) throw new Error('the current brief has no text');
    const text = options.sealer.open(tenantId, sealed);
    texts.set(id, text);
    return text;
  };

  return async ({ session, record, knownEtag }) => {
    const { tenantId, userId } = session;
    const recordKey = formatRecordKey(record);
    const view = await readView({ tenantId, recordKey, userId });
    if (!view) throw new AppError('record_not_found', 'no such record has been read from the CRM');
    await options.requireAccess(session, record);
    if (!view.brief) return { outcome: 'being_made', ...(await options.requestBrief.forUser(session, record)) };

    const now = options.clock.now();
    const look = readLook(view, now);
    if (look.isToBeNoted) await storeView(options.db, { tenantId, userId, recordKey }, { at: now, gapMs: lookGapMs });
    const isStale = view.changedAt !== null && view.changedAt > view.brief.madeAt;
    if (isStale) await options.requestBrief.hasten(tenantId, recordKey);
    const freshness = readFreshness(view);
    const rest = {
      lastViewedAt: look.lastViewedAt?.toISOString() ?? null,
      isStale,
      writes: view.writeIds.length === 0 ? [] : await options.readWrites(tenantId, view.writeIds),
      marks: view.marks.map(({ insightId, verdict, sealedCorrection }) => ({
        insightId,
        verdict,
        correction: sealedCorrection ? options.sealer.open(tenantId, sealedCorrection) : null,
      })),
    };
    const etag = hashEtag(view.brief.etag, JSON.stringify([freshness, rest]));
    if (knownEtag !== null && matches(knownEtag, etag)) return { outcome: 'unchanged', etag };
    return { outcome: 'ready', json: joinBriefView(await readText(tenantId, view.brief.id), freshness, rest), etag };
  };
};

const readLook = ({ viewedAt, previousViewedAt }: BriefViewRow, now: Date) => {
  if (!viewedAt) return { lastViewedAt: null, isToBeNoted: true };
  const ageMs = now.getTime() - viewedAt.getTime();
  if (ageMs > lookGapMs) return { lastViewedAt: viewedAt, isToBeNoted: true };
  return { lastViewedAt: previousViewedAt, isToBeNoted: ageMs > lookNotedEveryMs };
};

const mailObjects = new Set(['EmailMessage', 'emails']);

/** The CRM is as fresh as the object read longest ago. */
const readFreshness = ({ cursors, lastCallAt }: BriefViewRow): Brief['freshness'] => {
  const ofCrm = cursors.filter(({ object }) => !mailObjects.has(object));
  const ofMail = cursors.filter(({ object }) => mailObjects.has(object));
  const oldest = (some: BriefViewRow['cursors']) =>
    some.length === 0 ? null : new Date(Math.min(...some.map(({ readAt }) => Date.parse(readAt)))).toISOString();
  const hasGap = (some: BriefViewRow['cursors']) => some.some((cursor) => cursor.hasGap);
  return [
    { source: 'crm', at: oldest(ofCrm), hasGap: hasGap(ofCrm) },
    { source: 'mail', at: oldest(ofMail), hasGap: hasGap(ofMail) },
    { source: 'calls', at: lastCallAt?.toISOString() ?? null, hasGap: false },
  ];
};

const hashEtag = (briefEtag: string, rest: string): string =>
  `"${createHash('sha1').update(briefEtag).update('\n').update(rest).digest('base64url')}"`;

/** RFC 9110, 13.1.2: a list of tags, compared weakly; `*` matches what exists. */
const matches = (header: string, etag: string): boolean =>
  header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);

/** Keeps the texts used last, up to a number of characters. */
const createTextCache = (maxCharacters: number) => {
  const texts = new Map<string, string>();
  let characters = 0;
  return {
    get(key: string): string | undefined {
      const text = texts.get(key);
      if (text === undefined) return undefined;
      texts.delete(key);
      texts.set(key, text);
      return text;
    },
    set(key: string, text: string): void {
      if (text.length > maxCharacters || texts.has(key)) return;
      texts.set(key, text);
      characters += text.length;
      for (const [oldest, old] of texts) {
        if (characters <= maxCharacters) break;
        texts.delete(oldest);
        characters -= old.length;
      }
    },
  };
};
