import type { Measure } from './measure.ts';
import { measureLoad } from './salesforce/load.ts';

/** Salesforce at size: the first load of a large org, and the worker killed in the midst of it. */
export const measure: Measure = {
  name: 'salesforce',
  about: 'the first load of a large org: records/s, memory, API requests; killed at random: lost, duplicated',
  async run({ quick }) {
    const say = (text: string) => console.log(text);
    const { load_kills = 0, load_lost = 0, load_duplicated = 0, ...load } = await measureLoad({ quick, say });
    const figures = { ...load, kills: load_kills, lost: load_lost, duplicated: load_duplicated };
    return { figures, rows: [['figure', 'value'], ...Object.entries(figures)] };
  },
};
