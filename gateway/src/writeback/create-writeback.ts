import { AppError, type ErrorCode, errorCodes, type WritePreview } from '@dealside/shared';
import { type CrmWriteRow, findWriteByKey, insertWrite, readWrite, updateWrite } from '../store/crm-writes.ts';
import type { Queue } from '../store/queue.ts';
import type { WithLock } from '../store/with-lock.ts';
import { deliverWrite, pickFields, requireCrm, type WritebackOptions } from './deliver-write.ts';
import { chooseAction, diffFields } from './diff-fields.ts';
import type { InsightFields } from './insight-record.ts';
import { sealChange } from './ledger.ts';
import { revertWrite } from './revert-write.ts';
import { targetOf, type WriteKind } from './write-target.ts';

type InsightToWrite = {
  tenantId: string;
  userId: string;
  insightId: string;
  recordKey: string;
  kind: WriteKind;
  /** The same for the same write, whoever tries it again. */
  externalId: string;
  /** What it was made of. */
  sources: readonly string[];
  fields: InsightFields;
};

export type Writeback = {
  /** What a save would do, compared with what the CRM holds now. @throws {AppError} the CRM's errors. */
  preview(insight: InsightToWrite): Promise<WritePreview>;
  /**
   * Writes once. The same key answers with the same row; a CRM that is down leaves it `queued` for the worker.
   * @throws {AppError} `conflict` when the key was used for another insight, `crm_not_connected`, `crm_rejected`,
   *   `upstream_garbage`.
   */
  save(insight: InsightToWrite & { idempotencyKey: string }): Promise<CrmWriteRow>;
  /** The worker's side: a row no longer queued is left alone. */
  deliver(input: { tenantId: string; writeId: string; isLast: boolean }): Promise<void>;
  /** @throws {AppError} `not_found`, `conflict`, `crm_changed`, the CRM's errors. */
  revert(key: { tenantId: string; userId: string; writeId: string }): Promise<CrmWriteRow>;
};

/** A write that its process did not bring to an end is taken up by the worker after this long. */
const takenUpAfterSeconds = 5;

/** CRM writes with a ledger: one record an insight by external id, one writer at a time for each. */
export const createWriteback = (options: WritebackOptions & { queue: Queue; withLock: WithLock }): Writeback => {
  const { db, sealer, clock } = options;
  const lockOf = (tenantId: string, externalId: string) => `crm-write ${tenantId} ${externalId}`;

  const fail = async (write: CrmWriteRow, error: unknown): Promise<void> => {
    const code: ErrorCode = error instanceof AppError ? error.code : 'internal';
    options.metrics.crmWrites.inc({ action: write.action, state: 'failed' });
    await updateWrite(db, write.id, { state: 'failed', error: code, at: clock.now() });
  };

  return {
    async preview({ fields, ...write }) {
      const target = targetOf(await requireCrm(options, write), write);
      const current = pickFields(await target.read(), fields);
      const action = write.kind === 'task' && current ? 'nothing' : chooseAction(current, fields);
      const diff = action === 'nothing' ? [] : diffFields(current, fields);
      return { action, object: target.object, externalId: write.externalId, diff };
    },

    async save({ tenantId, userId, insightId, recordKey, sources, kind, externalId, fields, idempotencyKey }) {
      await requireCrm(options, { tenantId, userId, recordKey });
      return options.withLock(lockOf(tenantId, externalId), async () => {
        const inserted = await db.transaction(async (transaction) => {
          const row = await insertWrite(transaction, {
            tenantId,
            userId,
            insightId,
            recordKey,
            idempotencyKey,
            externalId,
            sources: [...sources],
            action: 'create',
            state: 'queued',
            sealedChange: sealChange(sealer, tenantId, { kind, before: null, after: fields, isSent: false }),
            at: clock.now(),
          });
          // In the same transaction: a process that dies from here on has left somebody to finish.
          if (row)
            await options.queue.send(
              'write-crm',
              { tenantId, writeId: row.id },
              { startAfterSeconds: takenUpAfterSeconds, transaction },
            );
          return row;
        });
        if (!inserted) return answerAgain(await findWriteByKey(db, { tenantId, userId, idempotencyKey }), externalId);
        try {
          return await deliverWrite(options, inserted);
        } catch (error) {
          if (isWorthWaiting(error)) return inserted;
          await fail(inserted, error);
          throw error;
        }
      });
    },

    async deliver({ tenantId, writeId, isLast }) {
      const known = await readWrite(db, { tenantId, id: writeId });
      if (known?.state !== 'queued') return;
      await options.withLock(lockOf(tenantId, known.externalId), async () => {
        const write = await readWrite(db, { tenantId, id: writeId });
        if (write?.state !== 'queued') return;
        try {
          await deliverWrite(options, write);
        } catch (error) {
          if (isWorthWaiting(error) && !isLast) throw error;
          await fail(write, error);
        }
      });
    },

    async revert({ tenantId, userId, writeId }) {
      const known = await readWrite(db, { tenantId, id: writeId });
      if (!known) throw new AppError('not_found', 'there is no such write');
      if (known.userId !== userId) throw new AppError('not_permitted', 'only who saved it can take it back');
      return options.withLock(lockOf(tenantId, known.externalId), async () => {
        const write = await readWrite(db, { tenantId, id: writeId });
        if (!write) throw new AppError('not_found', 'there is no such write');
        return revertWrite(options, write);
      });
    },
  };
};

const isWorthWaiting = (error: unknown): boolean =>
  error instanceof AppError && ['crm_unavailable', 'too_many_requests', 'timed_out'].includes(error.code);

const answerAgain = (write: CrmWriteRow | null, externalId: string): CrmWriteRow => {
  if (write?.externalId !== externalId)
    throw new AppError('conflict', 'this idempotency key was used for another insight');
  if (write.state === 'failed') throw new AppError(toErrorCode(write.error), 'this save was tried before and failed');
  return write;
};

const toErrorCode = (code: string | null): ErrorCode =>
  code !== null && Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : 'internal';
