import type { Finding } from './check-elements.ts';
import type { PackageIndex } from './package-index.ts';
import { childrenOf, findAll, type MetadataFile, textOf, textsOf, type XmlNode } from './read-package.ts';

/** Lightning pages, tabs and the app: the components, pages, tabs and lists they name are there and fit. */
export const checkPages = (index: PackageIndex): Finding[] => [
  ...index.filesOf('FlexiPage').flatMap((file) => checkPage(index, file)),
  ...index.filesOf('CustomTab').flatMap((file) => checkTab(index, file)),
  ...index.filesOf('CustomApplication').flatMap((file) => checkApplication(index, file)),
];

const targetOf: Readonly<Record<string, string>> = {
  RecordPage: 'lightning__RecordPage',
  AppPage: 'lightning__AppPage',
  HomePage: 'lightning__HomePage',
  UtilityBar: 'lightning__UtilityBar',
};

const checkPage = (index: PackageIndex, { path, root }: MetadataFile): Finding[] => {
  const type = textOf(root, 'type') ?? '';
  const object = textOf(root, 'sobjectType');
  const facets = new Set(childrenOf(root, 'flexiPageRegions').flatMap((region) => textsOf(region, 'name')));
  const components = findAll(root, 'componentInstance');
  const identifiers = components.flatMap((component) => textsOf(component, 'identifier'));
  const say = (message: string) => ({ path, message });
  return [
    ...identifiers
      .filter((name, place) => identifiers.indexOf(name) !== place)
      .map((name) => say(`two components are called ${name}`)),
    ...components.flatMap((component) => {
      const name = textOf(component, 'componentName') ?? '';
      const properties = readProperties(component);
      const missing = ['body', 'tabs']
        .flatMap((key) => properties.get(key) ?? [])
        .filter((facet) => !facets.has(facet));
      return [
        ...(name.startsWith('c:') ? checkComponent(index, name.slice(2), type, object).map(say) : []),
        ...(name.startsWith('flexipage:') ? missing.map((facet) => say(`there is no region ${facet}`)) : []),
        ...(properties.has('relatedListApiName') ? checkRelatedList(index, properties, object).map(say) : []),
      ];
    }),
  ];
};

const readProperties = (component: XmlNode): ReadonlyMap<string, string> =>
  new Map(
    childrenOf(component, 'componentInstanceProperties').map((property) => [
      textOf(property, 'name') ?? '',
      textOf(property, 'value') ?? '',
    ]),
  );

const checkComponent = (index: PackageIndex, name: string, pageType: string, object: string | null): string[] => {
  const bundle = index.find('LightningComponentBundle', name)?.root;
  if (!bundle) return [`there is no component ${name}`];
  const target = targetOf[pageType] ?? '';
  const targets = childrenOf(bundle, 'targets').flatMap((node) => textsOf(node, 'target'));
  const config = findAll(bundle, 'targetConfigs').flatMap(({ children }) => children);
  const objects = config.flatMap((node) => childrenOf(node, 'objects').flatMap((list) => textsOf(list, 'object')));
  return [
    ...(targets.includes(target)
      ? []
      : [`${name} cannot be put on a ${pageType}: its targets are ${targets.join(', ') || 'none'}`]),
    ...(object && objects.length > 0 && !objects.includes(object) ? [`${name} is not for ${object}`] : []),
  ];
};

const checkRelatedList = (
  index: PackageIndex,
  properties: ReadonlyMap<string, string>,
  object: string | null,
): string[] => {
  const name = properties.get('relatedListApiName') ?? '';
  const isThere = [...index.objects.values()].some((fields) =>
    [...fields.values()].some(({ relationship, referenceTo }) => relationship === name && referenceTo === object),
  );
  const parent = properties.get('parentFieldApiName');
  return [
    ...(isThere ? [] : [`${object} has no list ${name}`]),
    ...(parent === `${object}.Id` ? [] : [`the list's parent is ${parent}, the page's object ${object}`]),
  ];
};

const checkTab = (index: PackageIndex, { path, root, name }: MetadataFile): Finding[] => {
  const page = textOf(root, 'flexiPage');
  if (page !== null && !index.find('FlexiPage', page)) return [{ path, message: `there is no page ${page}` }];
  if (textOf(root, 'customObject') === 'true' && !index.objects.has(name))
    return [{ path, message: `${name} is no object of the package` }];
  return [];
};

const checkApplication = (index: PackageIndex, { path, root }: MetadataFile): Finding[] => {
  const bar = textOf(root, 'utilityBar');
  const pages = childrenOf(root, 'actionOverrides').map((override) => ({
    page: textOf(override, 'content') ?? '',
    object: textOf(override, 'pageOrSobjectType') ?? '',
  }));
  const say = (message: string) => ({ path, message });
  const typeOf = (page: string) => textOf(index.find('FlexiPage', page)?.root ?? emptyNode, 'type');
  return [
    ...textsOf(root, 'tabs')
      .filter((tab) => !tab.startsWith('standard-') && !index.find('CustomTab', tab))
      .map((tab) => say(`there is no tab ${tab}`)),
    ...(bar === null || typeOf(bar) === 'UtilityBar' ? [] : [say(`${bar} is no utility bar of the package`)]),
    ...pages
      .filter(({ page, object }) => textOf(index.find('FlexiPage', page)?.root ?? emptyNode, 'sobjectType') !== object)
      .map(({ page, object }) => say(`${page} is no page of ${object}`)),
  ];
};

const emptyNode: XmlNode = { name: '', text: '', children: [] };
