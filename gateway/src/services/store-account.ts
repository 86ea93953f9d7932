import { AppError, type RecordSystem } from '@dealside/shared';
import { sql } from 'drizzle-orm';
import type { OAuthTokens } from '../auth/oauth-client.ts';
import type { ConnectedAccount } from '../auth/oauth-providers.ts';
import { sealTokens } from '../auth/token-vault.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { appendAudit } from '../store/audit.ts';
import { findConnection, findExternalUser, storeConnection } from '../store/connections.ts';
import type { Database, DatabaseOrTransaction } from '../store/open-database.ts';
import { findTenantOrg } from '../store/tenant-orgs.ts';
import { createUser, findUserByEmail, readUser, renameUser, type UserRow } from '../store/tenants.ts';

/** Why somebody who did sign in to the CRM is not let in; a page has its own sentence for each. */
export type Refusal =
  | 'org_not_bound'
  | 'wrong_org'
  | 'other_user'
  | 'deactivated'
  | 'no_new_users'
  | 'email_not_verified'
  | 'email_taken';

export type StoreAccount = (input: {
  tenantId: string;
  system: RecordSystem;
  /** Whose account it is to be; null: of whoever the CRM says, who becomes a user where the tenant lets them. */
  userId: string | null;
  account: ConnectedAccount;
  tokens: OAuthTokens;
}) => Promise<UserRow>;

/**
 * Stores what a sign-in to a CRM brought: the tokens of a user of the org that belongs to the tenant, and nobody else's.
 * @throws {AppError} `not_permitted` with `details.refusal`
 */
export const createStoreAccount =
  (options: { db: Database; sealer: Sealer; clock: Clock }): StoreAccount =>
  ({ tenantId, system, userId, account, tokens }) =>
    options.db.transaction(async (transaction) => {
      // Two sign-ins of one new person at once make one user.
      await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${tenantId}`}, 0))`);
      const org = await findTenantOrg(transaction, { tenantId, system });
      if (!org) throw refuse('org_not_bound', 'no org is bound to this tenant');
      if (org.orgId !== account.externalOrgId)
        throw refuse('wrong_org', 'this is another org than the one bound to the tenant');
      const key = { tenantId, system, account };
      const user =
        userId === null
          ? await findSigner(transaction, { ...key, createsUsers: org.createsUsers })
          : await requireOwner(transaction, { ...key, userId });
      if (user.deactivatedAt) throw refuse('deactivated', 'this user was deactivated in Dealside');

      const at = options.clock.now();
      const connectionId = await storeConnection(transaction, {
        tenantId,
        userId: user.id,
        system,
        externalUserId: account.externalUserId,
        externalOrgId: account.externalOrgId,
        instanceUrl: account.instanceUrl,
        sealedTokens: sealTokens(options.sealer, tenantId, tokens),
        accessExpiresAt: tokens.expiresAt,
        connectedAt: at,
      });
      await appendAudit(transaction, {
        tenantId,
        userId: user.id,
        action: 'connection.connected',
        target: `connection:${connectionId}`,
        details: { system, externalUserId: account.externalUserId, externalOrgId: account.externalOrgId },
        at,
      });
      return user;
    });

type Account = { tenantId: string; system: RecordSystem; account: ConnectedAccount };

/** By the CRM's own id of the user, and the first time by an address the CRM has verified. */
const findSigner = async (
  transaction: DatabaseOrTransaction,
  { tenantId, system, account, createsUsers }: Account & { createsUsers: boolean },
): Promise<UserRow> => {
  const known = await findExternalUser(transaction, { tenantId, system, externalUserId: account.externalUserId });
  const user = known && (await readUser(transaction, { tenantId, userId: known.userId }));
  if (user) return user;
  const namesake = await findUserByEmail(transaction, { tenantId, email: account.email });
  if (!namesake) {
    if (!createsUsers) throw refuse('no_new_users', 'this tenant adds its users by hand');
    const { email, name } = account;
    return createUser(transaction, { tenantId, email, name, roles: ['rep'] });
  }
  // Whoever may set an address in the CRM must not become the colleague it belongs to.
  if (!account.isEmailVerified) throw refuse('email_not_verified', 'the CRM has not verified this address');
  if (await findConnection(transaction, { tenantId, userId: namesake.id, system }))
    throw refuse('email_taken', 'another user of the CRM with this address has signed in before');
  // Whoever was named an administrator beforehand is known by their address alone.
  return namesake.name === namesake.email
    ? renameUser(transaction, { tenantId, userId: namesake.id, name: account.name })
    : namesake;
};

/** Whoever follows a link a colleague began must not lend that colleague their own rights. */
const requireOwner = async (
  transaction: DatabaseOrTransaction,
  { tenantId, system, account, userId }: Account & { userId: string },
): Promise<UserRow> => {
  const user = await readUser(transaction, { tenantId, userId });
  if (!user) throw new AppError('bad_request', 'the user who started this sign-in is gone');
  const { externalUserId } = account;
  const known = await findExternalUser(transaction, { tenantId, system, externalUserId });
  const own = await findConnection(transaction, { tenantId, userId, system });
  const isOwner = known || own ? known?.userId === userId : account.isEmailVerified && account.email === user.email;
  if (!isOwner) throw refuse('other_user', 'another person signed in to the CRM than the one who started');
  return user;
};

const refuse = (refusal: Refusal, message: string) =>
  new AppError('not_permitted', message, { details: { refusal } satisfies { refusal: Refusal } });
