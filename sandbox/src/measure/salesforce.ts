import type { Measure } from './measure.ts';
import { measureLeaks } from './salesforce/leaks.ts';
import { measureLive } from './salesforce/live.ts';
import { measureLoad } from './salesforce/load.ts';

/**
 * Salesforce as a whole: how soon a change is in the brief, the first load of a large org, kills in both, and what is
 * seen of what a user may not read.
 */
export const measure: Measure = {
  name: 'salesforce',
  about:
    'a change until its brief; the first load of a large org: records/s, memory, requests; kills: lost, duplicated; leaks over random sharing',
  async run({ quick }) {
    const options = { quick, say: (text: string) => console.log(text) };
    const load = await measureLoad(options);
    const live = await measureLive(options);
    const leaks = await measureLeaks(options);
    const figures: Record<string, number> = { ...live, ...load, ...leaks };
    // Of load and stream together.
    for (const key of ['kills', 'lost', 'duplicated'])
      figures[key] = (live[`live_${key}`] ?? 0) + (load[`load_${key}`] ?? 0);
    return { figures, rows: [['figure', 'value'], ...Object.entries(figures)] };
  },
};
