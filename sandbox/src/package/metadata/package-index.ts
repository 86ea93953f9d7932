import { childrenOf, type MetadataFile, type Package, textOf, textsOf, type XmlNode } from './read-package.ts';

type FieldInfo = {
  type: string;
  isRequired: boolean;
  /** Of a lookup. */
  referenceTo: string | null;
  /** How the other side calls the list: `Dealside_Insights__r`. */
  relationship: string | null;
  /** Of a restricted picklist; null: any. */
  values: ReadonlySet<string> | null;
};

/** What the files of a package name, for looking up what other files refer to. */
export type PackageIndex = Package & {
  /** Objects of the package → their fields. */
  objects: ReadonlyMap<string, ReadonlyMap<string, FieldInfo>>;
  labels: ReadonlyMap<string, string>;
  filesOf(type: string): MetadataFile[];
  find(type: string, name: string): MetadataFile | undefined;
};

/** What the platform gives every object of one's own, in the words of layouts and lists. */
const standardFields = new Set([
  ...['Name', 'OwnerId', 'Owner', 'CreatedById', 'CreatedBy', 'CreatedDate', 'LastModifiedById', 'LastModifiedBy'],
  ...['LastModifiedDate', 'DeveloperName', 'MasterLabel', 'IsProtected', 'NAME', 'CREATED_DATE', 'CREATEDBY_USER'],
  ...['OWNER.ALIAS', 'LAST_UPDATE'],
]);

/** Of other objects, what the package refers to through a lookup. */
const fieldsOfOthers: Readonly<Record<string, ReadonlySet<string>>> = {
  Opportunity: new Set(['Name', 'StageName', 'Amount', 'CloseDate']),
};

export const indexPackage = (read: Package): PackageIndex => {
  const filesOf = (type: string) => read.files.filter(({ root }) => root.name === type);
  const objects = new Map(filesOf('CustomObject').map(({ name }) => [name, new Map<string, FieldInfo>()]));
  for (const { path, root } of filesOf('CustomField'))
    objects.get(path.split('/')[1] ?? '')?.set(textOf(root, 'fullName') ?? '', readField(root));
  return {
    ...read,
    objects,
    labels: new Map(
      filesOf('CustomLabels')
        .flatMap(({ root }) => childrenOf(root, 'labels'))
        .map((label) => [textOf(label, 'fullName') ?? '', textOf(label, 'value') ?? '']),
    ),
    filesOf,
    find: (type, name) => filesOf(type).find((file) => file.name === name),
  };
};

const readField = (root: XmlNode): FieldInfo => {
  const [valueSet] = childrenOf(root, 'valueSet');
  const isRestricted = valueSet && textOf(valueSet, 'restricted') === 'true';
  const values = valueSet
    ? childrenOf(valueSet, 'valueSetDefinition').flatMap((definition) => childrenOf(definition, 'value'))
    : [];
  const relationship = textOf(root, 'relationshipName');
  return {
    type: textOf(root, 'type') ?? '',
    isRequired: textOf(root, 'required') === 'true',
    referenceTo: textOf(root, 'referenceTo'),
    relationship: relationship && `${relationship}__r`,
    values: isRestricted ? new Set(values.flatMap((value) => textsOf(value, 'fullName'))) : null,
  };
};

/** `Kind__c`, `Name`, `Opportunity__c.StageName`. */
export const hasField = ({ objects }: PackageIndex, object: string, field: string): boolean => {
  const fields = objects.get(object);
  if (!fields) return false;
  if (fields.has(field) || standardFields.has(field)) return true;
  const [lookup = '', ...rest] = field.split('.');
  const target = fields.get(lookup)?.referenceTo;
  return target !== undefined && target !== null && (fieldsOfOthers[target]?.has(rest.join('.')) ?? false);
};

/** Whether a list or a default may hold this value. */
export const takesValue = ({ objects }: PackageIndex, object: string, field: string, value: string): boolean =>
  value.split(',').every((one) => objects.get(object)?.get(field)?.values?.has(one.trim()) ?? true);
