import { Agent, get } from 'node:http';

export type Load = { perSecond: number; p50Ms: number; p95Ms: number };
type Reads = readonly { path: string; token: string }[];

/**
 * Reads paths in turn over so many connections that are kept open, each asking again as soon as it is answered.
 * @throws {Error} on any answer but 200.
 */
export const loadServer = async (options: {
  url: string;
  reads: Reads;
  connections: number;
  durationMs: number;
}): Promise<Load> => {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + options.durationMs;
  await Promise.all(
    Array.from({ length: options.connections }, async (_, connection) => {
      for (let turn = connection; performance.now() < endsAt; turn += 1) {
        const read = options.reads[turn % options.reads.length];
        if (!read) throw new Error('nothing to read');
        latencies.push(await readOnce(options.url, read, agent));
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return { perSecond: latencies.length / seconds, p50Ms: quantile(0.5), p95Ms: quantile(0.95) };
};

const readOnce = (url: string, { path, token }: Reads[number], agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    get(`${url}${path}`, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path} answered ${response.statusCode}`));
      response.on('end', () => resolve(performance.now() - startedAt)).resume();
    }).on('error', reject);
  });
