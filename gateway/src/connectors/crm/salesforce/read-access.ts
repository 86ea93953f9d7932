import { AppError, formatRecordKey, type RecordReference } from '@dealside/shared';
import { z } from 'zod';
import { readConnection } from '../../../store/connections.ts';
import type { Database } from '../../../store/open-database.ts';
import type { CrmConnector, ReadAccess } from '../crm-connector.ts';
import { nameFields } from './field-names.ts';
import { apiVersion, type SalesforceClient } from './salesforce-client.ts';
import { HttpApiError, isNotInOrg, toAppError } from './salesforce-errors.ts';
import { idList, isSalesforceId } from './soql.ts';

/** `UserRecordAccess` answers only for objects on the org's page of sharing settings; others are asked for as rows. */
const withSharingSettings = new Set(['Account', 'Campaign', 'Case', 'Contact', 'Lead', 'Opportunity']);
/** The most that `UserRecordAccess` answers for at once. */
const recordsPerAccessQuery = 200;
/** An answer has one page of at most 2,000 rows. */
const rowsPerQuery = 1_000;
/** Of one composite request, which counts as one call however many it holds. */
const subrequestsAtOnce = 25;
const queriesAtOnce = 5;

const compositeSchema = z.object({
  compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() })),
});
const accessSchema = z.object({ records: z.array(z.object({ RecordId: z.string(), HasReadAccess: z.boolean() })) });
const rowsSchema = z.object({ records: z.array(z.object({ Id: z.string() })) });
const describeSchema = z.object({ fields: z.array(z.object({ name: z.string() })) });

/** A question within a composite request; what it answers goes to `take`, null: the object is not for this user. */
type Subrequest = { isQuery: boolean; path: string; take(body: unknown): void };

/**
 * Asks as the user, in one call: `UserRecordAccess` for records with sharing settings, the rows themselves for
 * activities and mail (it does not answer for those; a private event is its owner's alone), and a describe of each
 * type, which lists the fields that profile and permission sets let this user see.
 */
export const createReadAccess =
  (client: SalesforceClient, db: Database): CrmConnector['readAccess'] =>
  async ({ connectionId, records, types }) => {
    const userId = (await readConnection(db, connectionId))?.externalUserId;
    if (!userId) throw new AppError('crm_not_connected', 'the connection is missing');
    const readableKeys = new Set<string>();
    const fields = new Map<string, Pick<ReadonlySet<string>, 'has'> | null>();
    const subrequests = [
      ...askForRecords(records, userId, readableKeys),
      ...types.map((type) => askForFields(type, fields)),
    ];
    await Promise.all(pack(subrequests).map((some) => send(client, connectionId, some)));
    return { readableKeys, fields } satisfies ReadAccess;
  };

const askForRecords = (
  records: readonly RecordReference[],
  userId: string,
  readableKeys: Set<string>,
): Subrequest[] => {
  const valid = records.filter(({ id }) => isSalesforceId(id));
  // By the first 15 characters: the last three of an 18-character id only repeat its case.
  const keyOf = new Map(valid.map((record) => [record.id.slice(0, 15), formatRecordKey(record)]));
  const take = (ids: readonly string[]): void => {
    for (const id of ids) {
      const key = keyOf.get(id.slice(0, 15));
      if (key) readableKeys.add(key);
    }
  };
  const shared = valid.filter(({ type }) => withSharingSettings.has(type));
  const others = Map.groupBy(
    valid.filter(({ type }) => !withSharingSettings.has(type)),
    ({ type }) => type,
  );
  return [
    ...slices(shared, recordsPerAccessQuery).map((some) =>
      query(
        'query',
        `SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = ${idList([userId])} AND RecordId IN (${listIds(some)})`,
        accessSchema,
        (rows) => take(rows.flatMap(({ RecordId, HasReadAccess }) => (HasReadAccess ? [RecordId] : []))),
      ),
    ),
    // `queryAll`: activities older than a year are archived, and a plain query leaves them out.
    ...[...others].flatMap(([type, ofType]) =>
      slices(ofType, rowsPerQuery).map((some) =>
        query(
          'queryAll',
          `SELECT Id FROM ${type} WHERE Id IN (${listIds(some)}) AND IsDeleted = false`,
          rowsSchema,
          (rows) => take(rows.map(({ Id }) => Id)),
        ),
      ),
    ),
  ];
};

const query = <Row>(
  resource: 'query' | 'queryAll',
  soql: string,
  schema: z.ZodType<{ records: Row[] }>,
  take: (rows: Row[]) => void,
): Subrequest => ({
  isQuery: true,
  path: `/${resource}?q=${encodeURIComponent(soql)}`,
  take: (body) => (body === null ? undefined : take(parse(schema, body).records)),
});

const askForFields = (type: string, fields: Map<string, Pick<ReadonlySet<string>, 'has'> | null>): Subrequest => ({
  isQuery: false,
  path: `/sobjects/${type}/describe`,
  take(body) {
    const names = body === null ? null : parse(describeSchema, body).fields.map(({ name }) => name);
    fields.set(type, names && nameFields(type, new Set(names)));
  },
});

const listIds = (records: readonly RecordReference[]): string => idList(records.map(({ id }) => id));

const slices = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Into as few composite requests as may be. */
const pack = (subrequests: readonly Subrequest[]): Subrequest[][] => {
  const packed: Subrequest[][] = [];
  for (const subrequest of subrequests) {
    const room = packed.find(
      (some) =>
        some.length < subrequestsAtOnce &&
        (!subrequest.isQuery || some.filter(({ isQuery }) => isQuery).length < queriesAtOnce),
    );
    if (room) room.push(subrequest);
    else packed.push([subrequest]);
  }
  return packed;
};

const send = async (
  client: SalesforceClient,
  connectionId: string,
  subrequests: readonly Subrequest[],
): Promise<void> => {
  const { compositeResponse } = await client.request(
    {
      connectionId,
      method: 'POST',
      path: '/composite',
      isRead: true,
      body: {
        allOrNone: false,
        compositeRequest: subrequests.map(({ path }, index) => ({
          method: 'GET',
          url: `/services/data/v${apiVersion}${path}`,
          referenceId: `ref${index}`,
        })),
      },
    },
    compositeSchema,
  );
  for (const [index, subrequest] of subrequests.entries()) {
    const answer = compositeResponse[index];
    if (!answer) throw new AppError('upstream_garbage', "Salesforce's answer has fewer parts than the question");
    subrequest.take(answer.httpStatusCode === 200 ? answer.body : refusedAs(answer));
  }
};

/** Null where the object is not for this user. @throws {AppError} anything else that was refused. */
const refusedAs = ({ httpStatusCode, body }: { httpStatusCode: number; body: unknown }): null => {
  const error = HttpApiError.read(httpStatusCode, JSON.stringify(body) ?? '');
  if (isNotInOrg(error)) return null;
  throw toAppError(error);
};

const parse = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AppError('upstream_garbage', "a part of Salesforce's answer cannot be read");
  return parsed.data;
};
