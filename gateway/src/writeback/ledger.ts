import { type CrmWrite, parseRecordKey } from '@dealside/shared';
import { z } from 'zod';
import type { Sealer } from '../platform/sealer.ts';
import type { CrmWriteRow } from '../store/crm-writes.ts';
import { diffFields } from './diff-fields.ts';

const fieldsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** What a write changes; `isSent` once the CRM may have got it. */
const changeSchema = z.object({
  /** Absent in rows of before there were tasks. */
  kind: z.enum(['insight', 'task']).default('insight'),
  before: fieldsSchema.nullable(),
  after: fieldsSchema,
  isSent: z.boolean(),
});
export type CrmChange = z.infer<typeof changeSchema>;

export const sealChange = (sealer: Sealer, tenantId: string, change: CrmChange): Buffer =>
  sealer.seal(tenantId, JSON.stringify(change));

export const openChange = (sealer: Sealer, write: Pick<CrmWriteRow, 'tenantId' | 'sealedChange'>): CrmChange =>
  changeSchema.parse(JSON.parse(sealer.open(write.tenantId, write.sealedChange)));

/** A row of the ledger as a widget sees it. */
export const toCrmWrite = (sealer: Sealer, row: CrmWriteRow, by: string): CrmWrite => {
  const { kind, before, after } = openChange(sealer, row);
  return {
    id: row.id,
    insightId: row.insightId,
    record: parseRecordKey(row.recordKey),
    kind,
    action: row.action,
    state: row.state,
    target: row.targetKey === null ? null : parseRecordKey(row.targetKey),
    targetUrl: row.targetUrl,
    diff: row.action === 'nothing' ? [] : diffFields(before, after),
    at: row.at.toISOString(),
    by,
    error: row.error,
  };
};
