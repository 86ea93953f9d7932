import type { CrmConnector } from '../crm-connector.ts';
import type { DescribeFields } from './describe-fields.ts';
import type { ReadFieldMap } from './field-map/read-field-map.ts';
import { readQuery, selectList, slices, subqueryOf } from './read-changes.ts';
import type { SalesforceClient } from './salesforce-client.ts';
import { dateTime, idList, isSalesforceId } from './soql.ts';

/** Objects without change events of their own: read with the records whose changes they tell. */
export const readAlong: Readonly<Record<string, { object: string; parentField: string }>> = {
  Opportunity: { object: 'OpportunityFieldHistory', parentField: 'OpportunityId' },
};

/** Records by id (`queryAll`), 200 a query, and what is read along with them. */
export const createReadRecords = (
  client: SalesforceClient,
  describeFields: DescribeFields,
  readFieldMap: ReadFieldMap,
): CrmConnector['readRecords'] => {
  async function* readWhere(
    input: Parameters<CrmConnector['readRecords']>[0],
    object: string,
    condition: (ids: readonly string[]) => string,
  ) {
    const { definition } = await readFieldMap({ ...input, object });
    const fields = await selectList(describeFields, { ...input, object }, definition);
    if (fields === null) return;
    const select = [...fields, ...subqueryOf(definition)].join(', ');
    for (const ids of slices(input.ids.filter(isSalesforceId)))
      yield* readQuery(client, input, { select, object, definition, tie: condition(ids) }, null);
  }

  return async function* readRecords(input) {
    // Ids of a GAP_OVERFLOW are none, and one that is no id would make the query fail.
    yield* readWhere(input, input.object, (ids) => `Id IN (${idList(ids)})`);
    const along = readAlong[input.object];
    if (!along) return;
    const since = `CreatedDate >= ${dateTime(input.since)}`;
    yield* readWhere(input, along.object, (ids) => `${along.parentField} IN (${idList(ids)}) AND ${since}`);
  };
};
