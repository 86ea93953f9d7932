import { parseArgs } from 'node:util';
import { AppError } from '@dealside/shared';
import { authorizationPaths, dealsideScope } from './auth/authorization/authorization-paths.ts';
import { systemClock } from './platform/clock.ts';
import { readSetupEnv } from './platform/env.ts';
import { createSealer } from './platform/sealer.ts';
import { createBindOrg } from './services/bind-org.ts';
import { migrate } from './store/migrate.ts';
import { openDatabase } from './store/open-database.ts';

const usage = `Makes a Salesforce org that of a tenant, and registers the org's External Credential.

  npm run -w gateway bind-org -- --tenant NAME --org 00D… --redirect URL [more]

  --tenant NAME      short name of the tenant; made where it does not exist yet
  --org ID           id of the org, 15 or 18 characters (Setup, Company Information)
  --redirect URL     callback address that the org shows for its External Auth Identity Provider; may be repeated
  --login-url URL    My Domain or sandbox address at which its users sign in; left out: SALESFORCE_LOGIN_URL
  --admin EMAIL      makes this user an administrator of the tenant
  --no-new-users     people are added by hand, not by signing in
  --new-secret       another client secret, where there is one
  --replace          lets go of the org that was bound before

It reads DATABASE_URL, DEALSIDE_KEY and PUBLIC_URL, as the gateway does.`;

/** The command with which an administrator of the gateway decides which org belongs to a tenant. */
const run = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string' },
      org: { type: 'string' },
      redirect: { type: 'string', multiple: true, default: [] },
      'login-url': { type: 'string' },
      admin: { type: 'string' },
      'no-new-users': { type: 'boolean', default: false },
      'new-secret': { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { tenant, org } = values;
  if (values.help || !tenant || !org) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const env = readSetupEnv(process.env);
  const database = openDatabase({ url: env.DATABASE_URL });
  try {
    await migrate(database);
    const bindOrg = createBindOrg({ db: database.db, sealer: createSealer(env.DEALSIDE_KEY), clock: systemClock });
    const bound = await bindOrg({
      tenant,
      orgId: org,
      loginUrl: values['login-url'] ?? null,
      redirectUris: values.redirect,
      createsUsers: !values['no-new-users'],
      admin: values.admin ?? null,
      renewsSecret: values['new-secret'],
      mayReplace: values.replace,
    });
    console.log(`${bound.orgId} belongs to ${tenant}. In the org, the External Auth Identity Provider takes:

  Authorize endpoint  ${env.PUBLIC_URL}${authorizationPaths.authorization}
  Token endpoint      ${env.PUBLIC_URL}${authorizationPaths.token}
  Client id           ${bound.clientId}
  Client secret       ${bound.clientSecret ?? '(as it was given before)'}
  Scope               ${dealsideScope}
  Callback            ${bound.redirectUris.join(' ')}`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await database.close();
  }
};

await run();
