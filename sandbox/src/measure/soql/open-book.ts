import { createSalesforceQueries } from '@dealside/gateway/connectors/crm/salesforce/queries/create-salesforce-queries';
import { createSalesforceClient } from '@dealside/gateway/connectors/crm/salesforce/salesforce-client';
import type { Book } from '../../book/book.ts';
import { type SellerKey, sellers } from '../../book/users.ts';
import { listObjects } from '../../salesforce/schema/objects.ts';
import { type Salesforce, startSalesforce } from '../../salesforce/start-salesforce.ts';

/** Fields that field-level security hides from the reps. */
const hidden = ['Account.AnnualRevenue', 'Contact.MobilePhone'];

/**
 * The book in the Salesforce stand-in, asked by the gateway's own queries as any of its users: the connection's id is
 * the user's.
 */
export const openBook = async (book: Book, now: Date) => {
  const salesforce = await startSalesforce({ book, now: () => now });
  const { profiles } = salesforce.state.sharing.settings();
  const fields = Object.fromEntries(hidden.map((field) => [field, { read: false }]));
  salesforce.state.sharing.change({ profiles: { ...profiles, rep: { ...profiles.rep, fields } } });
  const tokens = new Map<string, Promise<string>>();
  const getAccess = async (userId: string) => {
    const token = tokens.get(userId) ?? salesforce.issueAccessToken(userId);
    tokens.set(userId, token);
    return { accessToken: await token, instanceUrl: salesforce.url };
  };
  const client = createSalesforceClient({
    vault: { getAccess, refreshAccess: getAccess },
    timeoutMs: 20_000,
    retryDelayMs: 100,
  });
  const queries = createSalesforceQueries({ client, readUserId: async (userId) => userId });
  return {
    salesforce,
    queries,
    userIdOf(key: SellerKey): string {
      const name = `${sellers[key].firstName} ${sellers[key].lastName}`;
      const user = book.users.find((candidate) => candidate.name === name);
      if (!user) throw new Error(`no user ${key}`);
      return user.id;
    },
    /** Changes when anything in the org does. */
    fingerprint: (): string => JSON.stringify(salesforce.state.counts().records) + lastChangeOf(salesforce),
    stop: () => salesforce.stop(),
  };
};

const lastChangeOf = ({ state: { store } }: Salesforce): string => {
  let last = '';
  for (const { name, keyPrefix } of listObjects())
    if (keyPrefix)
      for (const { SystemModstamp } of store.all(name))
        if (String(SystemModstamp) > last) last = String(SystemModstamp);
  return last;
};
