import { AppError, type CrmWrite, parseRecordKey, type WritePreview } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Sealer } from '../platform/sealer.ts';
import { type CrmWriteRow, listWrites, readWrite } from '../store/crm-writes.ts';
import type { Database } from '../store/open-database.ts';
import type { Writeback } from '../writeback/create-writeback.ts';
import { externalIdOf, toInsightFields } from '../writeback/insight-record.ts';
import { toCrmWrite } from '../writeback/ledger.ts';
import type { ChooseReadable } from './choose-readable.ts';
import type { LoadInsight } from './load-insight.ts';
import type { RequireAccess } from './require-record.ts';

export type SaveInsight = {
  preview(session: Session, insightId: string): Promise<WritePreview>;
  save(session: Session, asked: { insightId: string; idempotencyKey: string }): Promise<CrmWrite>;
  revert(session: Session, writeId: string): Promise<CrmWrite>;
  /** Rows of the ledger by id, oldest first; without their words where the user may no longer read their sources. */
  readWrites(session: Session, writeIds: readonly string[]): Promise<CrmWrite[]>;
};

/**
 * Saves an insight into the CRM and takes it back, for users who may read all it is made of now. What was saved can be
 * taken back by who saved it while they may read the record.
 * @throws {AppError} `not_found`, `record_not_found`, and those of `Writeback`.
 */
export const createSaveInsight = (options: {
  db: Database;
  sealer: Sealer;
  requireAccess: RequireAccess;
  loadInsight: LoadInsight;
  chooseReadable: ChooseReadable;
  writeback: Pick<Writeback, 'preview' | 'save' | 'revert'>;
}): SaveInsight => {
  const { db, sealer, writeback } = options;

  const draft = async (session: Session, insightId: string) => {
    const { tenantId, userId } = session;
    const { record, recordKey, sources, stored } = await options.loadInsight(session, insightId);
    const externalId = externalIdOf(tenantId, insightId);
    const fields = toInsightFields({ ...stored, record });
    return { tenantId, userId, insightId, recordKey, sources, kind: 'insight' as const, externalId, fields };
  };

  const readWrites = async (session: Session, ids: readonly string[]): Promise<CrmWrite[]> => {
    const rows = await listWrites(db, { tenantId: session.tenantId, ids });
    return Promise.all(
      rows.map(async ({ write, by }) => {
        const told = toCrmWrite(sealer, write, by);
        return (await options.chooseReadable(session, [write])) ? told : { ...told, diff: [] };
      }),
    );
  };

  const present = async (session: Session, { id }: CrmWriteRow): Promise<CrmWrite> => {
    const [write] = await readWrites(session, [id]);
    if (!write) throw new Error('a write vanished while it was answered');
    return write;
  };

  return {
    preview: async (session, insightId) => writeback.preview(await draft(session, insightId)),
    save: async (session, { insightId, idempotencyKey }) =>
      present(session, await writeback.save({ ...(await draft(session, insightId)), idempotencyKey })),
    async revert(session, writeId) {
      const { tenantId, userId } = session;
      const write = await readWrite(db, { tenantId, id: writeId });
      if (!write) throw new AppError('not_found', 'there is no such write');
      await options.requireAccess(session, parseRecordKey(write.recordKey));
      return present(session, await writeback.revert({ tenantId, userId, writeId }));
    },
    readWrites,
  };
};
