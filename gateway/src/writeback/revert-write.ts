import { AppError } from '@dealside/shared';
import { appendAudit } from '../store/audit.ts';
import { type CrmWriteRow, isSavedByOthers, updateWrite } from '../store/crm-writes.ts';
import { requireCrm, type WritebackOptions } from './deliver-write.ts';
import { holds } from './diff-fields.ts';
import { openChange } from './ledger.ts';
import { targetOf } from './write-target.ts';

/**
 * Takes a write back: what it created is deleted, what it changed has its old values again. Run it under the lock of
 * its external id. Repeating it, also after a process died in the middle, changes nothing more.
 * @throws {AppError} `crm_changed` when the record no longer holds what was written or a colleague saved the same since, `conflict` for a failed write, the
 *   CRM's errors.
 */
export const revertWrite = async (options: WritebackOptions, write: CrmWriteRow): Promise<CrmWriteRow> => {
  if (write.state === 'reverted') return write;
  if (write.state === 'failed') throw new AppError('conflict', 'this save failed: there is nothing to take back');
  const change = openChange(options.sealer, write);
  const isInCrm = write.state === 'written' ? write.action !== 'nothing' : change.isSent;
  if (isInCrm && (await isSavedByOthers(options.db, write)))
    throw new AppError('crm_changed', 'a colleague has saved the same insight since: it stands for them too');
  if (isInCrm) await undoInCrm(options, write);
  return recordReverted(options, write);
};

const undoInCrm = async (options: WritebackOptions, write: CrmWriteRow): Promise<void> => {
  const { kind, before, after } = openChange(options.sealer, write);
  const target = targetOf(await requireCrm(options, write), { ...write, kind });
  const current = await target.read();
  const isUndone = before === null ? current === null : current !== null && holds(current.fields, before);
  if (isUndone) return;
  if (!current || !holds(current.fields, after))
    throw new AppError('crm_changed', `the ${target.object} was changed in the CRM since it was saved`);
  if (before === null) await target.remove(current.id);
  else await target.write(before);
};

const recordReverted = ({ db, sealer, clock, metrics }: WritebackOptions, write: CrmWriteRow): Promise<CrmWriteRow> => {
  metrics.crmWrites.inc({ action: write.action, state: 'reverted' });
  return db.transaction(async (transaction) => {
    const reverted = await updateWrite(transaction, write.id, { state: 'reverted', at: clock.now() });
    await appendAudit(transaction, {
      tenantId: write.tenantId,
      userId: write.userId,
      action: openChange(sealer, write).kind === 'task' ? 'task.reverted' : 'insight.reverted',
      target: write.targetKey ?? `insight:${write.insightId}`,
      details: { writeId: write.id, insightId: write.insightId, recordKey: write.recordKey, action: write.action },
      at: clock.now(),
    });
    return reverted;
  });
};
