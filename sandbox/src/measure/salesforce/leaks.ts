import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { python } from '../../locations.ts';
import { startPostgres } from '../../services/start-postgres.ts';
import { startQdrant } from '../../services/start-qdrant.ts';
import { checkViewer, walkOpen } from './leaks/check-viewer.ts';
import { randomSharing, viewers } from './leaks/random-sharing.ts';
import { timeRevocation } from './leaks/revocation.ts';
import { startCanaryGateway } from './leaks/start-canary-gateway.ts';

type Options = { quick: boolean; say(text: string): void };

const settings = { quick: 2, full: 25 };
const revocations = { quick: 1, full: 3 };

/**
 * Random sharing, profiles and field-level security over an org whose every field and text holds a word of its own: words
 * in any answer of any route, or given to a model, that the viewer cannot read in Salesforce (`leaks`), of so many
 * answers looked at (`leak_checks`); and the seconds of real time from a right taken away to the first brief without it,
 * with a viewer who asks without a pause (`revocation_to_render_s`, the longest).
 */
export const measureLeaks = async ({ quick, say }: Options): Promise<Record<string, number>> => {
  const directory = mkdtempSync('/tmp/dealside-leaks-');
  const stops: (() => unknown)[] = [() => rmSync(directory, { recursive: true, force: true })];
  try {
    const postgres = await startPostgres({ dataDirectory: join(directory, 'postgres') });
    stops.push(postgres.stop);
    const qdrant = await startQdrant({ dataDirectory: join(directory, 'qdrant'), python });
    stops.push(qdrant.stop);
    const gateway = await startCanaryGateway({ databaseUrl: postgres.url, qdrantUrl: qdrant.url });
    stops.push(gateway.close);
    await gateway.fill();
    const open = await walkOpen(gateway);
    let [leaks, checks] = [0, 0];
    for (const sharing of fc.sample(randomSharing, quick ? settings.quick : settings.full)) {
      gateway.salesforce.state.setSharing(sharing);
      gateway.letAccessAge();
      for (const viewer of viewers) {
        const found = await checkViewer(gateway, viewer, open);
        leaks += found.leaks.length;
        checks += found.checks;
        for (const { route, canary } of found.leaks)
          say(`${viewer} sees ${canary} by ${route}: ${JSON.stringify(sharing)}`);
        if (found.missing.length > 0) say(`${viewer} misses ${found.missing.length} words that they may read`);
      }
    }
    say(`${leaks} leaks in ${checks} answers`);
    const seconds: number[] = [];
    for (let round = 0; round < (quick ? revocations.quick : revocations.full); round += 1)
      seconds.push(await timeRevocation(gateway, 'record'), await timeRevocation(gateway, 'field'));
    say(`A right taken away is gone from the brief after ${seconds.map((one) => one.toFixed(1)).join(', ')} s`);
    return { leaks, leak_checks: checks, revocation_to_render_s: Math.max(...seconds) };
  } finally {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  }
};
