import { describe, expect, it } from 'vitest';
import { isOwnSite } from './is-own-site.ts';

describe('isOwnSite', () => {
  it.each([
    ['a program', '127.0.0.1:4600', undefined, true],
    ['the page itself', '127.0.0.1:4600', 'http://127.0.0.1:4600', true],
    ['the page by its other name', 'localhost:4600', 'http://localhost:4600', true],
    ['another website', '127.0.0.1:4600', 'https://evil.example', false],
    ['a sandboxed frame', '127.0.0.1:4600', 'null', false],
    ['another server on this machine', '127.0.0.1:4600', 'http://127.0.0.1:8080', false],
    ['a name that points here', 'evil.example:4600', 'http://evil.example:4600', false],
    ['a name that begins alike', '127.0.0.1.evil.example:4600', undefined, false],
  ])('%s', (_, host, origin, isOwn) => {
    expect(isOwnSite({ host, origin })).toBe(isOwn);
  });
});
