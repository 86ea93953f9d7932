import { z } from 'zod';
import type { CrmQueries } from '../../crm-queries.ts';
import type { SalesforceClient } from '../salesforce-client.ts';
import { createDescribeSchema } from './describe-schema.ts';

const answerSchema = z.object({
  totalSize: z.number().int().min(0),
  done: z.boolean(),
  records: z.array(z.record(z.string(), z.unknown())),
});

/**
 * SOQL with the rights of a connection's user, by `query` and not `queryAll`: what is in the recycle bin is not asked
 * about.
 */
export const createSalesforceQueries = (options: {
  client: SalesforceClient;
  /** The Salesforce id of a connection's user. */
  readUserId: (connectionId: string) => Promise<string>;
}): CrmQueries => ({
  describe: createDescribeSchema(options),
  async query({ connectionId, soql, signal }) {
    const path = `/query?q=${encodeURIComponent(soql)}`;
    const { totalSize, done, records } = await options.client.request(
      { connectionId, path, ...(signal ? { signal } : {}) },
      answerSchema,
    );
    return { totalSize, rows: records, isComplete: done };
  },
});
