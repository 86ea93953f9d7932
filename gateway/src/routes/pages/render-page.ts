import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { chooseLanguage, type PageProblem, pageWords } from './words.ts';

const style = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif; background: #f3f3f3; color: #181818; }
main { box-sizing: border-box; width: min(26rem, 92vw); padding: 1.5rem; background: #fff; border: 1px solid #c9c9c9; border-radius: .25rem; }
h1 { margin: 0 0 .5rem; font-size: 1.25rem; }
p { margin: 0 0 1rem; }
p.small { margin: 1rem 0 0; font-size: .8125rem; color: #5c5c5c; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: .75rem; }
a { padding: .375rem 1rem; border: 1px solid #0b5cab; border-radius: .25rem; color: #0b5cab; text-decoration: none; }
a.next { background: #0b5cab; color: #fff; }
a:focus-visible { outline: 3px solid #0b5cab; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  body { background: #16181a; color: #f3f3f3; }
  main { background: #22262a; border-color: #4a4f54; }
  p.small { color: #c0c4c8; }
  a { border-color: #8ec2ff; color: #8ec2ff; }
  a.next { background: #8ec2ff; color: #16181a; }
  a:focus-visible { outline-color: #8ec2ff; }
}
`;

/** Nothing runs, nothing is loaded, nothing is framed; the style is allowed by its hash. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  vary: 'accept-language',
};

export type RenderedPage = { html: string; headers: Readonly<Record<string, string>> };

type Link = { href: string; label: string; isNext?: boolean };

const render = (
  acceptLanguage: string,
  page: { title: string; body: string; links?: readonly (Link | null)[]; small?: string },
): RenderedPage => {
  const links = (page.links ?? []).filter((link) => link !== null);
  const text = html`<!doctype html>
<html lang="${chooseLanguage(acceptLanguage)}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${page.title} · Dealside</title>
    <style>${raw(style)}</style>
  </head>
  <body>
    <main>
      <h1>${page.title}</h1>
      <p>${page.body}</p>
      ${
        links.length > 0
          ? html`<nav>${links.map(
              ({ href, label, isNext }) =>
                html`<a href="${href}"${isNext ? raw(' class="next" rel="next nofollow"') : raw(' rel="nofollow"')}>${label}</a>`,
            )}</nav>`
          : ''
      }
      ${page.small ? html`<p class="small">${page.small}</p>` : ''}
    </main>
  </body>
</html>`;
  return { html: String(text), headers };
};

/** The page between the authorization request and the CRM: what happens next, and who acts with whose rights. */
export const renderSignIn = (acceptLanguage: string, links: { next: string; cancel: string }): RenderedPage => {
  const { signIn } = pageWords[chooseLanguage(acceptLanguage)];
  return render(acceptLanguage, {
    title: signIn.title,
    body: signIn.body,
    links: [
      { href: links.next, label: signIn.next, isNext: true },
      { href: links.cancel, label: signIn.cancel },
    ],
  });
};

export const renderConnected = (acceptLanguage: string, name: string): RenderedPage => {
  const { connected } = pageWords[chooseLanguage(acceptLanguage)];
  return render(acceptLanguage, { title: connected.title, body: connected.body(name) });
};

/** Why somebody was not connected, and what they can do about it. */
export const renderProblem = (
  acceptLanguage: string,
  page: { problem: PageProblem; requestId?: string; retry?: string; back?: string },
): RenderedPage => {
  const { problem, problems } = pageWords[chooseLanguage(acceptLanguage)];
  return render(acceptLanguage, {
    title: problem.title,
    body: problems[page.problem],
    links: [
      page.retry ? { href: page.retry, label: problem.retry, isNext: true } : null,
      page.back ? { href: page.back, label: problem.back } : null,
    ],
    ...(page.requestId ? { small: problem.requestId(page.requestId) } : {}),
  });
};

/** For an authorization request that cannot be answered to whoever sent it: what a client would read is for its log. */
export const renderAuthorizationError = ({ error, acceptLanguage }: { error: string; acceptLanguage: string }) =>
  renderProblem(acceptLanguage, { problem: error === 'server_error' ? 'internal' : 'bad_request' });
