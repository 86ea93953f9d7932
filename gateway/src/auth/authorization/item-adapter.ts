import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Sealer } from '../../platform/sealer.ts';
import { readAuthorizationClient } from '../../store/authorization-clients.ts';
import {
  consumeAuthorizationItem,
  deleteAuthorizationItem,
  deleteGrant,
  readAuthorizationItem,
  storeAuthorizationItem,
} from '../../store/authorization-items.ts';
import type { Database } from '../../store/open-database.ts';

/**
 * A client that did not get the answer to its refresh, or sent two at once, uses one refresh token twice within moments:
 * Salesforce does not say that it never does. A confidential client has proved itself by its secret each time, so it gets
 * another token then; later than this, or from a public client, a second use means theft.
 */
const repeatGraceMs = 20_000;

/** What is sealed here belongs to no tenant yet: an interaction is older than the sign-in that says whose it is. */
const sealedFor = 'authorization server';

/**
 * Where oidc-provider keeps interactions, codes, refresh tokens and grants: in Postgres, so that every process knows them.
 * Access tokens are signed and not stored. Browser sessions are not kept either: each authorization signs in anew.
 */
export const createItemAdapter = (options: { db: Database; sealer: Sealer }) => {
  const { db, sealer } = options;

  const isRepeat = async (payload: AdapterPayload, consumedAt: Date): Promise<boolean> => {
    if (Date.now() - consumedAt.getTime() > repeatGraceMs) return false;
    const client = await readAuthorizationClient(db, payload.clientId ?? '');
    return client !== null && client.sealedSecret !== null;
  };

  const find = async (model: string, id: string): Promise<AdapterPayload | undefined> => {
    const item = await readAuthorizationItem(db, { model, id });
    if (!item) return undefined;
    const payload = JSON.parse(sealer.open(sealedFor, item.sealedPayload)) as AdapterPayload;
    if (!item.consumedAt || (model === 'RefreshToken' && (await isRepeat(payload, item.consumedAt)))) return payload;
    return { ...payload, consumed: Math.floor(item.consumedAt.getTime() / 1000) };
  };

  return (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      if (model === 'Session') return;
      await storeAuthorizationItem(
        db,
        { model, id },
        {
          sealedPayload: sealer.seal(sealedFor, JSON.stringify(payload)),
          grantId: payload.grantId ?? null,
          // Every model here has an end (`ttl`); what had none would stay for ever.
          expiresAt: new Date(Date.now() + (expiresIn ?? 0) * 1000),
        },
      );
    },
    async find(id) {
      return model === 'Session' ? undefined : find(model, id);
    },
    async findByUid() {
      return undefined;
    },
    async findByUserCode() {
      return undefined;
    },
    /** Of two requests that bring one code at once, the second ends the grant, as it would a moment later. */
    async consume(id) {
      if (await consumeAuthorizationItem(db, { model, id })) return;
      const payload = await find(model, id);
      if (payload && payload.consumed === undefined) return;
      if (payload?.grantId) await deleteGrant(db, payload.grantId);
      throw new errors.InvalidGrant('used before');
    },
    async destroy(id) {
      await deleteAuthorizationItem(db, { model, id });
    },
    async revokeByGrantId(grantId) {
      await deleteGrant(db, grantId);
    },
  });
};
