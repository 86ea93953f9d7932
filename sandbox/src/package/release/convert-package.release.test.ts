import { readFileSync, rmSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { expect, inject, it } from 'vitest';
import { manifestFile } from '../generate-manifest.ts';
import { packageFolder } from '../metadata/validate-package.ts';
import { convertPackage } from './convert-package.ts';
import { plantProject } from './plant-project.ts';

const tools = inject('releaseTools');
const { sourceApiVersion: apiVersion } = JSON.parse(
  readFileSync(new URL('../../../../salesforce/sfdx-project.json', import.meta.url), 'utf8'),
);

it("is converted by Salesforce's own library, which finds in it what the manifest names", async () => {
  const { archive, types } = await convertPackage(tools, { folder: packageFolder, apiVersion });
  const manifest = readFileSync(manifestFile, 'utf8');
  const named = [...manifest.matchAll(/<types>([\s\S]*?)<name>(\w+)<\/name>/g)].flatMap(([, members = '', type]) =>
    [...members.matchAll(/<members>([^<]+)</g)].map(([, name]) => `${type} ${name}`),
  );
  // The library names each label beside the file that holds them all.
  const found = types
    .filter(({ name }) => name !== 'CustomLabel')
    .flatMap(({ name, members }) => members.map((member) => `${name} ${member.replace(/\/$/, '')}`));
  expect(found.sort()).toEqual(named.sort());
  const files = Object.keys(unzipSync(archive));
  expect(files).toContain('package.xml');
  expect(files.filter((file) => file.includes('__tests__'))).toEqual([]);
});

it('is refused where a type is unknown', async () => {
  const project = plantProject({ 'flowcharts/X.flowchart-meta.xml': '<Flowchart/>' });
  try {
    await expect(convertPackage(tools, { folder: project, apiVersion })).rejects.toThrow();
  } finally {
    rmSync(project, { recursive: true });
  }
});
