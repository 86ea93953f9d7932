import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/**
 * The least a server of these bytes can be: one Hono route, no session, no store. Argument: a JSON file of path → body.
 * Prints its port.
 */
const bodies = new Map<string, string>(Object.entries(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))));
const app = new Hono().get('/v1/records/:system/:type/:id/brief', (context) =>
  context.body(bodies.get(context.req.path) ?? '', 200, { 'content-type': 'application/json' }),
);
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port));
// The one who started us holds the other end.
process.stdin.on('end', () => process.exit(0)).resume();
