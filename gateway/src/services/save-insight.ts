import { AppError, type CrmWrite, parseRecordKey, type WritePreview } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Sealer } from '../platform/sealer.ts';
import { type CrmWriteRow, listWrites, readWrite } from '../store/crm-writes.ts';
import { readInsight } from '../store/insights.ts';
import type { Database } from '../store/open-database.ts';
import type { Writeback } from '../writeback/create-writeback.ts';
import { toInsightFields } from '../writeback/insight-record.ts';
import { toCrmWrite } from '../writeback/ledger.ts';
import { storedInsightSchema } from './brief-text.ts';
import type { RequireAccess } from './require-record.ts';

export type SaveInsight = {
  preview(session: Session, insightId: string): Promise<WritePreview>;
  save(session: Session, asked: { insightId: string; idempotencyKey: string }): Promise<CrmWrite>;
  revert(session: Session, writeId: string): Promise<CrmWrite>;
  /** Rows of the ledger by id, oldest first. */
  readWrites(tenantId: string, writeIds: readonly string[]): Promise<CrmWrite[]>;
};

/**
 * Saves an insight into the CRM and takes it back, for users who may read its record now.
 * @throws {AppError} `not_found`, `not_permitted`, and those of `Writeback`.
 */
export const createSaveInsight = (options: {
  db: Database;
  sealer: Sealer;
  requireAccess: RequireAccess;
  writeback: Pick<Writeback, 'preview' | 'save' | 'revert'>;
}): SaveInsight => {
  const { db, sealer, writeback } = options;

  const loadInsight = async (session: Session, insightId: string) => {
    const { tenantId, userId } = session;
    const row = await readInsight(db, { tenantId, id: insightId });
    if (!row) throw new AppError('not_found', 'there is no such insight');
    const record = parseRecordKey(row.recordKey);
    await options.requireAccess(session, record);
    const stored = storedInsightSchema.parse(JSON.parse(sealer.open(tenantId, row.sealedInsight)));
    return { tenantId, userId, insightId, recordKey: row.recordKey, fields: toInsightFields({ ...stored, record }) };
  };

  const readWrites = async (tenantId: string, ids: readonly string[]): Promise<CrmWrite[]> =>
    (await listWrites(db, { tenantId, ids })).map(({ write, by }) => toCrmWrite(sealer, write, by));

  const present = async ({ tenantId, id }: CrmWriteRow): Promise<CrmWrite> => {
    const [write] = await readWrites(tenantId, [id]);
    if (!write) throw new Error('a write vanished while it was answered');
    return write;
  };

  return {
    preview: async (session, insightId) => writeback.preview(await loadInsight(session, insightId)),
    save: async (session, { insightId, idempotencyKey }) =>
      present(await writeback.save({ ...(await loadInsight(session, insightId)), idempotencyKey })),
    async revert(session, writeId) {
      const { tenantId, userId } = session;
      const write = await readWrite(db, { tenantId, id: writeId });
      if (!write) throw new AppError('not_found', 'there is no such write');
      await options.requireAccess(session, parseRecordKey(write.recordKey));
      return present(await writeback.revert({ tenantId, userId, writeId }));
    },
    readWrites,
  };
};
