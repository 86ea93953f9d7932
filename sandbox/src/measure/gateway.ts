import { type Load, loadServer } from './gateway/load-server.ts';
import { startReadStack } from './gateway/start-read-stack.ts';
import type { Measure } from './measure.ts';

const connections = 16;
const rounds = 5;

/** Reading a ready brief through session, permission and ETag, against a bare route that answers the same bytes. */
export const measure: Measure = {
  name: 'gateway',
  about: 'reading a ready brief under 16 connections, against a bare Hono route with the same bytes',
  async run({ quick }) {
    const stack = await startReadStack();
    try {
      const durationMs = quick ? 800 : 3_000;
      const load = (url: string, ms = durationMs) =>
        loadServer({ url, reads: stack.reads, connections, durationMs: ms });
      for (const url of [stack.url, stack.bareUrl, stack.url, stack.bareUrl]) await load(url, 1_000);
      const gateway: Load[] = [];
      const bare: Load[] = [];
      // Alternating, so that what else the machine does meets both.
      for (let round = 0; round < rounds; round += 1) {
        gateway.push(await load(stack.url));
        bare.push(await load(stack.bareUrl));
      }
      const of = (loads: Load[], key: keyof Load) => median(loads.map((one) => one[key]));
      const figures = {
        connections,
        read_rps: of(gateway, 'perSecond'),
        bare_rps: of(bare, 'perSecond'),
        read_p50_ms: of(gateway, 'p50Ms'),
        bare_p50_ms: of(bare, 'p50Ms'),
        p50_ratio: median(gateway.map(({ p50Ms }, round) => p50Ms / (bare[round]?.p50Ms ?? Number.NaN))),
        read_p95_ms: of(gateway, 'p95Ms'),
        bare_p95_ms: of(bare, 'p95Ms'),
        mean_bytes: stack.meanBytes,
      };
      const rows = [
        ['', 'requests/s', 'p50 ms', 'p95 ms'],
        ['gateway, GET brief', figures.read_rps, figures.read_p50_ms, figures.read_p95_ms],
        ['bare Hono route', figures.bare_rps, figures.bare_p50_ms, figures.bare_p95_ms],
        ['ratio', figures.bare_rps / figures.read_rps, figures.p50_ratio, figures.read_p95_ms / figures.bare_p95_ms],
      ];
      return { figures, rows };
    } finally {
      await stack.stop();
    }
  },
};

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
