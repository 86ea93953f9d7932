import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { SalesforceClient } from '../salesforce-client.ts';

/** About how many rows an object has; null: too many to be counted in time. */
export type CountRows = (asked: {
  connectionId: string;
  object: string;
  signal?: AbortSignal;
}) => Promise<number | null>;

const countsSchema = z.object({ sObjects: z.array(z.object({ name: z.string(), count: z.number() })) });
const totalSchema = z.object({ totalSize: z.number() });
const keptMs = 10 * 60_000;

/**
 * Asks once for all objects (`/limits/recordCount`, cached figures of the platform, for users who may see the setup).
 * Histories are not among them, and not everybody may ask: then the object alone is counted.
 * @returns a function that throws {AppError} as the client does.
 */
export const createCountRows = (
  client: SalesforceClient,
  objects: readonly string[],
  now: () => number = Date.now,
): CountRows => {
  const kept = new Map<string, { until: number; counts: Promise<ReadonlyMap<string, number>> }>();

  const countAll = async (asked: { connectionId: string; signal?: AbortSignal }) => {
    const path = `/limits/recordCount?sObjects=${objects.join(',')}`;
    const { sObjects } = await client.request({ ...asked, purpose: 'background', path }, countsSchema);
    return new Map(sObjects.map(({ name, count }) => [name, count]));
  };

  const known = (asked: { connectionId: string; signal?: AbortSignal }) => {
    const standing = kept.get(asked.connectionId);
    if (standing && standing.until > now()) return standing.counts;
    const counts = countAll(asked).catch((error: unknown) => {
      if (!isRefused(error)) throw error;
      return new Map<string, number>();
    });
    kept.set(asked.connectionId, { until: now() + keptMs, counts });
    counts.catch(() => kept.delete(asked.connectionId));
    return counts;
  };

  return async ({ object, ...asked }) => {
    const count = (await known(asked)).get(object);
    if (count !== undefined) return count;
    const path = `/query?q=${encodeURIComponent(`SELECT COUNT() FROM ${object}`)}`;
    try {
      return (await client.request({ ...asked, purpose: 'background', path }, totalSchema)).totalSize;
    } catch (error) {
      if (error instanceof AppError && error.details.salesforceCode === 'QUERY_TIMEOUT') return null;
      throw error;
    }
  };
};

const isRefused = (error: unknown): boolean => error instanceof AppError && error.code === 'crm_rejected';
