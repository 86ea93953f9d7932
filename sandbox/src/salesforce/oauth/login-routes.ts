import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type Provider from 'oidc-provider';
import type { BookUser } from '../../book/book.ts';
import type { IdentityUrls } from './identity-url.ts';

type LoginEnv = { Bindings: HttpBindings };
type Page = ReturnType<typeof html>;

export const sandboxPassword = 'dealside';

/** The two pages between the authorize address and the callback: who are you, and may this app. */
export const createLoginRoutes = (options: {
  provider: Provider;
  users: readonly BookUser[];
  identities: IdentityUrls;
}): Hono<LoginEnv> => {
  const { provider, users, identities } = options;
  const findUser = (username: string) => users.find((user) => user.username.toLowerCase() === username.toLowerCase());

  const finish = async (c: Context<LoginEnv>, result: Parameters<Provider['interactionResult']>[2]) =>
    c.redirect(
      await provider.interactionResult(c.env.incoming, c.env.outgoing, result, { mergeWithLastSubmission: true }),
      303,
    );

  return new Hono<LoginEnv>()
    .get('/login/:uid', async (c) => {
      const { prompt, params, session } = await provider.interactionDetails(c.env.incoming, c.env.outgoing);
      const hint = typeof params.login_hint === 'string' ? params.login_hint : '';
      if (prompt.name === 'login') return c.html(loginPage({ username: hint, users, hasFailed: false }));
      const user = users.find(({ id }) => identities.of(id) === session?.accountId);
      return c.html(allowPage({ name: user?.name ?? '', scope: String(params.scope ?? '') }));
    })
    .post('/login/:uid', async (c) => {
      const { prompt, params, session, grantId } = await provider.interactionDetails(c.env.incoming, c.env.outgoing);
      const form = await c.req.parseBody();
      if (prompt.name === 'login') {
        const username = String(form.username ?? '');
        const user = findUser(username);
        if (!user || form.password !== sandboxPassword)
          return c.html(loginPage({ username, users, hasFailed: true }), 401);
        return finish(c, { login: { accountId: identities.of(user.id) } });
      }
      if (form.decision !== 'allow')
        return finish(c, { error: 'access_denied', error_description: 'end-user denied authorization' });
      const grant =
        (grantId ? await provider.Grant.find(grantId) : undefined) ??
        new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) });
      grant.addOIDCScope(String(params.scope ?? ''));
      return finish(c, { consent: { grantId: await grant.save() } });
    });
};

const page = (title: string, content: Page) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; background: #f3f3f3; color: #181818; display: grid; place-items: center; min-height: 100vh; margin: 0; }
      main { background: #fff; border: 1px solid #c9c9c9; border-radius: 4px; padding: 24px; width: min(360px, 90vw); box-sizing: border-box; }
      h1 { font-size: 20px; margin: 0 0 8px; }
      label { display: block; margin-top: 12px; font-size: 13px; }
      input { width: 100%; box-sizing: border-box; font: inherit; padding: 6px 10px; border: 1px solid #747474; border-radius: 4px; }
      button { margin-top: 16px; width: 100%; font: inherit; padding: 8px; border: 1px solid #0176d3; border-radius: 4px; background: #0176d3; color: #fff; }
      button.plain { background: #fff; color: #0176d3; }
      p.hint { font-size: 13px; color: #5c5c5c; }
      p.error { color: #ba0517; }
    </style>
  </head>
  <body>
    <main>${content}</main>
  </body>
</html>`;

const standInHint = html`<p class="hint">This is a stand-in for Salesforce on this machine, with a made-up org.</p>`;

const loginPage = (input: { username: string; users: readonly BookUser[]; hasFailed: boolean }) =>
  page(
    'Log in',
    html`<h1>Log in</h1>
      ${standInHint}
      ${input.hasFailed ? html`<p class="error" role="alert">Please check your username and password.</p>` : ''}
      <form method="post">
        <label for="username">Username</label>
        <input id="username" name="username" value="${input.username}" list="usernames" autocomplete="username" required />
        <datalist id="usernames">${input.users.map(({ username, name }) => html`<option value="${username}">${name}</option>`)}</datalist>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        <p class="hint">Everyone's password is “${sandboxPassword}”.</p>
        <button type="submit">Log In</button>
      </form>`,
  );

const scopeWords: Record<string, string> = {
  api: 'Manage user data via APIs',
  refresh_token: 'Perform requests at any time',
  id: 'Access the identity URL service',
  openid: 'Access unique user identifiers',
};

const allowPage = (input: { name: string; scope: string }) =>
  page(
    'Allow access?',
    html`<h1>Allow access?</h1>
      <p>Dealside is asking to:</p>
      <ul>${input.scope.split(' ').flatMap((scope) => (scopeWords[scope] ? [html`<li>${scopeWords[scope]}</li>`] : []))}</ul>
      <p class="hint">Signed in as ${input.name}.</p>
      ${standInHint}
      <form method="post">
        <button type="submit" name="decision" value="allow">Allow</button>
        <button class="plain" type="submit" name="decision" value="deny">Deny</button>
      </form>`,
  );
