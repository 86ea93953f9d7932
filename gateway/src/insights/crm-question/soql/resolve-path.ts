import type { CrmField, CrmObject, CrmSchema } from '../../../connectors/crm/crm-queries.ts';

export type ResolvedPath = { field: CrmField; label: string };

/** What a lookup to several objects leads to is read as the entity `Name`; only these fields of it are of use here. */
const nameEntity: Readonly<Record<string, CrmField>> = Object.fromEntries(
  ['Name', 'Type'].map((name) => [
    name,
    {
      name,
      label: name,
      type: 'string',
      isFilterable: true,
      isSortable: true,
      isGroupable: name === 'Name',
      isAggregatable: false,
      picklist: [],
      referenceTo: [],
      relationshipName: null,
    },
  ]),
);

/** Up to five lookups may follow each other in a path (SOQL Reference, "Understanding Relationship Query Limitations"). */
const maxLookups = 5;

/**
 * The field a path leads to, through lookups, among what this user may see. Names are taken in upper and lower case
 * alike, as SOQL does.
 */
export const resolvePath = (schema: CrmSchema, object: CrmObject, path: string): ResolvedPath | null => {
  const segments = path.split('.');
  if (segments.length - 1 > maxLookups) return null;
  return resolveSegments(schema, object, segments);
};

const resolveSegments = (schema: CrmSchema, object: CrmObject, segments: readonly string[]): ResolvedPath | null => {
  const [head = '', ...rest] = segments;
  if (rest.length === 0) {
    const field = findField(object, head);
    return field ? { field, label: plainLabel(field) } : null;
  }
  const lookup = findLookup(object, head);
  if (!lookup) return null;
  const inner = resolveBeyond(schema, lookup, rest);
  if (!inner) return null;
  const label = plainLabel(lookup);
  return { field: inner.field, label: inner.field.name === 'Name' ? label : `${label}: ${inner.label}` };
};

const resolveBeyond = (schema: CrmSchema, lookup: CrmField, rest: readonly string[]): ResolvedPath | null => {
  const [target] = lookup.referenceTo;
  if (lookup.referenceTo.length > 1) {
    // An owner may be a queue too; its fields are those of every named record.
    const field = rest.length === 1 ? nameEntity[matchName(rest[0] ?? '', Object.keys(nameEntity)) ?? ''] : undefined;
    return field ? { field, label: field.label } : null;
  }
  const parent = target === undefined ? undefined : schema.objects.get(target);
  return parent ? resolveSegments(schema, parent, rest) : null;
};

export const findField = (object: CrmObject, name: string): CrmField | undefined =>
  object.fields.get(name) ?? object.fields.get(matchName(name, [...object.fields.keys()]) ?? '');

export const findLookup = (object: CrmObject, relationship: string): CrmField | undefined =>
  [...object.fields.values()].find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );

export const findObject = (schema: CrmSchema, name: string): CrmObject | undefined =>
  schema.objects.get(name) ?? schema.objects.get(matchName(name, [...schema.objects.keys()]) ?? '');

const matchName = (name: string, known: readonly string[]): string | undefined =>
  known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());

/** `Opportunity Owner ID` is called `Opportunity Owner` by people. */
export const plainLabel = ({ label, type }: CrmField): string =>
  type === 'reference' ? label.replace(/\s+ID$/i, '') : label;
