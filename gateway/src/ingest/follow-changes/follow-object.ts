import { AppError } from '@dealside/shared';
import type { ChangeNews, ChangeStream } from '../../connectors/crm/change-stream.ts';
import { waitMsOf } from '../../connectors/crm/wait-ms-of.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { type ChangeStreamKey, readStreamPosition, storeStream } from '../../store/change-streams.ts';
import type { Database } from '../../store/open-database.ts';
import type { ApplyChanges } from './apply-changes.ts';

export type FollowPace = {
  /** After a stream broke: the first wait, doubled with each further failure up to the last, with jitter. */
  firstRetryMs: number;
  lastRetryMs: number;
  /** Until an object that cannot be followed is tried again. */
  refusedRetryMs: number;
  /** Without anything told for so long, the object is read again. */
  silenceMs: number;
};

/** How often it is stored that nothing happened. */
const noteEveryMs = 5_000;

/**
 * Follows one object until `signal` aborts, mending what breaks. A position is stored after all before it is stored, so
 * whatever dies in between is told again.
 * @throws {AppError} `crm_not_connected` when the connection has ended.
 */
export const createFollowObject = (options: {
  db: Database;
  stream: ChangeStream;
  applyChanges: ApplyChanges;
  clock: Clock;
  log: Log;
  pace: FollowPace;
  /** The object is no longer certain: somebody should read it again. */
  onUnsure: () => void;
}) => {
  const { db, stream, clock, log, pace } = options;

  return async (input: {
    tenantId: string;
    connectionId: string;
    object: string;
    alongside: readonly string[];
    signal: AbortSignal;
  }): Promise<void> => {
    const { tenantId, connectionId, object, signal } = input;
    const { system } = stream;
    const key: ChangeStreamKey = { tenantId, system, object };
    const ago = (ms: number) => new Date(clock.now().getTime() - ms);

    const store = async (news: Parameters<typeof storeStream>[2]): Promise<void> => {
      await db.transaction(async (transaction) => {
        await storeStream(transaction, key, news);
        for (const other of input.alongside)
          await storeStream(transaction, { ...key, object: other }, { ...news, position: null });
      });
      if (news.unsure) options.onUnsure();
    };

    /** One stream, from where the last one was, to its end. */
    const followOnce = async (onNews: () => void): Promise<void> => {
      const stored = await readStreamPosition(db, key);
      let position = stored?.position ?? null;
      let toldAt = stored?.toldAt ?? clock.now();
      /** Nothing says what changed before a stream that begins anew: read it, now that all after it will be told. */
      let isNew = position === null;
      let notedAt = 0;

      const deal = async (news: Exclude<ChangeNews, { kind: 'position_lost' }>): Promise<void> => {
        const at = clock.now();
        const begun = isNew ? { unsure: { since: at, hasGap: false } } : {};
        if (news.kind === 'changes') {
          const { changed, deleted, since, isIncomplete } = news;
          toldAt = at;
          await options.applyChanges({ tenantId, connectionId, object, changed, deleted, since, signal });
          await store({
            position: news.position,
            aliveAt: news.isCaughtUp ? at : null,
            toldAt,
            ...begun,
            ...(isIncomplete ? { unsure: { since: clock.now(), hasGap: true } } : {}),
          });
        } else {
          const isSilent = at.getTime() - toldAt.getTime() > pace.silenceMs;
          const isNoted = news.position === position && at.getTime() - notedAt < noteEveryMs;
          if (isNoted && !isNew && !isSilent) return;
          if (isSilent) toldAt = at;
          await store({
            position: news.position,
            aliveAt: ago(news.ageMs),
            toldAt,
            ...(isSilent ? { unsure: { since: at, hasGap: false } } : begun),
          });
        }
        position = news.position;
        isNew = false;
        notedAt = at.getTime();
      };

      for await (const news of stream.follow({ connectionId, object, position, signal })) {
        if (news.kind === 'position_lost') {
          log.warn({ tenantId, object }, 'the CRM no longer keeps the changes behind what was read: reading again');
          await store({ position: null, aliveAt: null, toldAt, unsure: { since: clock.now(), hasGap: true } });
          return;
        }
        await deal(news);
        onNews();
      }
    };

    for (let failures = 0; !signal.aborted; ) {
      try {
        await followOnce(() => {
          failures = 0;
        });
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof AppError && error.code === 'crm_not_connected') throw error;
        failures += 1;
        const waitMs = waitAfter(error, failures, pace);
        log.warn({ tenantId, object, err: error, waitMs }, 'following the changes of an object broke off');
        await wait(waitMs, signal);
      }
    }
  };
};

const waitAfter = (error: unknown, failures: number, pace: FollowPace): number => {
  const code = error instanceof AppError ? error.code : null;
  if (code === 'crm_rejected') return pace.refusedRetryMs;
  const doubled = Math.min(pace.lastRetryMs, pace.firstRetryMs * 2 ** (failures - 1));
  const least = code === 'too_many_requests' ? Math.max(doubled, waitMsOf(error) ?? pace.lastRetryMs) : doubled;
  // So that all who lost the same server do not come back at once.
  return least * (0.5 + Math.random() / 2);
};

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
