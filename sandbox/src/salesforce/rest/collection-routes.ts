import { type Context, Hono } from 'hono';
import { ApiError, type ErrorEntry } from '../api-error.ts';
import { findField, objectOfId } from '../schema/objects.ts';
import type { SObjectType } from '../schema/sobject.ts';
import type { Unit } from '../store/record-store.ts';
import { basePathOf, inOwnUnit, type RestDependencies, type RestEnv, readJson, requireObjectFor } from './rest-env.ts';
import { printFields } from './sobject-routes.ts';

type Body = Record<string, unknown>;
type Result = {
  id?: string;
  success: boolean;
  created?: boolean;
  errors: { statusCode: string; message: string; fields: string[] }[];
};

const maxRecords = 200;

/** `composite/sobjects`: up to 200 records in one request, each with a result of its own. */
export const createCollectionRoutes = (dependencies: RestDependencies): Hono<RestEnv> => {
  const { store, writer } = dependencies;
  const objectOf = (c: Context<RestEnv>, body: Body) => requireObjectFor(dependencies, c, typeOf(body));

  const runAll = <Item>(
    c: Context<RestEnv>,
    items: readonly Item[],
    isAllOrNone: boolean,
    change: (item: Item, unit: Unit) => Omit<Result, 'success' | 'errors'>,
  ): Result[] => {
    const shared = c.env.unit ?? (isAllOrNone ? store.begin() : null);
    const results = items.map((item): Result => {
      try {
        const done = shared ? change(item, shared) : inOwnUnit(store, (unit) => change(item, unit));
        return { ...done, success: true, errors: [] };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { success: false, errors: error.entries.map(toResultError) };
      }
    });
    if (!shared || c.env.unit) return results;
    if (results.every(({ success }) => success)) {
      shared.commit();
      return results;
    }
    shared.rollback();
    return results.map((result) =>
      result.success
        ? {
            success: false,
            errors: [
              {
                statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
                message:
                  'Record rolled back because not all records were valid and the request was using AllOrNone header',
                fields: [],
              },
            ],
          }
        : result,
    );
  };

  return new Hono<RestEnv>()
    .post('/composite/sobjects', async (c) => {
      const { records, isAllOrNone } = await readRecords(c);
      return c.json(
        runAll(c, records, isAllOrNone, (body, unit) => ({
          id: writer.create({ viewer: c.env.viewer, object: objectOf(c, body), body, unit }).Id,
        })),
      );
    })
    .patch('/composite/sobjects', async (c) => {
      const { records, isAllOrNone } = await readRecords(c);
      return c.json(
        runAll(c, records, isAllOrNone, ({ id, Id, ...body }, unit) => ({
          id: writer.update({ viewer: c.env.viewer, object: objectOf(c, body), id: String(id ?? Id), body, unit }).Id,
        })),
      );
    })
    .delete('/composite/sobjects', (c) => {
      const ids = (c.req.query('ids') ?? '').split(',').filter(Boolean);
      checkCount(ids);
      return c.json(
        runAll(c, ids, c.req.query('allOrNone') === 'true', (id, unit) => {
          writer.remove({ viewer: c.env.viewer, object: objectOfPrefix(id), id, unit });
          return { id };
        }),
      );
    })
    .patch('/composite/sobjects/:object/:field', async (c) => {
      const object = requireObjectFor(dependencies, c, c.req.param('object'));
      const key = findField(object, c.req.param('field'));
      if (!key?.isExternalId)
        throw new ApiError(
          404,
          'NOT_FOUND',
          `Provided external ID field does not exist or is not accessible: ${c.req.param('field')}`,
        );
      const { records, isAllOrNone } = await readRecords(c);
      return c.json(
        runAll(c, records, isAllOrNone, ({ [key.name]: value, ...body }, unit) => {
          if (typeof value !== 'string') throw new ApiError(400, 'MISSING_ARGUMENT', `${key.name} not specified`);
          const { record, created } = writer.upsert({ viewer: c.env.viewer, object, key, value, body, unit });
          return { id: record.Id, created };
        }),
      );
    })
    .get('/composite/sobjects/:object', (c) =>
      retrieve(c, (c.req.query('ids') ?? '').split(','), (c.req.query('fields') ?? 'Id').split(',')),
    )
    .post('/composite/sobjects/:object', async (c) => {
      const { ids, fields } = await readJson(c);
      return retrieve(c, [ids ?? []].flat().map(String), [fields ?? 'Id'].flat().map(String));
    });

  /** Null for each record that is not there or that the user may not see. */
  function retrieve(c: Context<RestEnv>, ids: readonly string[], fields: readonly string[]) {
    const object = requireObjectFor(dependencies, c, c.req.param('object') ?? '');
    return c.json(
      ids.map((id) => {
        try {
          return printFields(basePathOf(c), object, writer.require(c.env.viewer, object, id), fields);
        } catch (error) {
          if (error instanceof ApiError && error.status === 404) return null;
          throw error;
        }
      }),
    );
  }
};

const toResultError = ({ errorCode, message, fields = [] }: ErrorEntry) => ({ statusCode: errorCode, message, fields });

const checkCount = (items: readonly unknown[]) => {
  if (items.length > maxRecords)
    throw new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${maxRecords} records into this call`,
    );
};

const readRecords = async (c: Context<RestEnv>): Promise<{ records: Body[]; isAllOrNone: boolean }> => {
  const { records, allOrNone } = await readJson(c);
  if (!Array.isArray(records)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'records must be a list');
  checkCount(records);
  return { records: records as Body[], isAllOrNone: allOrNone === true };
};

const typeOf = (body: Body): string => {
  const type = (body.attributes as { type?: unknown } | undefined)?.type;
  if (typeof type !== 'string') throw new ApiError(400, 'INVALID_TYPE', 'Each record needs attributes.type');
  return type;
};

const objectOfPrefix = (id: string): SObjectType => {
  const object = objectOfId(id);
  if (!object) throw new ApiError(400, 'MALFORMED_ID', `malformed id ${id}`);
  return object;
};
