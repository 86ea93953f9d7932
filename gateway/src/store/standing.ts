import type { RecordSystem, Role } from '@dealside/shared';
import { and, eq, sql } from 'drizzle-orm';
import { grantStands } from './authorization-items.ts';
import type { DatabaseOrTransaction } from './open-database.ts';
import { tenantOrgs, users } from './schema.ts';

/** What the store says now about the one a session was given to. */
export type Standing = {
  roles: Role[];
  isDeactivated: boolean;
  /** The org bound to the tenant; null: none. */
  orgId: string | null;
  /** Whether the grant the session came from stands; true for a session without one. */
  isGranted: boolean;
};

/** One round trip; null: there is no such user. */
export const readStanding = async (
  db: DatabaseOrTransaction,
  key: { tenantId: string; userId: string; system: RecordSystem; grantId: string | null },
): Promise<Standing | null> => {
  const [row] = await db
    .select({
      roles: users.roles,
      deactivatedAt: users.deactivatedAt,
      orgId: tenantOrgs.orgId,
      isGranted: key.grantId === null ? sql<boolean>`true` : grantStands(key.grantId),
    })
    .from(users)
    .leftJoin(tenantOrgs, and(eq(tenantOrgs.tenantId, users.tenantId), eq(tenantOrgs.system, key.system)))
    .where(and(eq(users.tenantId, key.tenantId), eq(users.id, key.userId)));
  if (!row) return null;
  const { deactivatedAt, ...standing } = row;
  return { ...standing, isDeactivated: deactivatedAt !== null };
};
