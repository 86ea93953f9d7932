import type { Finding } from './check-elements.ts';
import { hasField, type PackageIndex, takesValue } from './package-index.ts';
import { childrenOf, findAll, type MetadataFile, textOf, textsOf } from './read-package.ts';

/** Fields, values and actions that objects, layouts, lists, actions and custom metadata records refer to. */
export const checkObjects = (index: PackageIndex): Finding[] => [
  ...index.filesOf('CustomObject').flatMap((file) => checkObject(index, file)),
  ...index.filesOf('CustomField').flatMap(checkKey),
  ...index
    .filesOf('CompactLayout')
    .flatMap((file) => checkFields(index, file, objectOf(file), textsOf(file.root, 'fields'))),
  ...index.filesOf('ListView').flatMap((file) => checkListView(index, file)),
  ...index.filesOf('Layout').flatMap((file) => checkLayout(index, file)),
  ...index.filesOf('QuickAction').flatMap((file) => checkAction(index, file)),
  ...index.filesOf('CustomMetadata').flatMap((file) => checkRecord(index, file)),
];

/** `objects/Dealside_Insight__c/listViews/All.listView-meta.xml` → `Dealside_Insight__c` */
const objectOf = ({ path }: MetadataFile): string => path.split('/')[1] ?? '';

const checkFields = (
  index: PackageIndex,
  { path }: MetadataFile,
  object: string,
  fields: readonly string[],
): Finding[] =>
  index.objects.has(object)
    ? fields
        .filter((field) => !hasField(index, object, field))
        .map((field) => ({ path, message: `${object} has no field ${field}` }))
    : [{ path, message: `${object} is no object of the package` }];

const checkObject = (index: PackageIndex, file: MetadataFile): Finding[] => {
  const { path, root, name } = file;
  const searched = childrenOf(root, 'searchLayouts').flatMap(({ children }) => children.map(({ text }) => text));
  const compact = textOf(root, 'compactLayoutAssignment');
  return [
    ...checkFields(index, file, name, searched),
    ...(compact === null || compact === 'SYSTEM' || index.find('CompactLayout', compact)
      ? []
      : [{ path, message: `there is no compact layout ${compact}` }]),
  ];
};

/** An upsert by a key that two records may have is refused by Salesforce. */
const checkKey = ({ path, root }: MetadataFile): Finding[] =>
  textOf(root, 'externalId') === 'true' && textOf(root, 'unique') !== 'true'
    ? [{ path, message: 'is an external id and not unique' }]
    : [];

const checkListView = (index: PackageIndex, file: MetadataFile): Finding[] => {
  const object = objectOf(file);
  const filters = childrenOf(file.root, 'filters').map((filter) => ({
    field: textOf(filter, 'field') ?? '',
    value: textOf(filter, 'value') ?? '',
  }));
  return [
    ...checkFields(index, file, object, [...textsOf(file.root, 'columns'), ...filters.map(({ field }) => field)]),
    ...filters
      .filter(({ field, value }) => !takesValue(index, object, field, value))
      .map(({ field, value }) => ({ path: file.path, message: `${field} is never ${value}` })),
  ];
};

const checkLayout = (index: PackageIndex, file: MetadataFile): Finding[] => {
  const { path, root, name } = file;
  const object = name.split('-')[0] ?? '';
  const actions = findAll(root, 'platformActionListItems')
    .filter((item) => textOf(item, 'actionType') === 'QuickAction')
    .flatMap((item) => textsOf(item, 'actionName'));
  const related = childrenOf(root, 'relatedLists').flatMap((list) => {
    const [from = '', lookup = ''] = (textOf(list, 'relatedList') ?? '').split('.');
    const leads = index.objects.get(from)?.get(lookup)?.referenceTo === object;
    return [
      ...(leads ? [] : [{ path, message: `${from}.${lookup} does not lead to ${object}` }]),
      ...checkFields(index, file, from, textsOf(list, 'fields')),
    ];
  });
  const fields = findAll(root, 'layoutItems').flatMap((item) => textsOf(item, 'field'));
  const shown = new Set(fields);
  return [
    ...checkFields(index, file, object, fields),
    ...[...(index.objects.get(object) ?? [])]
      .filter(([field, { isRequired }]) => isRequired && !shown.has(field))
      .map(([field]) => ({ path, message: `${field} is required and not on the layout` })),
    ...actions
      .filter((action) => !index.find('QuickAction', action))
      .map((action) => ({ path, message: `there is no quick action ${action}` })),
    ...related,
  ];
};

const checkAction = (index: PackageIndex, file: MetadataFile): Finding[] => {
  const object = file.name.split('.')[0] ?? '';
  const overrides = childrenOf(file.root, 'fieldOverrides').map((override) => ({
    field: textOf(override, 'field') ?? '',
    value: textOf(override, 'literalValue') ?? '',
  }));
  const fields = findAll(file.root, 'quickActionLayoutItems').flatMap((item) => textsOf(item, 'field'));
  return [
    ...checkFields(index, file, object, [...fields, ...overrides.map(({ field }) => field)]),
    ...overrides
      .filter(({ field, value }) => !takesValue(index, object, field, value))
      .map(({ field, value }) => ({ path: file.path, message: `${field} is never ${value}` })),
  ];
};

/** Longer names and labels are refused at deployment. */
const maxNameLength = 40;

const checkRecord = (index: PackageIndex, file: MetadataFile): Finding[] => {
  const { path, root, name } = file;
  const [type = '', developerName = ''] = name.split('.');
  const object = `${type}__mdt`;
  const values = new Map(
    childrenOf(root, 'values').map((value) => [textOf(value, 'field') ?? '', textOf(value, 'value') ?? '']),
  );
  const tooLong = [developerName, textOf(root, 'label') ?? ''].filter(({ length }) => length > maxNameLength);
  return [
    ...checkFields(index, file, object, [...values.keys()]),
    ...[...(index.objects.get(object) ?? [])]
      .filter(([field, { isRequired }]) => isRequired && !values.get(field))
      .map(([field]) => ({ path, message: `${field} is required` })),
    ...tooLong.map((text) => ({ path, message: `${text} has more than ${maxNameLength} characters` })),
  ];
};
