import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm';
import type { DatabaseOrTransaction } from './open-database.ts';
import { audit } from './schema.ts';

export type AuditEntry = {
  tenantId: string;
  userId: string | null;
  action: string;
  target: string;
  /** No text of a customer, no token: ids, counts, words of our own. */
  details: Record<string, unknown>;
  at: Date;
};

const firstPreviousHash = '0'.repeat(64);

/**
 * Adds an entry to the tenant's chain. Must run in a transaction: entries of one tenant are written one after the other,
 * and an entry stands exactly if what it tells of does.
 */
export const appendAudit = async (transaction: DatabaseOrTransaction, entry: AuditEntry): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${entry.tenantId}`}, 0))`);
  const [last] = await transaction
    .select({ sequence: audit.sequence, hash: audit.hash })
    .from(audit)
    .where(eq(audit.tenantId, entry.tenantId))
    .orderBy(desc(audit.sequence))
    .limit(1);
  const sequence = (last?.sequence ?? 0) + 1;
  const previousHash = last?.hash ?? firstPreviousHash;
  await transaction
    .insert(audit)
    .values({ ...entry, sequence, previousHash, hash: hashEntry({ ...entry, sequence, previousHash }) });
};

export type AuditVerdict = { isIntact: true; entries: number } | { isIntact: false; brokenAt: number };

/**
 * Follows a tenant's chain from its beginning. `brokenAt` is the first sequence number that is missing or was altered.
 * An end cut off can only be seen by whoever knows how many there were.
 */
export const verifyAudit = async (db: DatabaseOrTransaction, tenantId: string): Promise<AuditVerdict> => {
  let previousHash = firstPreviousHash;
  let sequence = 0;
  for (;;) {
    const rows = await db
      .select()
      .from(audit)
      .where(and(eq(audit.tenantId, tenantId), gt(audit.sequence, sequence)))
      .orderBy(asc(audit.sequence))
      .limit(1_000);
    if (rows.length === 0) return { isIntact: true, entries: sequence };
    for (const row of rows) {
      const isNext = row.sequence === sequence + 1 && row.previousHash === previousHash;
      if (!isNext || row.hash !== hashEntry(row)) return { isIntact: false, brokenAt: sequence + 1 };
      previousHash = row.hash;
      sequence = row.sequence;
    }
  }
};

const hashEntry = (entry: AuditEntry & { sequence: number; previousHash: string }): string =>
  createHash('sha256')
    .update(entry.previousHash)
    .update(
      canonicalJson({
        tenantId: entry.tenantId,
        sequence: entry.sequence,
        at: entry.at.toISOString(),
        userId: entry.userId,
        action: entry.action,
        target: entry.target,
        details: entry.details,
      }),
    )
    .digest('hex');

/** Keys in order: jsonb does not keep the order in which they were written. */
const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`)
      .join(',')}}`;
  return JSON.stringify(value);
};
