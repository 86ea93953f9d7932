import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Journal, JournalEntry } from '../store/journal.ts';

type Stored = { model: string; id: string; payload: AdapterPayload; expiresAt: number | null };

/** What must outlive a restart: a gateway goes on with the tokens it holds. */
const durableModels = new Set(['AccessToken', 'RefreshToken', 'Grant']);

export type TokenStorage = ReturnType<typeof createTokenStorage>;

/** Where oidc-provider keeps its codes, tokens, grants and sessions. */
export const createTokenStorage = (journal: Journal) => {
  const items = new Map<string, Stored>();
  for (const entry of journal.entries)
    if (entry.kind === 'oauth' && entry.payload) items.set(entry.key, entry.payload as Stored);

  const write = (key: string, stored: Stored | null, model: string) => {
    if (stored) items.set(key, stored);
    else items.delete(key);
    const entry: JournalEntry = { kind: 'oauth', key, payload: stored };
    if (durableModels.has(model)) journal.append([entry]);
  };

  const read = (key: string): Stored | undefined => {
    const stored = items.get(key);
    if (!stored?.expiresAt || stored.expiresAt > Date.now()) return stored;
    items.delete(key);
    return undefined;
  };

  /** Every code and token of a grant. */
  const revokeGrant = (grantId: string) => {
    for (const [key, { payload, model }] of items)
      if (payload.grantId === grantId || (model === 'Grant' && key === `Grant:${grantId}`)) write(key, null, model);
  };

  const createAdapter = (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn === undefined ? null : Date.now() + expiresIn * 1000;
      write(`${model}:${id}`, { model, id, payload, expiresAt }, model);
    },
    async find(id) {
      return read(`${model}:${id}`)?.payload;
    },
    async findByUserCode() {
      return undefined;
    },
    async findByUid(uid) {
      for (const { model: of, payload } of items.values()) if (of === model && payload.uid === uid) return payload;
      return undefined;
    },
    async consume(id) {
      const stored = read(`${model}:${id}`);
      if (!stored) return;
      const payload = { ...stored.payload, consumed: Math.floor(Date.now() / 1000) };
      write(`${model}:${id}`, { ...stored, payload }, model);
    },
    async destroy(id) {
      write(`${model}:${id}`, null, model);
    },
    async revokeByGrantId(grantId) {
      revokeGrant(grantId);
    },
  });

  return {
    createAdapter,
    revokeGrant,

    /** Ends a token as Salesforce's revoke does, and what was given with it. */
    revokeToken(token: string): boolean {
      for (const model of ['RefreshToken', 'AccessToken']) {
        const grantId = read(`${model}:${token}`)?.payload.grantId;
        if (!grantId) continue;
        revokeGrant(grantId);
        return true;
      }
      return false;
    },

    /** Ends access tokens at once, refresh tokens stay: what a short session timeout does. */
    expireAccessTokens(userId: string | null) {
      for (const [key, { model, payload }] of items)
        if (model === 'AccessToken' && (userId === null || payload.accountId?.endsWith(`/${userId}`)))
          write(key, null, model);
    },
  };
};
