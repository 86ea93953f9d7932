import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import lwc from '@lwc/rollup-plugin';
import { type Plugin, rollup } from 'rollup';
import { lightningModules } from './lightning-modules.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const lwcFolder = join(root, 'salesforce/force-app/main/default/lwc');

/**
 * Bundles the Salesforce project's own component source for a browser, with the open-source engine and base components.
 * About 15 s once; what is built from the same sources before is taken again.
 * @returns the folder with `panel.js` and its chunks.
 */
export const buildPage = async (say: (text: string) => void): Promise<string> => {
  const cache = join(root, '.dealside/page');
  const output = join(cache, hashInputs());
  if (existsSync(join(output, 'panel.js'))) return output;

  const startedAt = performance.now();
  say('Building the panel for the browser (about 15 s, once) …');
  const unfinished = `${output}.${process.pid}`;
  const bundle = await rollup({
    input: join(here, 'browser/panel.js'),
    plugins: [
      lightningModules(),
      buildConstants(),
      lwc({
        rootDir: lwcFolder,
        enableDynamicComponents: true,
        modules: [...listComponents(), { npm: 'lightning-base-components' }],
      }),
    ],
    // The base components' own: circular imports, computed templates.
    onwarn: () => undefined,
  });
  say('Building the panel: compiled, writing …');
  await bundle.write({ dir: unfinished, format: 'es', compact: true, chunkFileNames: 'chunks/[name]-[hash].js' });
  await bundle.close();
  mkdirSync(cache, { recursive: true });
  // Another process may have been as fast; folders with a dot are other builds under way.
  for (const old of readdirSync(cache).filter((name) => !name.includes('.'))) {
    if (join(cache, old) !== output) rmSync(join(cache, old), { recursive: true, force: true });
  }
  if (existsSync(output)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, output);
  say(`Building the panel: done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return output;
};

/** What the base components ask of the build that bundles them. */
const buildConstants = (): Plugin => ({
  name: 'build-constants',
  transform: (code) =>
    code.includes('import.meta.env') || code.includes('process.env')
      ? code.replaceAll('import.meta.env.SSR', 'false').replaceAll('process.env.NODE_ENV', '"production"')
      : null,
});

const listComponents = () =>
  readdirSync(lwcFolder).map((name) => ({ name: `c/${name}`, path: join(lwcFolder, name, `${name}.js`) }));

const hashInputs = (): string => {
  const files = [
    ...globSync('**/*.{js,html,css}', { cwd: lwcFolder, exclude: ['**/__tests__/**'] }).map((file) =>
      join(lwcFolder, file),
    ),
    join(lwcFolder, '../labels/CustomLabels.labels-meta.xml'),
    join(here, 'browser/panel.js'),
    join(here, 'build-page.ts'),
    join(here, 'lightning-modules.ts'),
    join(root, 'sandbox/package.json'),
  ].sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${basename(file)}\0`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
};
