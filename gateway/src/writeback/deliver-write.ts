import { AppError, formatRecordKey, parseRecordKey } from '@dealside/shared';
import type { CrmConnector, CrmInsightRecord } from '../connectors/crm/crm-connector.ts';
import type { Clock } from '../platform/clock.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Sealer } from '../platform/sealer.ts';
import { appendAudit } from '../store/audit.ts';
import { findConnection } from '../store/connections.ts';
import { type CrmWriteRow, updateWrite } from '../store/crm-writes.ts';
import type { Database } from '../store/open-database.ts';
import { chooseAction, holds } from './diff-fields.ts';
import { type InsightFields, insightObject } from './insight-record.ts';
import { openChange, sealChange } from './ledger.ts';
import { taskObject } from './task-record.ts';
import { targetOf, type WriteKind } from './write-target.ts';

export type WritebackOptions = {
  db: Database;
  sealer: Sealer;
  clock: Clock;
  metrics: Pick<Metrics, 'crmWrites'>;
  connectors: Partial<Record<CrmConnector['system'], CrmConnector>>;
};

export type CrmAccess = { connector: CrmConnector; connectionId: string };

/** The CRM through a user's own connection. @throws {AppError} `crm_not_connected`. */
export const requireCrm = async (
  { db, connectors }: Pick<WritebackOptions, 'db' | 'connectors'>,
  key: { tenantId: string; userId: string; recordKey: string },
): Promise<CrmAccess> => {
  const { system } = parseRecordKey(key.recordKey);
  const connector = connectors[system];
  const connection = connector && (await findConnection(db, { ...key, system }));
  if (!connector || connection?.state !== 'connected')
    throw new AppError('crm_not_connected', `this user has not connected ${system}`);
  return { connector, connectionId: connection.id };
};

/** The fields we write, of what the record holds; null where there is no record. */
export const pickFields = (record: CrmInsightRecord | null, wanted: InsightFields): InsightFields | null =>
  record && Object.fromEntries(Object.keys(wanted).map((field) => [field, record.fields[field] ?? null]));

/**
 * Brings one queued write into the CRM. Run it under the lock of its external id. It may have been sent before by a
 * process that died: what the CRM holds decides, so a second run writes nothing twice.
 * @returns the row, now `written`. @throws {AppError} the CRM's errors; the row then stays `queued`.
 */
export const deliverWrite = async (options: WritebackOptions, write: CrmWriteRow): Promise<CrmWriteRow> => {
  const { db, sealer } = options;
  const { tenantId } = write;
  const change = openChange(sealer, write);
  const target = targetOf(await requireCrm(options, write), { ...write, kind: change.kind });
  const current = await target.read();
  if (change.isSent && current && holds(current.fields, change.after))
    return recordWritten(options, write, { kind: change.kind, action: write.action, target: current });

  const before = pickFields(current, change.after);
  // A task belongs to who works on it: once it is there, it is theirs.
  const action = change.kind === 'task' && current ? 'nothing' : chooseAction(before, change.after);
  if (action === 'nothing' && current)
    return recordWritten(options, write, { kind: change.kind, action, target: current });
  await updateWrite(db, write.id, {
    action,
    sealedChange: sealChange(sealer, tenantId, { ...change, before, isSent: true }),
  });
  return recordWritten(options, write, { kind: change.kind, action, target: await target.write(change.after) });
};

const recordWritten = (
  { db, clock, metrics }: WritebackOptions,
  write: CrmWriteRow,
  { kind, action, target }: { kind: WriteKind; action: CrmWriteRow['action']; target: { id: string; url: string } },
): Promise<CrmWriteRow> => {
  const { system } = parseRecordKey(write.recordKey);
  const targetKey = formatRecordKey({ system, type: kind === 'task' ? taskObject : insightObject, id: target.id });
  metrics.crmWrites.inc({ action, state: 'written' });
  return db.transaction(async (transaction) => {
    const written = await updateWrite(transaction, write.id, {
      action,
      state: 'written',
      targetKey,
      targetUrl: target.url,
      error: null,
      at: clock.now(),
    });
    await appendAudit(transaction, {
      tenantId: write.tenantId,
      userId: write.userId,
      action: kind === 'task' ? 'task.made' : 'insight.saved',
      target: targetKey,
      details: { writeId: write.id, insightId: write.insightId, recordKey: write.recordKey, action },
      at: clock.now(),
    });
    return written;
  });
};
