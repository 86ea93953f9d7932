import { once } from 'node:events';
import { createOAuthClient } from '@dealside/gateway/auth/oauth-client';
import { createOAuthProviders } from '@dealside/gateway/auth/oauth-providers';
import { createTokenVault } from '@dealside/gateway/auth/token-vault';
import { systemClock } from '@dealside/gateway/platform/clock';
import { createHttp } from '@dealside/gateway/platform/http';
import { createLog } from '@dealside/gateway/platform/log';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { openDatabase } from '@dealside/gateway/store/open-database';

/** A process that refreshes one token when it is told to, so that a test can kill it in the midst. */
const { DATABASE_URL = '', KEY = '', SALESFORCE_URL = '', CONNECTION = '', TOKEN = '', LEASE_SECONDS } = process.env;
const client = createOAuthClient({
  provider: createOAuthProviders({
    salesforce: { loginUrl: SALESFORCE_URL, clientId: 'dealside-demo', clientSecret: 'dealside-demo-secret' },
  }).salesforce,
  http: createHttp({ system: 'salesforce-login', timeoutMs: 10_000, log: createLog({ level: 'silent' }) }),
  redirectUri: 'http://127.0.0.1:9/v1/connections/salesforce/callback',
});
const vault = createTokenVault({
  db: openDatabase({ url: DATABASE_URL }).db,
  sealer: createSealer(Buffer.from(KEY, 'base64')),
  clock: systemClock,
  prepareRefresh: () => client.prepareRefresh(null),
  leaseSeconds: Number(LEASE_SECONDS),
});
await once(process.stdin, 'data');
await vault.refreshAccess(CONNECTION, TOKEN);
