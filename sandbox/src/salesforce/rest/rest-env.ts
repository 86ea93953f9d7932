import type { Context } from 'hono';
import { ApiError, notFound } from '../api-error.ts';
import type { QueryJobs } from '../bulk/query-jobs.ts';
import type { SObjectType } from '../schema/sobject.ts';
import type { RecordStore, Unit } from '../store/record-store.ts';
import type { Sharing, Viewer } from '../store/sharing.ts';
import { type RecordWriter, requireObject } from '../store/write-records.ts';
import type { OrgSettings } from '../tooling/org-settings.ts';

/** Who asks; and the unit of a composite request that succeeds or fails as one. */
export type RestEnv = { Bindings: { viewer: Viewer; unit?: Unit } };

export type RestDependencies = {
  store: RecordStore;
  sharing: Sharing;
  writer: RecordWriter;
  bulk: QueryJobs;
  settings: OrgSettings;
  now: () => Date;
  /** The smallest page a caller can ask for; Salesforce's own is 200. */
  minBatchSize: number;
  usage: ApiUsage;
  identityUrlOf: (userId: string) => string;
};

export type ApiUsage = { used: number; max: number };

/** `/services/data/v64.0` of the request, with the version the caller asked for. */
export const basePathOf = (c: Context<RestEnv>): string => `/services/data/${c.req.path.split('/')[3]}`;

/** The object with the fields that the asking user sees. @throws {ApiError} 404 as for any address that does not exist. */
export const requireObjectFor = (
  { sharing }: Pick<RestDependencies, 'sharing'>,
  c: Context<RestEnv>,
  name: string,
): SObjectType => {
  const object = sharing.objectFor(c.env.viewer, requireObject(name));
  if (!object) throw notFound();
  return object;
};

/** Runs a change: durable when it ends well, undone when it throws. Within a composite request that decides. */
export const inUnit = <Result>(c: Context<RestEnv>, store: RecordStore, change: (unit: Unit) => Result): Result => {
  if (c.env.unit) return change(c.env.unit);
  return inOwnUnit(store, change);
};

export const inOwnUnit = <Result>(store: RecordStore, change: (unit: Unit) => Result): Result => {
  const unit = store.begin();
  try {
    const result = change(unit);
    unit.commit();
    return result;
  } catch (error) {
    unit.rollback();
    throw error;
  }
};

/** @throws {ApiError} JSON_PARSER_ERROR. */
export const readJson = async (c: Context<RestEnv>): Promise<Record<string, unknown>> => {
  const text = await c.req.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch {
    // Answered below, as for any body that is no object.
  }
  throw new ApiError(
    400,
    'JSON_PARSER_ERROR',
    `The HTTP entity body is required to be a JSON object, but this request's begins ${JSON.stringify(text.slice(0, 20))}`,
  );
};
