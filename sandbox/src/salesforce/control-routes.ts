import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { createEventRoutes } from './events/event-routes.ts';
import { faultSchema } from './faults.ts';
import type { SalesforceState } from './state.ts';
import { type SharingSettings, sharingSettingsSchema } from './store/sharing-settings.ts';

const editSchema = z.strictObject({
  object: z.string(),
  /** Left out: a new record. */
  id: z.string().optional(),
  /** Null: into the recycle bin. */
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  /** Whose name stands in LastModifiedBy; left out: an administrator. */
  userId: z.string().optional(),
});
const undeleteSchema = z.strictObject({ object: z.string(), id: z.string(), userId: z.string().optional() });
const mergeSchema = z.strictObject({
  object: z.string(),
  masterId: z.string(),
  loserIds: z.array(z.string()).min(1).max(2),
  fields: editSchema.shape.fields.unwrap().default({}),
  userId: z.string().optional(),
});
const accessSchema = z.strictObject({ userId: z.string(), opportunityId: z.string(), isReadable: z.boolean() });

const settingsSchema = z.strictObject({
  trustedUrls: z.array(z.strictObject({ url: z.url(), isActive: z.boolean() })).optional(),
  changeEvents: z.array(z.string().endsWith('ChangeEvent')).optional(),
});

const bulkSchema = z.strictObject({
  /** So many jobs fail from now on, saying this. */
  failJobs: z.int().nonnegative().optional(),
  message: z.string().optional(),
  /** The connection of the next results breaks off behind so many rows. */
  dropAfterRows: z.int().nonnegative().optional(),
  /** Jobs stand still. */
  isHeld: z.boolean().optional(),
  /** Jobs and results are gone, as after seven days. */
  forgetAll: z.boolean().optional(),
});
/** What the org's other integrations have used up, or what has become free again. */
const usageSchema = z.strictObject({ used: z.int().nonnegative().optional(), max: z.int().positive().optional() });

/** For tests and the demo page: faults, edits by somebody else, access rights. Not part of Salesforce. */
export const createControlRoutes = (state: SalesforceState): Hono => {
  const control = new Hono()
    .get('/__control/state', (c) => c.json(state.counts()))
    .get('/__control/faults', (c) => c.json(state.faults.list()))
    .post('/__control/faults', async (c) => {
      state.faults.add(faultSchema.parse(await c.req.json()));
      return c.json(state.faults.list(), 201);
    })
    .delete('/__control/faults', (c) => {
      state.faults.clear();
      return c.body(null, 204);
    })
    .post('/__control/edit', async (c) => c.json({ id: state.edit(editSchema.parse(await c.req.json())) }))
    .post('/__control/undelete', async (c) => {
      state.undelete(undeleteSchema.parse(await c.req.json()));
      return c.body(null, 204);
    })
    .post('/__control/merge', async (c) => {
      state.merge(mergeSchema.parse(await c.req.json()));
      return c.body(null, 204);
    })
    .route('/', createEventRoutes(state.bus))
    .post('/__control/bulk', async (c) => {
      const { forgetAll, ...faults } = bulkSchema.parse(await c.req.json());
      if (forgetAll) state.bulk.forgetAll();
      Object.assign(state.bulk.faults, faults);
      return c.json(state.bulk.faults);
    })
    .post('/__control/usage', async (c) => {
      Object.assign(state.usage, usageSchema.parse(await c.req.json()));
      return c.json(state.usage);
    })
    .post('/__control/access', async (c) => {
      state.setAccess(accessSchema.parse(await c.req.json()));
      return c.body(null, 204);
    })
    .get('/__control/sharing', (c) => c.json(state.sharing.settings()))
    .post('/__control/sharing', async (c) => {
      state.setSharing(sharingSettingsSchema.partial().parse(await c.req.json()) as Partial<SharingSettings>);
      return c.json(state.sharing.settings());
    })
    .post('/__control/settings', async (c) => {
      Object.assign(state.settings, settingsSchema.parse(await c.req.json()));
      return c.json(state.settings);
    })
    .post('/__control/expire-sessions', (c) => {
      state.expireSessions(c.req.query('userId') ?? null);
      return c.body(null, 204);
    });
  control.onError((error, c) => {
    if (error instanceof ApiError) return c.json(error.entries, 400);
    return c.json({ message: error.message }, 400);
  });
  return control;
};
