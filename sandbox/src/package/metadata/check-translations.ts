import type { Finding } from './check-elements.ts';
import type { PackageIndex } from './package-index.ts';
import { childrenOf, type MetadataFile, textOf, textsOf } from './read-package.ts';

/** Every label is there in each language that is shipped, with the places for values that the original has. */
export const checkTranslations = (index: PackageIndex): Finding[] => [
  ...index.filesOf('Translations').flatMap((file) => checkLabels(index, file)),
  ...index.filesOf('CustomObjectTranslation').flatMap((file) => checkObject(index, file)),
];

const placesOf = (text: string): string => [...text.matchAll(/\{\d\}/g)].map(String).sort().join(' ');

const checkLabels = (index: PackageIndex, { path, root }: MetadataFile): Finding[] => {
  const translated = new Map(
    childrenOf(root, 'customLabels').map((label) => [textOf(label, 'name') ?? '', textOf(label, 'label') ?? '']),
  );
  const say = (message: string) => ({ path, message });
  return [
    ...[...index.labels.keys()].filter((name) => !translated.get(name)).map((name) => say(`${name} is not translated`)),
    ...[...translated.keys()].filter((name) => !index.labels.has(name)).map((name) => say(`there is no label ${name}`)),
    ...[...translated]
      .filter(([name, text]) => placesOf(text) !== placesOf(index.labels.get(name) ?? text))
      .map(([name]) => say(`${name} has other places for values than the original`)),
  ];
};

const checkObject = (index: PackageIndex, { path, name, root }: MetadataFile): Finding[] => {
  const object = name.replace(/-[a-z]{2}(_[A-Z]{2})?$/, '');
  const own = index.objects.get(object);
  if (!own) return [{ path, message: `there is no object ${object}` }];
  const folder = path.split('/').slice(0, -1).join('/');
  const inFiles = index
    .filesOf('CustomFieldTranslation')
    .filter((file) => file.path.startsWith(`${folder}/`))
    .flatMap((file) => textsOf(file.root, 'name'));
  const fields = [...childrenOf(root, 'fields').flatMap((field) => textsOf(field, 'name')), ...inFiles];
  return [
    ...fields.filter((field) => !own.has(field)).map((field) => ({ path, message: `${object} has no field ${field}` })),
    ...[...own.keys()]
      .filter((field) => !fields.includes(field))
      .map((field) => ({ path, message: `${field} is not translated` })),
  ];
};
