import { type Context, Hono } from 'hono';
import { ApiError, notFound } from '../api-error.ts';
import { describeGlobal, describeObject } from '../schema/describe.ts';
import { findField } from '../schema/objects.ts';
import type { Field, RecordData, SObjectType } from '../schema/sobject.ts';
import { attributesOf } from '../soql/print-record.ts';
import { printValue } from '../soql/print-value.ts';
import { isVisible, type QueryScope } from '../soql/query-scope.ts';
import { basePathOf, inUnit, type RestDependencies, type RestEnv, readJson, requireObjectFor } from './rest-env.ts';

/** `sobjects`: describes, records by id and by external id, and what changed in a span of time. */
export const createSObjectRoutes = (dependencies: RestDependencies): Hono<RestEnv> => {
  const { store, writer } = dependencies;
  const objectOf = (c: Context<RestEnv>) => requireObjectFor(dependencies, c, c.req.param('object') ?? '');

  /** The external id field of the address. */
  const keyOf = (c: Context<RestEnv>, object: SObjectType): Field => {
    const name = c.req.param('field') ?? '';
    const key = findField(object, name);
    if (!key || !(key.isExternalId || key.name === 'Id'))
      throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
    return key;
  };

  const requireByKey = (c: Context<RestEnv>, object: SObjectType): RecordData => {
    const key = keyOf(c, object);
    const value = c.req.param('value') ?? '';
    const id =
      key.name === 'Id' ? value : store.findBy(object.name, key.name, value)?.find((row) => !row.IsDeleted)?.Id;
    if (!id) throw notFound();
    return writer.require(c.env.viewer, object, id);
  };

  return new Hono<RestEnv>()
    .get('/sobjects', (c) =>
      c.json(describeGlobal(basePathOf(c), (object) => dependencies.sharing.objectFor(c.env.viewer, object) !== null)),
    )
    .get('/sobjects/:object', (c) => {
      const described = describeObject(objectOf(c), basePathOf(c));
      const { fields: _, childRelationships: __, recordTypeInfos: ___, ...objectDescribe } = described;
      return c.json({ objectDescribe, recentItems: [] });
    })
    .post('/sobjects/:object', async (c) => {
      const object = objectOf(c);
      const body = await readJson(c);
      const record = inUnit(c, store, (unit) => writer.create({ viewer: c.env.viewer, object, body, unit }));
      c.header('Location', `${basePathOf(c)}/sobjects/${object.name}/${record.Id}`);
      return c.json({ id: record.Id, success: true, errors: [] }, 201);
    })
    .get('/sobjects/:object/describe', (c) => c.json(describeObject(objectOf(c), basePathOf(c))))
    .get('/sobjects/:object/updated', (c) => {
      const span = readSpan(c);
      const rows = changedIn(dependencies, c, objectOf(c), span).filter(({ IsDeleted }) => !IsDeleted);
      return c.json({ ids: rows.map(({ Id }) => Id), latestDateCovered: printTime(span.to) });
    })
    .get('/sobjects/:object/deleted', (c) => {
      const span = readSpan(c);
      const rows = changedIn(dependencies, c, objectOf(c), span).filter(({ IsDeleted }) => IsDeleted);
      return c.json({
        deletedRecords: rows.map(({ Id, SystemModstamp }) => ({
          id: Id,
          deletedDate: printTime(String(SystemModstamp)),
        })),
        earliestDateAvailable: printTime(span.from),
        latestDateCovered: printTime(span.to),
      });
    })
    .get('/sobjects/:object/:id', (c) => {
      const object = objectOf(c);
      return c.json(printRecord(c, object, writer.require(c.env.viewer, object, c.req.param('id'))));
    })
    .patch('/sobjects/:object/:id', async (c) => {
      const object = objectOf(c);
      const body = await readJson(c);
      inUnit(c, store, (unit) => writer.update({ viewer: c.env.viewer, object, id: c.req.param('id'), body, unit }));
      return c.body(null, 204);
    })
    .delete('/sobjects/:object/:id', (c) => {
      const object = objectOf(c);
      inUnit(c, store, (unit) => writer.remove({ viewer: c.env.viewer, object, id: c.req.param('id'), unit }));
      return c.body(null, 204);
    })
    .get('/sobjects/:object/:field/:value', (c) => {
      const object = objectOf(c);
      return c.json(printRecord(c, object, requireByKey(c, object)));
    })
    .patch('/sobjects/:object/:field/:value', async (c) => {
      const object = objectOf(c);
      const key = keyOf(c, object);
      const value = c.req.param('value');
      const body = await readJson(c);
      if (Object.keys(body).some((name) => name.toLowerCase() === key.name.toLowerCase()))
        throw new ApiError(400, 'INVALID_FIELD', `The ${key.name} field should not be specified in the sobject data.`);
      const { viewer } = c.env;
      const { record, created } = inUnit(c, store, (unit) =>
        key.name === 'Id'
          ? { record: writer.update({ viewer, object, id: value, body, unit }), created: false }
          : writer.upsert({ viewer, object, key, value, body, unit }),
      );
      return c.json({ id: record.Id, success: true, errors: [], created }, created ? 201 : 200);
    })
    .delete('/sobjects/:object/:field/:value', (c) => {
      const object = objectOf(c);
      const record = requireByKey(c, object);
      inUnit(c, store, (unit) => writer.remove({ viewer: c.env.viewer, object, id: record.Id, unit }));
      return c.body(null, 204);
    });
};

const printRecord = (c: Context<RestEnv>, object: SObjectType, record: RecordData) => {
  const names = c.req.query('fields')?.split(',') ?? object.fields.map(({ name }) => name);
  return printFields(basePathOf(c), object, record, names);
};

export const printFields = (basePath: string, object: SObjectType, record: RecordData, names: readonly string[]) => {
  const fields = names.map((name) => {
    const entry = findField(object, name.trim());
    if (!entry) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    return [entry.name, printValue(entry, record[entry.name] ?? null)];
  });
  return { attributes: attributesOf({ basePath }, object, record.Id), ...Object.fromEntries(fields) };
};

const readSpan = (c: Context<RestEnv>): { from: string; to: string } => {
  const [from, to] = ['start', 'end'].map((name) =>
    Date.parse((c.req.query(name) ?? '').replace(/ (\d{2}:\d{2})$/, '+$1')),
  );
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to))
    throw new ApiError(400, 'INVALID_REPLICATION_DATE', 'start and end must be dates in ISO 8601');
  if (to <= from) throw new ApiError(400, 'INVALID_REPLICATION_DATE', 'startDate must be before endDate');
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
};

const changedIn = (
  { store, sharing }: RestDependencies,
  c: Context<RestEnv>,
  object: SObjectType,
  { from, to }: { from: string; to: string },
): RecordData[] => {
  const scope: Pick<QueryScope, 'includesDeleted' | 'sharing' | 'viewer'> = {
    includesDeleted: true,
    sharing,
    viewer: c.env.viewer,
  };
  const stampOf = (row: RecordData) => String(row.SystemModstamp ?? row.CreatedDate);
  return [...store.all(object.name)].filter(
    (row) => stampOf(row) >= from && stampOf(row) < to && isVisible(scope, object.name, row),
  );
};

const printTime = (iso: string) => iso.replace(/Z$/, '+0000');
