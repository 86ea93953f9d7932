import { Hono } from 'hono';
import type { EventBus } from './event-bus.ts';
import { eventFaultSchema } from './event-faults.ts';

/** For tests and the demo page: what may go wrong with change events. Not part of Salesforce. */
export const createEventRoutes = (bus: EventBus): Hono =>
  new Hono()
    .get('/__control/events', (c) => c.json({ head: bus.head(), earliest: bus.earliest(), faults: bus.faults.list() }))
    .post('/__control/events/faults', async (c) => {
      bus.faults.add(eventFaultSchema.parse(await c.req.json()));
      return c.json(bus.faults.list(), 201);
    })
    .delete('/__control/events/faults', (c) => {
      bus.faults.clear();
      bus.wake();
      return c.body(null, 204);
    })
    .post('/__control/events/drop', (c) => c.json({ dropped: bus.dropStreams() }))
    .post('/__control/events/expire', (c) => {
      bus.expire();
      return c.body(null, 204);
    });
