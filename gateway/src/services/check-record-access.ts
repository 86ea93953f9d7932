import { AppError, formatRecordKey, type RecordReference } from '@dealside/shared';
import { and, eq } from 'drizzle-orm';
import type { CrmConnector } from '../connectors/crm/crm-connector.ts';
import type { CheckRecordAccess } from '../retrieval/passage.ts';
import type { Database } from '../store/open-database.ts';
import { connections } from '../store/schema.ts';

type Answer = { until: number; isReadable: Promise<boolean> };
type Ask = { tenantId: string; userId: string; records: readonly RecordReference[] };

/**
 * Asks the CRM, with the user's own connection, which of the records this user may read now. An answer serves for ten
 * seconds; the same question asked meanwhile waits for the one under way. A failed question is not remembered and lets
 * nothing through.
 * @throws {AppError} `crm_not_connected` when the user has no connection, `crm_unavailable`, `too_many_requests`,
 * `upstream_garbage`.
 */
export const createCheckRecordAccess = ({
  db,
  connectors,
  ttlMs = 10_000,
  maxEntries = 50_000,
  now = Date.now,
}: {
  db: Database;
  connectors: Partial<Record<RecordReference['system'], Pick<CrmConnector, 'readableIds'>>>;
  ttlMs?: number;
  maxEntries?: number;
  /** Real time, also where the gateway's clock is shifted. */
  now?: () => number;
}): CheckRecordAccess => {
  const answers = new Map<string, Answer>();

  const ask = async (
    { tenantId, userId, records }: Ask,
    system: RecordReference['system'],
  ): Promise<ReadonlySet<string>> => {
    const connector = connectors[system];
    if (!connector) throw new AppError('crm_not_connected', `${system} is not set up`);
    const [connection] = await db
      .select({ id: connections.id, state: connections.state })
      .from(connections)
      .where(and(eq(connections.tenantId, tenantId), eq(connections.userId, userId), eq(connections.system, system)));
    if (connection?.state !== 'connected')
      throw new AppError('crm_not_connected', `this user has no working ${system} connection`);
    return connector.readableIds({ connectionId: connection.id, ids: records.map(({ id }) => id) });
  };

  const forget = (): void => {
    if (answers.size <= maxEntries) return;
    const time = now();
    for (const [key, { until }] of answers) if (until <= time) answers.delete(key);
    // Oldest first: a Map keeps the order of insertion.
    for (const key of answers.keys()) {
      if (answers.size <= maxEntries) break;
      answers.delete(key);
    }
  };

  const startAsking = (
    question: Ask,
    system: RecordReference['system'],
    keyOf: (record: RecordReference) => string,
  ) => {
    const asked = ask(question, system);
    for (const record of question.records) {
      const key = keyOf(record);
      const answer: Answer = { until: now() + ttlMs, isReadable: asked.then((ids) => ids.has(record.id)) };
      answers.set(key, answer);
      answer.isReadable.catch(() => {
        if (answers.get(key) === answer) answers.delete(key);
      });
    }
    forget();
  };

  return async (question) => {
    const keyOf = (record: RecordReference) => `${question.tenantId} ${question.userId} ${formatRecordKey(record)}`;
    const time = now();
    const pending: [RecordReference, Answer][] = [];
    const unknown = question.records.filter((record) => !((answers.get(keyOf(record))?.until ?? 0) > time));
    for (const system of new Set(unknown.map((record) => record.system)))
      startAsking({ ...question, records: unknown.filter((record) => record.system === system) }, system, keyOf);
    for (const record of question.records) {
      const answer = answers.get(keyOf(record));
      if (answer) pending.push([record, answer]);
    }
    const readable = await Promise.all(
      pending.map(async ([record, answer]) => ((await answer.isReadable) ? [formatRecordKey(record)] : [])),
    );
    return new Set(readable.flat());
  };
};
