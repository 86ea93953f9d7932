import { Connection } from '@jsforce/jsforce-node';
import type { PageUser } from './page-user.ts';

const apiVersion = '63.0';

export type ConnectSalesforce = {
  /** The REST API with the rights of this user. */
  as(user: PageUser): Promise<Connection>;
  query<T>(user: PageUser, soql: string): Promise<T[]>;
};

/** A value in a SOQL string. */
export const quote = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Anything else Salesforce answers with an error instead of with nothing. */
export const isRecordId = (text: string): boolean => /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);

/** One connection a user, with an access token of their own, as a signed-in user has. */
export const createConnectSalesforce = (options: {
  salesforceUrl: string;
  /** An OAuth access token of this user. */
  issueAccessToken: (userId: string) => Promise<string>;
}): ConnectSalesforce => {
  const connections = new Map<string, Connection>();

  const as = async (user: PageUser): Promise<Connection> => {
    const known = connections.get(user.id);
    if (known) return known;
    const connection = new Connection({
      instanceUrl: options.salesforceUrl,
      accessToken: await options.issueAccessToken(user.id),
      version: apiVersion,
      refreshFn: (_connection, done) => {
        options.issueAccessToken(user.id).then((token) => done(null, token), done);
      },
    });
    connections.set(user.id, connection);
    return connection;
  };
  return {
    as,
    query: async <T>(user: PageUser, soql: string) => (await (await as(user)).query(soql)).records as unknown as T[],
  };
};
