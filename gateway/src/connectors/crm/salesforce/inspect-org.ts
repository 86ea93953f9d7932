import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { OrgInspection } from '../org-inspection.ts';
import type { ReadFieldMap } from './field-map/read-field-map.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { isNotInOrg } from './salesforce-errors.ts';
import { externalIdField, insightObject } from './salesforce-insights.ts';
import { salesforceObjects } from './salesforce-objects.ts';

type Input = { connectionId: string; signal?: AbortSignal };

const describeSchema = z.object({
  createable: z.boolean().nullish(),
  fields: z.array(
    z.object({
      name: z.string(),
      relationshipName: z.string().nullish(),
      createable: z.boolean().nullish(),
      updateable: z.boolean().nullish(),
    }),
  ),
});
const rowsOf = <Row extends z.ZodType>(row: Row) => z.object({ records: z.array(row) });
const setSchema = rowsOf(z.object({ Name: z.string() }));
const assignmentSchema = rowsOf(z.object({ Name: z.string(), assigned: z.number() }));
const trustedSchema = rowsOf(z.object({ EndpointUrl: z.string(), IsActive: z.boolean() }));
const eventSchema = rowsOf(z.object({ SelectedEntity: z.string() }));

const insightFields = [
  ...[externalIdField, 'Opportunity__c', 'Kind__c', 'Title__c', 'Body__c', 'Evidence__c', 'Confidence__c'],
  ...['Model__c', 'Status__c', 'Generated_At__c'],
];
const permissionSets = ['Dealside_Rep', 'Dealside_Manager', 'Dealside_Admin'];
/** Objects that Salesforce announces no changes of: their parent's events stand for them. */
const neverAnnounced = new Set(['OpportunityFieldHistory']);

/**
 * Asks the org, with the rights of the connection's user, for everything the doctor reports. What Salesforce refuses to
 * tell this user is null; what it cannot answer at all is thrown.
 * @throws {AppError} as every call of the connector.
 */
export const createInspectOrg =
  (client: SalesforceClient, readFieldMap: ReadFieldMap) =>
  async (input: Input): Promise<OrgInspection> => {
    const objects = Object.keys(salesforceObjects);
    const described = await Promise.all(
      objects.map(async (object) => {
        const fields = await describe(client, input, object);
        return {
          object,
          fields,
          unreadable: fields && listUnreadable(object, fields, await readFieldMap({ ...input, object })),
        };
      }),
    );
    const [insights, sets, trustedOrigins, announced] = await Promise.all([
      describe(client, input, insightObject),
      readPermissionSets(client, input),
      readTrustedOrigins(client, input),
      readAnnounced(client, input),
    ]);
    const budget = await client.budgetOf(input.connectionId);
    return {
      objects,
      unreadableObjects: described.filter(({ fields }) => fields === null).map(({ object }) => object),
      unreadableFields: described.flatMap(({ unreadable }) => unreadable ?? []),
      insights: insights && {
        isCreateable: insights.createable ?? false,
        unwritableFields: insightFields.filter(
          (name) => !insights.fields.some((field) => field.name === name && (field.createable || field.updateable)),
        ),
      },
      permissionSets: sets,
      trustedOrigins,
      requests: budget && {
        usedPercent: Math.round((100 * budget.used) / budget.limit),
        isReadingHeld: budget.isHeld,
      },
      silentObjects:
        announced && objects.filter((object) => !neverAnnounced.has(object) && !announced.has(`${object}ChangeEvent`)),
    };
  };

const describe = (client: SalesforceClient, input: Input, object: string) =>
  orNull(() => client.request({ ...input, path: `/sobjects/${object}/describe` }, describeSchema));

/** Of what the org's field map has read of an object: what this user does not see or the org does not have. */
const listUnreadable = (
  object: string,
  { fields }: z.infer<typeof describeSchema>,
  { definition, problems }: Awaited<ReturnType<ReadFieldMap>>,
): string[] => {
  const known = new Set(
    fields.flatMap(({ name, relationshipName }) => (relationshipName ? [name, `${relationshipName}.Name`] : [name])),
  );
  const missing = definition.fields.filter((field) => !known.has(field)).map((field) => `${object}.${field}`);
  return [...new Set([...missing, ...problems.map(({ field }) => field)])];
};

const readPermissionSets = async (client: SalesforceClient, input: Input): Promise<OrgInspection['permissionSets']> => {
  const names = permissionSets.map((name) => `'${name}'`).join(',');
  const there = await query(client, input, `SELECT Name FROM PermissionSet WHERE Name IN (${names})`, setSchema);
  const assigned = await query(
    client,
    input,
    'SELECT PermissionSet.Name Name, COUNT(Id) assigned FROM PermissionSetAssignment ' +
      `WHERE PermissionSet.Name IN (${names}) GROUP BY PermissionSet.Name`,
    assignmentSchema,
  );
  if (!there || !assigned) return null;
  return permissionSets.map((name) => ({
    name,
    users: there.records.some((row) => row.Name === name)
      ? (assigned.records.find((row) => row.Name === name)?.assigned ?? 0)
      : null,
  }));
};

const readTrustedOrigins = async (client: SalesforceClient, input: Input): Promise<string[] | null> => {
  const found = await query(
    client,
    input,
    'SELECT EndpointUrl, IsActive FROM CspTrustedSite',
    trustedSchema,
    'tooling/',
  );
  return found?.records.filter(({ IsActive }) => IsActive).map(({ EndpointUrl }) => originOf(EndpointUrl)) ?? null;
};

const readAnnounced = async (client: SalesforceClient, input: Input): Promise<ReadonlySet<string> | null> => {
  const soql = 'SELECT SelectedEntity FROM PlatformEventChannelMember';
  const found = await query(client, input, soql, eventSchema, 'tooling/');
  return found && new Set(found.records.map(({ SelectedEntity }) => SelectedEntity));
};

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);

const query = <T>(client: SalesforceClient, input: Input, soql: string, schema: z.ZodType<T>, api = '') =>
  orNull(() => client.request({ ...input, path: `/${api}query?q=${encodeURIComponent(soql)}` }, schema));

/** Null when this user is not told: refused, or nothing of that name for them. */
const orNull = async <T>(ask: () => Promise<T>): Promise<T | null> => {
  try {
    return await ask();
  } catch (error) {
    if (isNotInOrg(error) || (error instanceof AppError && error.code === 'crm_rejected')) return null;
    throw error;
  }
};
