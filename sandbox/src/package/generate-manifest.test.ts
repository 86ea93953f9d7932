import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateManifest, manifestFile } from './generate-manifest.ts';

it('the manifest names everything in the package', () => {
  expect(readFileSync(manifestFile, 'utf8'), 'run `npm run generate -w salesforce`').toBe(generateManifest());
});
