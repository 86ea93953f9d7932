import { AppError } from '@dealside/shared';
import type { Sessions } from '../auth/sessions.ts';
import type { Database } from '../store/open-database.ts';
import { findUserByEmail } from '../store/tenants.ts';

export type CreateDevelopmentSession = (asked: { tenant: string; userEmail: string }) => Promise<{
  token: string;
  expiresAt: string;
  user: { id: string; name: string; email: string; roles: ('rep' | 'manager' | 'admin')[] };
}>;

/** A session for a known user without any proof: for the demo and tests. @throws {AppError} `not_found`. */
export const createCreateDevelopmentSession =
  (options: { db: Database; sessions: Pick<Sessions, 'issue'> }): CreateDevelopmentSession =>
  async ({ tenant, userEmail }) => {
    const user = await findUserByEmail(options.db, { tenantSlug: tenant, email: userEmail });
    if (!user) throw new AppError('not_found', 'there is no such user');
    const { id, name, email, roles } = user;
    const { token, expiresAt } = await options.sessions.issue({ tenantId: user.tenantId, userId: id, roles });
    return { token, expiresAt: expiresAt.toISOString(), user: { id, name, email, roles } };
  };
