import type { Adapter } from 'oidc-provider';
import type { Sealer } from '../../platform/sealer.ts';
import { readAuthorizationClient } from '../../store/authorization-clients.ts';
import type { Database } from '../../store/open-database.ts';

const notHere = async (): Promise<undefined> => undefined;

/** Clients are registered by an administrator (`bind-org`); the authorization server only looks them up. */
export const createClientAdapter = ({ db, sealer }: { db: Database; sealer: Sealer }): Adapter => ({
  async find(id) {
    const row = await readAuthorizationClient(db, id);
    if (!row) return undefined;
    const { sealedSecret } = row;
    return {
      client_id: row.id,
      redirect_uris: row.redirectUris,
      application_type: row.redirectUris.every((uri) => uri.startsWith('https:')) ? 'web' : 'native',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      // The provider takes a secret in the header or in the body; Salesforce can be set to either.
      ...(sealedSecret
        ? { token_endpoint_auth_method: 'client_secret_post', client_secret: sealer.open(row.tenantId, sealedSecret) }
        : { token_endpoint_auth_method: 'none' }),
    };
  },
  upsert: notHere,
  findByUid: notHere,
  findByUserCode: notHere,
  consume: notHere,
  destroy: notHere,
  revokeByGrantId: notHere,
});
