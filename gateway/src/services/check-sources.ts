import { AppError, type RecordReference, type RecordSystem } from '@dealside/shared';
import { and, eq } from 'drizzle-orm';
import type { CrmConnector, ReadAccess } from '../connectors/crm/crm-connector.ts';
import { type CheckSources, type ParsedSource, parseSource, type Source } from '../connectors/crm/source.ts';
import type { Database } from '../store/open-database.ts';
import { connections } from '../store/schema.ts';

/** One question to a CRM: its answer is as old as the moment it was asked. */
type Asked = { at: number; access: Promise<ReadAccess>; answer: ReadAccess | null };
/** Answers of one viewer by source. */
type Viewer = Map<Source, Asked>;

/** Ten seconds after a right was taken away nothing of it is shown; a brief without it takes some of them to make. */
const defaultTtlMs = 9_000;
/** How often an answer that arrives too late is asked for. */
const tries = 2;
/** An answer need not be younger than this to be used by who asked for it. */
const leastAgeMs = 1_000;

/**
 * Asks the CRM, with the user's own connection, which sources this user may not read now. An answer serves until
 * `ttlMs` after it was asked for; the same question asked meanwhile waits for the one under way. An answer that arrives
 * later than that is asked for again. A failed question is not remembered and lets nothing through.
 * @throws {AppError} `crm_not_connected` when the user has no connection, `crm_unavailable`, `too_many_requests`,
 * `upstream_garbage`.
 */
export const createCheckSources = ({
  db,
  connectors,
  ttlMs = defaultTtlMs,
  maxEntries = 200_000,
  now = Date.now,
}: {
  db: Database;
  connectors: Partial<Record<RecordSystem, Pick<CrmConnector, 'readAccess'>>>;
  ttlMs?: number;
  maxEntries?: number;
  /** Real time, also where the gateway's clock is shifted. */
  now?: () => number;
}): CheckSources => {
  const viewers = new Map<string, Viewer>();

  const ask = async (
    { tenantId, userId }: { tenantId: string; userId: string },
    system: RecordSystem,
    sources: readonly ParsedSource[],
  ): Promise<ReadAccess> => {
    const connector = connectors[system];
    if (!connector) throw new AppError('crm_not_connected', `${system} is not set up`);
    const [connection] = await db
      .select({ id: connections.id, state: connections.state })
      .from(connections)
      .where(and(eq(connections.tenantId, tenantId), eq(connections.userId, userId), eq(connections.system, system)));
    if (connection?.state !== 'connected')
      throw new AppError('crm_not_connected', `this user has no working ${system} connection`);
    return connector.readAccess({
      connectionId: connection.id,
      records: sources.flatMap((source): RecordReference[] =>
        'id' in source ? [{ system, type: source.type, id: source.id }] : [],
      ),
      types: [...new Set(sources.map(({ type }) => type))],
    });
  };

  /** The viewer's answers, moved behind those of all others, so that those not asked for longest go first. */
  const answersOf = (key: string): Viewer => {
    const answers = viewers.get(key) ?? new Map();
    viewers.delete(key);
    viewers.set(key, answers);
    return answers;
  };

  const forget = (): void => {
    let entries = 0;
    for (const answers of viewers.values()) entries += answers.size;
    if (entries <= maxEntries) return;
    const oldest = now() - ttlMs;
    for (const [key, answers] of viewers) {
      for (const [source, { at }] of answers) if (at <= oldest && answers.delete(source)) entries -= 1;
      if (answers.size === 0) viewers.delete(key);
    }
    for (const [key, answers] of viewers) {
      if (entries <= maxEntries) return;
      viewers.delete(key);
      entries -= answers.size;
    }
  };

  const startAsking = (
    viewer: { tenantId: string; userId: string },
    answers: Viewer,
    unknown: readonly [Source, ParsedSource][],
  ): void => {
    for (const [system, ofSystem] of Map.groupBy(unknown, ([, { system }]) => system)) {
      const asked: Asked = {
        at: now(),
        answer: null,
        access: ask(
          viewer,
          system,
          ofSystem.map(([, parsed]) => parsed),
        ),
      };
      for (const [source] of ofSystem) answers.set(source, asked);
      asked.access.then(
        (answer) => {
          asked.answer = answer;
        },
        () => {
          for (const [source] of ofSystem) if (answers.get(source) === asked) answers.delete(source);
        },
      );
    }
    forget();
  };

  return async ({ tenantId, userId, sources }) => {
    const all = [...new Set(sources)];
    const unreadable = new Set<Source>();
    for (let round = 1; ; round += 1) {
      const answers = answersOf(`${tenantId} ${userId}`);
      const freshFrom = now() - ttlMs;
      const unknown: [Source, ParsedSource][] = [];
      for (const source of all) {
        const known = answers.get(source);
        if (known && known.at > freshFrom) continue;
        const parsed = parseSource(source);
        if (parsed) unknown.push([source, parsed]);
        // What no CRM answers for is nobody's to read.
        else unreadable.add(source);
      }
      if (unknown.length > 0) startAsking({ tenantId, userId }, answers, unknown);
      const pending = new Set<Asked>();
      const asked = all.flatMap((source): [Source, Asked][] => {
        const answer = answers.get(source);
        if (answer && !answer.answer) pending.add(answer);
        return answer ? [[source, answer]] : [];
      });
      for (const { access } of pending) await access;
      const tooOld = now() - Math.max(ttlMs, leastAgeMs);
      if (asked.every(([, { at }]) => at > tooOld)) {
        for (const [source, { answer }] of asked) if (!answer || !isReadable(answer, source)) unreadable.add(source);
        return unreadable;
      }
      if (round === tries) throw new AppError('crm_unavailable', 'the CRM takes too long to say what may be read');
    }
  };
};

const isReadable = ({ readableKeys, fields }: ReadAccess, source: Source): boolean => {
  const at = source.indexOf('#');
  if (at >= 0) return fields.get(source.slice(source.indexOf(':') + 1, at))?.has(source.slice(at + 1)) === true;
  const type = source.slice(source.indexOf(':') + 1, source.lastIndexOf(':'));
  return fields.get(type) !== null && readableKeys.has(source);
};
