import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { CrmConnector, CrmInsightRecord } from '../crm-connector.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { isNotFound } from './salesforce-errors.ts';
import { idList } from './soql.ts';

export const insightObject = 'Dealside_Insight__c';
export const externalIdField = 'External_Id__c';

const recordSchema = z.looseObject({ Id: z.string(), SystemModstamp: z.string().nullish() });
const upsertedSchema = z.object({ id: z.string(), created: z.boolean().nullish() });
/** 204 on an update before API version 46, and on a delete. */
const emptySchema = z.unknown();

type InsightSide = Pick<CrmConnector, 'readInsight' | 'upsertInsight' | 'deleteInsight'>;

/** Records of the custom object that insights are saved as, addressed by their external id. */
export const createSalesforceInsights = (client: SalesforceClient): InsightSide => {
  const pathOf = (externalId: string) =>
    `/sobjects/${insightObject}/${externalIdField}/${encodeURIComponent(externalId)}`;
  const urlOf = async (connectionId: string, id: string) =>
    `${(await client.instanceUrlOf(connectionId)).replace(/\/+$/, '')}/lightning/r/${insightObject}/${id}/view`;

  const readInsight: InsightSide['readInsight'] = async ({ connectionId, externalId }) => {
    try {
      const record = await client.request({ connectionId, path: pathOf(externalId) }, recordSchema);
      return {
        id: record.Id,
        url: await urlOf(connectionId, record.Id),
        version: record.SystemModstamp ?? '',
        fields: customFields(record),
      };
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };

  return {
    readInsight,
    async upsertInsight({ connectionId, externalId, fields }) {
      const { [externalIdField]: _key, ...body } = fields;
      const answer = await client.request(
        { connectionId, method: 'PATCH', path: pathOf(externalId), body },
        emptySchema,
      );
      const parsed = upsertedSchema.safeParse(answer);
      const id = parsed.success ? parsed.data.id : (await readInsight({ connectionId, externalId }))?.id;
      if (!id) throw new AppError('upstream_garbage', 'Salesforce took the insight but does not say its id');
      return {
        id,
        url: await urlOf(connectionId, id),
        created: parsed.success && parsed.data.created === true,
      };
    },
    async deleteInsight({ connectionId, id }) {
      // The id goes into a path: only a Salesforce id may.
      idList([id]);
      try {
        await client.request({ connectionId, method: 'DELETE', path: `/sobjects/${insightObject}/${id}` }, emptySchema);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
  };
};

const customFields = (record: Readonly<Record<string, unknown>>): CrmInsightRecord['fields'] =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.endsWith('__c'))
      .map(([name, value]) => [
        name,
        value === null || typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value),
      ]),
  );
