import { randomBytes } from 'node:crypto';
import { AppError, type RecordSystem } from '@dealside/shared';
import { toLongId } from '../auth/salesforce-id.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { appendAudit } from '../store/audit.ts';
import { findConfidentialClient, storeAuthorizationClient } from '../store/authorization-clients.ts';
import { addAdmin, ensureTenant } from '../store/ensure-tenant.ts';
import type { Database } from '../store/open-database.ts';
import { bindTenantOrg } from '../store/tenant-orgs.ts';

export type BindOrg = (input: {
  /** Made where it does not exist yet. */
  tenant: string;
  /** 15 or 18 characters. */
  orgId: string;
  /** My Domain or a sandbox; null: the login address the gateway is set up with. */
  loginUrl: string | null;
  /** The callback addresses that the org shows for its External Auth Identity Provider; none: those of before. */
  redirectUris: readonly string[];
  createsUsers: boolean;
  /** Mail address of somebody who is to be an administrator. */
  admin: string | null;
  /** Another secret for the org's client, where it has one. */
  renewsSecret: boolean;
  /** Lets go of the org bound before, and of every connection to it. */
  mayReplace: boolean;
}) => Promise<{
  tenantId: string;
  orgId: string;
  clientId: string;
  redirectUris: readonly string[];
  /** Shown this once; null: it has the one it was given before. */
  clientSecret: string | null;
}>;

const system = 'salesforce' as const satisfies RecordSystem;

/**
 * Makes a Salesforce org that of a tenant, and registers the org's External Credential with the authorization server.
 * Safe to repeat: what is the same stays the same.
 * @throws {AppError} `bad_request` for an id or address that is none; `conflict` as `bindTenantOrg`.
 */
export const createBindOrg =
  (options: { db: Database; sealer: Sealer; clock: Clock }): BindOrg =>
  async (input) => {
    const { db, sealer } = options;
    const orgId = input.orgId.startsWith('00D') ? toLongId(input.orgId) : null;
    if (!orgId) throw new AppError('bad_request', `${input.orgId} is no id of a Salesforce org`);
    for (const url of [...input.redirectUris, ...(input.loginUrl ? [input.loginUrl] : [])]) requireSafeUrl(url);
    const at = options.clock.now();
    const { tenantId } = await ensureTenant(db, { slug: input.tenant, users: [] });
    return db.transaction(async (transaction) => {
      const { loginUrl, createsUsers } = input;
      const org = { tenantId, system, orgId, loginUrl, createsUsers, boundAt: at };
      await bindTenantOrg(transaction, org, { mayReplace: input.mayReplace });

      const known = await findConfidentialClient(transaction, { tenantId, system });
      const redirectUris = input.redirectUris.length > 0 ? [...input.redirectUris] : (known?.redirectUris ?? []);
      if (redirectUris.length === 0) throw new AppError('bad_request', 'the callback address of the org is missing');
      const clientSecret = known && !input.renewsSecret ? null : randomBytes(32).toString('base64url');
      const clientId = known?.id ?? `salesforce-${randomBytes(12).toString('base64url')}`;
      await storeAuthorizationClient(transaction, {
        id: clientId,
        tenantId,
        system,
        redirectUris,
        sealedSecret: clientSecret === null ? (known?.sealedSecret ?? null) : sealer.seal(tenantId, clientSecret),
        createdAt: known?.createdAt ?? at,
      });
      if (input.admin) await addAdmin(transaction, { tenantId, email: input.admin });
      await appendAudit(transaction, {
        tenantId,
        userId: null,
        action: 'org.bound',
        target: `${system}:${orgId}`,
        details: { clientId, createsUsers, hasOwnLoginUrl: loginUrl !== null, renewedSecret: clientSecret !== null },
        at,
      });
      return { tenantId, orgId, clientId, redirectUris, clientSecret };
    });
  };

/** @throws {AppError} `bad_request` for what is no absolute HTTPS address (HTTP on this machine alone), or has a fragment. */
const requireSafeUrl = (text: string): void => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLoopback = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isSafe = (url?.protocol === 'https:' || isLoopback) && !text.includes('#') && !url?.username && !url?.password;
  if (!isSafe) throw new AppError('bad_request', `${text} must be an https:// address without a fragment`);
};
