import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contracts } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { checkElements } from './metadata/check-elements.ts';
import { readMetadataTypes } from './metadata/metadata-types.ts';
import { readPackage, textOf } from './metadata/read-package.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, 'manifests/appexchange');
const texts = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);

describe("the reviewer's pack", () => {
  it.each(texts)('%s names only files that are there', (_file, text) => {
    const named = [...text.matchAll(/`((?:gateway|sandbox|salesforce|shared)\/[\w./-]+\.\w+)`/g)].map(
      ([, path]) => path,
    );
    const linked = [...text.matchAll(/\]\(([\w./-]+)\)/g)].map(([, path]) => `manifests/appexchange/${path}`);
    for (const path of [...named, ...linked]) expect(existsSync(join(root, path ?? '')), path).toBe(true);
  });

  it('names for every threat the test that shows what is done', () => {
    const rows = readFileSync(join(folder, 'threat-model.md'), 'utf8').match(/^\| [STRIDE] \|.+$/gm) ?? [];
    expect(rows.length).toBeGreaterThan(15);
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set('STRIDE'));
    for (const row of rows) expect(row, row).toMatch(/`[\w./-]+(?:\.test\.(?:ts|js)|Test\.cls)` \|$/);
  });

  it('names every endpoint that the package can call, and no other', () => {
    const rows = readFileSync(join(folder, 'data-flow.md'), 'utf8').matchAll(/^\| `((?:GET|POST) \/v1\/[^`]+)` \|/gm);
    expect([...rows].map(([, endpoint]) => endpoint).sort()).toEqual(
      contracts.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  it('has global OAuth settings that require PKCE and rotate refresh tokens, and hold no key', () => {
    const copy = mkdtempSync(join(tmpdir(), 'dealside-app-'));
    try {
      const name = 'Dealside.ecaGlblOauth-meta.xml';
      const xml = readFileSync(join(folder, 'external-client-app', name), 'utf8');
      mkdirSync(join(copy, 'extlClntAppGlobalOauthSets'));
      writeFileSync(join(copy, 'extlClntAppGlobalOauthSets', name), xml);
      const read = readPackage(copy);
      expect(checkElements(read, readMetadataTypes())).toEqual([]);
      const settings = read.files[0]?.root ?? { name: '', text: '', children: [] };
      for (const right of ['isPkceRequired', 'isRefreshTokenRotationEnabled', 'isSecretRequiredForRefreshToken'])
        expect(textOf(settings, right), right).toBe('true');
      for (const key of ['consumerKey', 'consumerSecret', 'certificate']) expect(textOf(settings, key)).toBeNull();
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});
