import { describe, expect, it } from 'vitest';
import { renderAuthorizationError, renderConnected, renderProblem, renderSignIn } from './render-page.ts';
import { chooseLanguage, type PageProblem, pageWords } from './words.ts';

describe('chooseLanguage', () => {
  it.each([
    ['', 'en'],
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['en;q=0.2, DE;q=0.9', 'de'],
    ['fr-FR,de;q=0.7', 'de'],
    ['fr', 'en'],
    ['de;q=0', 'en'],
    ['*', 'en'],
    ['de;q=;;,,=', 'de'],
    ['x'.repeat(10_000), 'en'],
  ] as const)('%j → %s', (header, language) => {
    expect(chooseLanguage(header)).toBe(language);
  });
});

describe('the pages', () => {
  const problems = Object.keys(pageWords.en.problems) as PageProblem[];
  const pages = (language: string) => [
    renderSignIn(language, { next: '/a', cancel: '/b' }),
    renderConnected(language, 'Robin'),
    renderAuthorizationError({ error: 'invalid_client', acceptLanguage: language }),
    ...problems.map((problem) => renderProblem(language, { problem, requestId: 'r', retry: '/a', back: '/b' })),
  ];

  it.each(['en', 'de'])('run nothing and load nothing (%s)', (language) => {
    for (const { html, headers } of pages(language)) {
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).not.toMatch(/<script|\son\w+=|javascript:|\sstyle=|https?:/i);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });

  it('print a name as a name', () => {
    expect(renderConnected('en', '<img src=x onerror=alert(1)>').html).toContain('&lt;img src=x');
  });
});
