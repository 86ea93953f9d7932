import { sandboxPassword } from './oauth/login-routes.ts';

const maxSteps = 20;

/**
 * Walks a login as a browser would (redirects, cookies, the link to go on, forms) and allows the app.
 * @returns the callback address with `code` and `state`, not opened.
 * @throws {Error} when the user is not known or the flow ends elsewhere.
 */
export const signIn = async (options: {
  authorizationUrl: string;
  username: string;
  password?: string;
}): Promise<string> => {
  const start = new URL(options.authorizationUrl);
  const callback = start.searchParams.get('redirect_uri') ?? '';
  const values: Record<string, string> = {
    username: options.username,
    password: options.password ?? sandboxPassword,
    decision: 'allow',
  };
  const cookies = new Map<string, string>();
  let next: { url: URL; form?: URLSearchParams } = { url: start };

  for (let step = 0; step < maxSteps; step += 1) {
    const { url, form } = next;
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    });
    keepCookies(cookies, answer);
    const location = answer.headers.get('location');
    const page = await answer.text();
    if (location) {
      const target = new URL(location, url);
      if (callback !== '' && target.href.startsWith(callback)) return target.href;
      next = { url: target };
      continue;
    }
    const [, link] = /<a\b[^>]*\bhref="([^"]+)"[^>]*\brel="next\b/.exec(page) ?? [];
    if (answer.status === 200 && link) {
      next = { url: new URL(link, url) };
      continue;
    }
    if (answer.status !== 200 || !page.includes('<form'))
      throw new Error(`Signing in ${options.username} ended at ${url.pathname} with ${answer.status}`);
    const names = [...page.matchAll(/<(?:input|button)\b[^>]*\bname="([^"]+)"/g)].map(([, name]) => name ?? '');
    const filled = names.flatMap((name) =>
      values[name] === undefined ? [] : [[name, values[name]] as [string, string]],
    );
    next = { url, form: new URLSearchParams(Object.fromEntries(filled)) };
  }
  throw new Error(`Signing in ${options.username} did not end`);
};

const keepCookies = (cookies: Map<string, string>, answer: Response): void => {
  for (const header of answer.headers.getSetCookie()) {
    const [pair = ''] = header.split(';');
    const at = pair.indexOf('=');
    const isGone = /expires=thu, 01 jan 1970/i.test(header);
    if (isGone) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
};
