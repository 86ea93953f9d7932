import type { TokenVault } from '../../../auth/token-vault.ts';
import type { Database } from '../../../store/open-database.ts';
import type { CrmConnector } from '../crm-connector.ts';
import type { ApiBudget } from './api-budget.ts';
import { createCountRows } from './bulk/count-rows.ts';
import { createReadLoad } from './bulk/read-load.ts';
import { createDescribeFields } from './describe-fields.ts';
import { createReadFieldMap } from './field-map/read-field-map.ts';
import { createInspectOrg } from './inspect-org.ts';
import { createKeepSettings } from './keep-settings.ts';
import { createSalesforceQueries } from './queries/create-salesforce-queries.ts';
import { createReadUserId } from './queries/read-user-id.ts';
import { createReadAccess } from './read-access.ts';
import { createReadChanges } from './read-changes.ts';
import { createReadRecords } from './read-records.ts';
import { createSalesforceClient } from './salesforce-client.ts';
import { createSalesforceInsights } from './salesforce-insights.ts';
import { salesforceObjects } from './salesforce-objects.ts';
import { createSalesforceTasks } from './salesforce-tasks.ts';

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
  bulk?: Parameters<typeof createReadLoad>[1] & { rowsWorthJob?: number };
}): CrmConnector & {
  /** The names of what is read of an object in the org of a connection: `Owner.Name`. */
  readFields(input: { connectionId: string; object: string }): Promise<readonly string[]>;
} => {
  const client = createSalesforceClient({ vault, timeoutMs, retryDelayMs, ...(budget ? { budget } : {}) });
  const objects = Object.keys(salesforceObjects);
  const describeFields = createDescribeFields(client);
  const readFieldMap = createReadFieldMap(client);
  const keepSettings = createKeepSettings(client);
  const readChanges = createReadChanges({
    client,
    describeFields,
    readFieldMap,
    countRows: createCountRows(client, objects),
    readLoad: createReadLoad(client, bulk),
    rowsWorthJob: bulk.rowsWorthJob,
  });
  return {
    system: 'salesforce',
    objects,
    async *readChanges(input) {
      await keepSettings(input);
      yield* readChanges(input);
    },
    readRecords: createReadRecords(client, describeFields, readFieldMap),
    readFields: async (input) => (await readFieldMap(input)).definition.fields,
    readAccess: createReadAccess(client, db),
    inspectOrg: createInspectOrg(client, readFieldMap),
    queries: createSalesforceQueries({ client, readUserId: createReadUserId(db) }),
    ...createSalesforceInsights(client),
    ...createSalesforceTasks(client),
  };
};
