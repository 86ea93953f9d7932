import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { CrmObject, CrmQueries, CrmSchema } from '../../crm-queries.ts';
import { apiVersion, type SalesforceClient } from '../salesforce-client.ts';

/** What people in sales ask about. A custom field of any of them is as good as a standard one. */
const describedObjects = [
  'Opportunity',
  'Account',
  'Contact',
  'Lead',
  'Task',
  'Event',
  'OpportunityContactRole',
  'User',
] as const;

const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  filterable: z.boolean(),
  sortable: z.boolean(),
  groupable: z.boolean(),
  aggregatable: z.boolean().nullish(),
  nameField: z.boolean().nullish(),
  picklistValues: z
    .array(z.object({ value: z.string(), label: z.string().nullish(), active: z.boolean().nullish() }))
    .nullish(),
  referenceTo: z.array(z.string()).nullish(),
  relationshipName: z.string().nullish(),
});
const describeSchema = z.object({
  name: z.string(),
  label: z.string(),
  labelPlural: z.string(),
  queryable: z.boolean().nullish(),
  fields: z.array(fieldSchema),
});
const compositeSchema = z.object({
  compositeResponse: z.array(z.object({ referenceId: z.string(), httpStatusCode: z.number(), body: z.unknown() })),
});
const peopleSchema = z.object({ records: z.array(z.object({ Id: z.string(), Name: z.string().nullish() })) });
const organizationSchema = z.object({
  records: z.array(z.object({ FiscalYearStartMonth: z.number().int().min(1).max(12).nullish() })),
});

const peopleQuery =
  "SELECT Id, Name FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name LIMIT 2000";
const organizationQuery = 'SELECT FiscalYearStartMonth FROM Organization LIMIT 1';

/** A field hidden from a user is gone from their questions after this long; Salesforce itself refuses it at once. */
const keptMs = 10_000;

/**
 * Describes everything in one request: `composite` counts as one call against the org's limit, with up to 25 parts, of
 * which five may be queries (REST API Developer Guide, "Composite"). A part that fails (an object this user cannot see)
 * leaves out its object.
 */
export const createDescribeSchema = (options: {
  client: SalesforceClient;
  readUserId: (connectionId: string) => Promise<string>;
  now?: () => number;
}): CrmQueries['describe'] => {
  const now = options.now ?? Date.now;
  const kept = new Map<string, { until: number; schema: Promise<CrmSchema> }>();

  const describe = async ({ connectionId, signal }: Parameters<CrmQueries['describe']>[0]): Promise<CrmSchema> => {
    const root = `/services/data/v${apiVersion}`;
    const me = await options.readUserId(connectionId);
    const query = (soql: string) => `${root}/query?q=${encodeURIComponent(soql)}`;
    const compositeRequest = [
      ...describedObjects.map((name) => ({ name, url: `${root}/sobjects/${name}/describe` })),
      { name: 'people', url: query(peopleQuery) },
      { name: 'organization', url: query(organizationQuery) },
    ].map(({ name, url }) => ({ method: 'GET', referenceId: name, url }));
    const { compositeResponse } = await options.client.request(
      {
        connectionId,
        method: 'POST',
        path: '/composite',
        isRead: true,
        body: { allOrNone: false, compositeRequest },
        ...(signal ? { signal } : {}),
      },
      compositeSchema,
    );
    const parts = new Map(
      compositeResponse
        .filter(({ httpStatusCode }) => httpStatusCode < 300)
        .map(({ referenceId, body }) => [referenceId, body]),
    );
    const objects = describedObjects.flatMap((name) => {
      const parsed = describeSchema.safeParse(parts.get(name));
      return parsed.success && parsed.data.queryable !== false ? [toObject(parsed.data)] : [];
    });
    if (objects.length === 0)
      throw new AppError('crm_rejected', 'Salesforce describes none of the objects to ask about');
    const people = peopleSchema.safeParse(parts.get('people'));
    const organization = organizationSchema.safeParse(parts.get('organization'));
    return {
      objects: new Map(objects.map((object) => [object.name, object])),
      people: (people.data?.records ?? []).flatMap(({ Id, Name }) => (Name ? [{ id: Id, name: Name }] : [])),
      me,
      fiscalYearStartMonth: organization.data?.records[0]?.FiscalYearStartMonth ?? null,
    };
  };

  return (input) => {
    const known = kept.get(input.connectionId);
    if (known && known.until > now() && !input.isFresh) return known.schema;
    for (const [key, { until }] of kept) if (until <= now()) kept.delete(key);
    const schema = describe(input);
    kept.set(input.connectionId, { until: now() + keptMs, schema });
    schema.catch(() => kept.delete(input.connectionId));
    return schema;
  };
};

const toObject = ({ name, label, labelPlural, fields }: z.infer<typeof describeSchema>): CrmObject => ({
  name,
  label,
  labelPlural,
  nameField: fields.find(({ nameField }) => nameField)?.name ?? null,
  fields: new Map(
    fields.map((field) => [
      field.name,
      {
        name: field.name,
        label: field.label,
        type: field.type,
        isFilterable: field.filterable,
        isSortable: field.sortable,
        isGroupable: field.groupable,
        isAggregatable: field.aggregatable ?? false,
        picklist: (field.picklistValues ?? []).flatMap(({ value, label, active }) =>
          active === false ? [] : [{ value, label: label ?? value }],
        ),
        referenceTo: field.referenceTo ?? [],
        relationshipName: field.relationshipName ?? null,
      },
    ]),
  ),
});
