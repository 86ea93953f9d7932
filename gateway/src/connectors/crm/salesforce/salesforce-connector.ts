import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { TokenVault } from '../../../auth/token-vault.ts';
import { readConnection } from '../../../store/connections.ts';
import type { Database } from '../../../store/open-database.ts';
import type { CrmConnector } from '../crm-connector.ts';
import type { ApiBudget } from './api-budget.ts';
import { createCountRows } from './bulk/count-rows.ts';
import { createReadLoad } from './bulk/read-load.ts';
import { createDescribeFields } from './describe-fields.ts';
import { createReadFieldMap } from './field-map/read-field-map.ts';
import { createInspectOrg } from './inspect-org.ts';
import { createReadChanges } from './read-changes.ts';
import { createSalesforceClient, type SalesforceClient } from './salesforce-client.ts';
import { createSalesforceInsights } from './salesforce-insights.ts';
import { salesforceObjects } from './salesforce-objects.ts';
import { idList, isSalesforceId } from './soql.ts';

const accessSchema = z.object({ records: z.array(z.object({ RecordId: z.string(), HasReadAccess: z.boolean() })) });
/** The most that UserRecordAccess answers for at once. */
const recordsPerAccessQuery = 200;

/**
 * Salesforce over its REST API, through jsforce. Every request has a timeout; a read that gets no answer is tried twice
 * more.
 * @throws {AppError} from every method: `crm_not_connected`, `crm_unavailable`, `too_many_requests` (the org's API limit
 *   is used up), `crm_rejected`, `upstream_garbage`.
 */
export const createSalesforceConnector = ({
  vault,
  db,
  timeoutMs = 20_000,
  retryDelayMs = 300,
  budget,
  bulk = {},
}: {
  vault: TokenVault;
  db: Database;
  timeoutMs?: number;
  retryDelayMs?: number;
  /** Of the requests each org allows in a day. */
  budget?: ApiBudget;
  bulk?: Parameters<typeof createReadLoad>[1];
}): CrmConnector => {
  const client = createSalesforceClient({ vault, timeoutMs, retryDelayMs, ...(budget ? { budget } : {}) });
  const objects = Object.keys(salesforceObjects);
  return {
    system: 'salesforce',
    objects,
    readChanges: createReadChanges({
      client,
      describeFields: createDescribeFields(client),
      readFieldMap: createReadFieldMap(client),
      countRows: createCountRows(client, objects),
      readLoad: createReadLoad(client, bulk),
    }),
    readableIds: createReadableIds(client, db),
    inspectOrg: createInspectOrg(client),
    ...createSalesforceInsights(client),
  };
};

const createReadableIds =
  (client: SalesforceClient, db: Database): CrmConnector['readableIds'] =>
  async ({ connectionId, ids }) => {
    const userId = (await readConnection(db, connectionId))?.externalUserId;
    if (!userId) throw new AppError('crm_not_connected', 'the connection is missing');
    // By the first 15 characters: the last three of an 18-character id only repeat its case.
    const asked = new Map(ids.filter(isSalesforceId).map((id) => [id.slice(0, 15), id]));
    const all = [...asked.values()];
    const readable = new Set<string>();
    for (let from = 0; from < all.length; from += recordsPerAccessQuery) {
      const soql =
        'SELECT RecordId, HasReadAccess FROM UserRecordAccess ' +
        `WHERE UserId = ${idList([userId])} AND RecordId IN (${idList(all.slice(from, from + recordsPerAccessQuery))})`;
      const { records } = await client.request(
        { connectionId, path: `/query?q=${encodeURIComponent(soql)}` },
        accessSchema,
      );
      for (const { RecordId, HasReadAccess } of records) {
        const id = asked.get(RecordId.slice(0, 15));
        if (HasReadAccess && id) readable.add(id);
      }
    }
    return readable;
  };
