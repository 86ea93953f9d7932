import { AppError } from '@dealside/shared';
import { z } from 'zod';
import { createMemory } from '../create-memory.ts';
import type { SalesforceClient } from '../salesforce-client.ts';
import { isNotInOrg } from '../salesforce-errors.ts';
import { type SalesforceObject, salesforceObjects } from '../salesforce-objects.ts';
import { applyFieldMap, type MappedObject } from './apply-field-map.ts';
import type { FieldMapEntry } from './field-map.ts';
import { nameOfField } from './field-names.ts';

type Input = { connectionId: string; object: string; signal?: AbortSignal };

/** What is read of an object in the org of this connection, with its user's rights. */
export type ReadFieldMap = (input: Input) => Promise<MappedObject>;

const entriesSchema = z.object({
  records: z.array(
    z.object({
      Object__c: z.string().nullish(),
      Field__c: z.string().nullish(),
      Name__c: z.string().nullish(),
      Is_Read__c: z.boolean().nullish(),
    }),
  ),
});
const describeSchema = z.object({
  fields: z.array(z.object({ name: z.string(), type: z.string(), relationshipName: z.string().nullish() })),
});

const soql = 'SELECT Object__c, Field__c, Name__c, Is_Read__c FROM Dealside_Field__mdt ORDER BY DeveloperName';
/** `Renewal_Risk__c`, `Owner.Name`: nothing else may reach a query. */
const fieldPattern = /^[A-Za-z]\w{0,79}(\.[A-Za-z]\w{0,79})?$/;

/**
 * The field map of the org (`Dealside_Field__mdt`) applied to what Dealside reads. Without the package, or without access
 * to its records, everything is read as it comes.
 * @throws {AppError} as every call of the client; `crm_rejected` for an object that is not read.
 */
export const createReadFieldMap = (client: SalesforceClient, now: () => number = Date.now): ReadFieldMap => {
  const read = async <T>(input: Input, path: string, schema: z.ZodType<T>): Promise<T | null> => {
    try {
      const { connectionId, signal } = input;
      return await client.request({ connectionId, path, ...(signal ? { signal } : {}) }, schema);
    } catch (error) {
      if (isNotInOrg(error)) return null;
      throw error;
    }
  };

  const readEntries = createMemory(now, async (input: Input): Promise<FieldMapEntry[]> => {
    const answer = await read(input, `/query?q=${encodeURIComponent(soql)}`, entriesSchema);
    return (answer?.records ?? []).flatMap(({ Object__c, Field__c, Name__c, Is_Read__c }) =>
      Object__c && Field__c && Name__c && fieldPattern.test(Field__c)
        ? [{ object: Object__c, field: Field__c, name: Name__c.trim(), isRead: Is_Read__c !== false }]
        : [],
    );
  });

  const readTypes = createMemory(now, async (input: Input): Promise<ReadonlyMap<string, string> | null> => {
    const answer = await read(input, `/sobjects/${input.object}/describe`, describeSchema);
    return (
      answer &&
      new Map(
        answer.fields.flatMap(({ name, type, relationshipName }) => [
          [name, type] as const,
          ...(relationshipName ? [[`${relationshipName}.Name`, 'string'] as const] : []),
        ]),
      )
    );
  });

  const readMap: ReadFieldMap = async (input) => {
    const definition = salesforceObjects[input.object];
    if (!definition) throw new AppError('crm_rejected', `Salesforce's ${input.object} is not read`);
    const entries = await readEntries(input.connectionId, input);
    // The types are asked for only where the org reads something differently.
    const isUsual = entries.every(
      ({ object, field, name, isRead }) =>
        object !== input.object || (isRead && definition.fields.includes(field) && name === nameOfField(object, field)),
    );
    const types = isUsual ? null : await readTypes(`${input.connectionId} ${input.object}`, input);
    return applyFieldMap(input.object, definition, entries, types);
  };

  return async (input) => {
    const own = await readMap(input);
    if (input.object !== 'OpportunityFieldHistory') return own;
    const { moved } = await readMap({ ...input, object: 'Opportunity' });
    return { ...own, definition: withMovedNames(own.definition, moved) };
  };
};

/** The history of the field a value is read from is the history of that value. */
const withMovedNames = (definition: SalesforceObject, moved: ReadonlyMap<string, string>): SalesforceObject => {
  if (moved.size === 0) return definition;
  const standardOf = new Map([...moved].map(([standard, source]) => [source, standard]));
  return {
    ...definition,
    map: (row) => {
      const field = String(row.Field);
      // What stands in the standard field is not what the deal is about here.
      return moved.has(field) ? {} : definition.map({ ...row, Field: standardOf.get(field) ?? field });
    },
  };
};
