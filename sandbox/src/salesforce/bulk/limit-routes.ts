import { Hono } from 'hono';
import type { RestDependencies, RestEnv } from '../rest/rest-env.ts';
import { findObject, listObjects } from '../schema/objects.ts';

/** `limits` and `limits/recordCount`. */
export const createLimitRoutes = ({ usage, bulk, store }: RestDependencies): Hono<RestEnv> =>
  new Hono<RestEnv>()
    .get('/limits', (c) => {
      const { jobs, storageMb } = bulk.usage();
      return c.json({
        DailyApiRequests: { Max: usage.max, Remaining: Math.max(0, usage.max - usage.used) },
        DailyBulkV2QueryJobs: jobs,
        DailyBulkV2QueryFileStorageMB: storageMb,
      });
    })
    /** Without what is in the recycle bin; histories and what is not in the org are left out. */
    .get('/limits/recordCount', (c) => {
      const asked = c.req.query('sObjects')?.split(',') ?? listObjects().map(({ name }) => name);
      const counted = asked.flatMap((name) => {
        const object = findObject(name.trim());
        return object?.keyPrefix && !object.name.endsWith('History') ? [object.name] : [];
      });
      return c.json({ sObjects: counted.map((name) => ({ count: store.count(name), name })) });
    });
