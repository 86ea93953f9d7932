import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { CrmConnector, CrmInsightRecord } from '../crm-connector.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { isNotFound } from './salesforce-errors.ts';
import { idList, isSalesforceId } from './soql.ts';

const fields = ['Subject', 'ActivityDate', 'OwnerId', 'WhatId', 'WhoId', 'Status', 'Priority', 'Description'] as const;
const rowSchema = z.looseObject({
  Id: z.string(),
  SystemModstamp: z.string().nullish(),
  Description: z.string().nullish(),
});
const foundSchema = z.object({ records: z.array(rowSchema) });
const createdSchema = z.object({ id: z.string().refine(isSalesforceId) });
/** A task made a moment ago is among the newest of its record. */
const newestTasks = 200;

type TaskSide = Pick<CrmConnector, 'findTask' | 'createTask' | 'deleteTask'>;

/**
 * Tasks by a mark at the end of their description. Long text cannot be filtered by in SOQL, so the record's newest tasks
 * are read and looked through.
 */
export const createSalesforceTasks = (client: SalesforceClient): TaskSide => {
  const urlOf = async (connectionId: string, id: string) =>
    `${(await client.instanceUrlOf(connectionId)).replace(/\/+$/, '')}/lightning/r/Task/${id}/view`;

  return {
    async findTask({ connectionId, record, mark }) {
      const tie = record.type === 'Contact' || record.type === 'Lead' ? 'WhoId' : 'WhatId';
      const soql =
        `SELECT Id, SystemModstamp, ${fields.join(', ')} FROM Task ` +
        `WHERE ${tie} = ${idList([record.id])} ORDER BY CreatedDate DESC LIMIT ${newestTasks}`;
      const path = `/query?q=${encodeURIComponent(soql)}`;
      const { records } = await client.request({ connectionId, path }, foundSchema);
      const found = records.find(({ Description }) => Description?.includes(mark));
      if (!found) return null;
      return {
        id: found.Id,
        url: await urlOf(connectionId, found.Id),
        version: found.SystemModstamp ?? '',
        fields: pickFields(found),
      };
    },

    async createTask({ connectionId, fields: values }) {
      const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
      const created = await client.request(
        { connectionId, method: 'POST', path: '/sobjects/Task', body },
        createdSchema,
      );
      return { id: created.id, url: await urlOf(connectionId, created.id) };
    },

    async deleteTask({ connectionId, id }) {
      if (!isSalesforceId(id)) throw new AppError('bad_request', 'not a Salesforce id');
      try {
        await client.request({ connectionId, method: 'DELETE', path: `/sobjects/Task/${id}` }, z.unknown());
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
  };
};

const pickFields = (row: Readonly<Record<string, unknown>>): CrmInsightRecord['fields'] =>
  Object.fromEntries(
    fields.map((name) => {
      const value = row[name];
      return [name, typeof value === 'string' || typeof value === 'number' ? value : null];
    }),
  );
