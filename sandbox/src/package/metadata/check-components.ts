import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './check-elements.ts';
import type { PackageIndex } from './package-index.ts';
import { childrenOf, type MetadataFile, textOf, textsOf } from './read-package.ts';

/** Where Salesforce lets a component be put. The types of the Metadata API do not list them. */
const knownTargets = new Set([
  ...['lightning__AppPage', 'lightning__HomePage', 'lightning__RecordPage', 'lightning__RecordAction'],
  ...[
    'lightning__Tab',
    'lightning__UtilityBar',
    'lightning__FlowScreen',
    'lightning__Inbox',
    'lightning__UrlAddressable',
  ],
  ...['lightningCommunity__Page', 'lightningCommunity__Default'],
]);

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Lightning Web Components: what they import and what their templates use is in the package. */
export const checkComponents = (index: PackageIndex): Finding[] => {
  const auraMethods = new Set([...index.classes].flatMap((name) => readAuraMethods(index, name)));
  const tags = new Set([...index.components].map(kebab));
  return index.filesOf('LightningComponentBundle').flatMap((file) => [
    ...checkTargets(file),
    ...readSources(index, file).flatMap(({ path, text }) => {
      const say = (message: string) => ({ path, message });
      return path.endsWith('.html')
        ? [...text.matchAll(/<c-([a-z0-9-]+)/g)]
            .filter(([, tag = '']) => !tags.has(tag))
            .map(([, tag]) => say(`there is no component c-${tag}`))
        : [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)]
            .map(([, name = '']) => name)
            .filter((name) => !isThere(index, auraMethods, name))
            .map((name) => say(`there is no ${name}`));
    }),
  ]);
};

const isThere = (index: PackageIndex, auraMethods: ReadonlySet<string>, name: string): boolean => {
  const [, kind = '', rest = ''] = /^@salesforce\/(\w+)\/(.+)$/.exec(name) ?? [];
  if (kind === 'apex') return auraMethods.has(rest);
  if (kind === 'label') return index.labels.has(rest.replace(/^c\./, ''));
  if (name.startsWith('c/')) return index.components.has(name.slice(2));
  return true;
};

const checkTargets = ({ path, root }: MetadataFile): Finding[] => {
  const targets = childrenOf(root, 'targets').flatMap((node) => textsOf(node, 'target'));
  return [
    ...targets
      .filter((target) => !knownTargets.has(target))
      .map((target) => ({ path, message: `there is no target ${target}` })),
    ...(textOf(root, 'isExposed') === 'true' && targets.length === 0
      ? [{ path, message: 'is exposed and has no target' }]
      : []),
  ];
};

const readSources = (index: PackageIndex, { path }: MetadataFile): { path: string; text: string }[] => {
  const folder = path.split('/').slice(0, 2).join('/');
  return readdirSync(join(index.folder, folder))
    .filter((file) => /\.(js|html)$/.test(file))
    .map((file) => ({ path: `${folder}/${file}`, text: readFileSync(join(index.folder, folder, file), 'utf8') }));
};

/** `DealsideGateway.call`: what a component may import of a class. */
const readAuraMethods = (index: PackageIndex, name: string): string[] => {
  const text = readFileSync(join(index.folder, 'classes', `${name}.cls`), 'utf8');
  const methods = text.matchAll(/@AuraEnabled(?:\([^)]*\))?\s+(?:public|global)\s+static\s+[\w.<>, ]+?\s+(\w+)\s*\(/gi);
  return [...methods].map(([, method]) => `${name}.${method}`);
};
