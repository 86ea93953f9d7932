import { assembleBook } from './assemble-book.ts';
import type { Book } from './book.ts';
import { createCalendar } from './calendar.ts';
import { writeCarefulDeals } from './careful/index.ts';
import { generateDeals } from './generate/generate-deals.ts';

/**
 * A year of a made-up seller's business ending at `now`: the careful deals first, then the generated ones.
 * Pure: the same seed and moment give the same book.
 */
export const createBook = ({ seed, now }: { seed: number; now: Date }): Book => {
  const calendar = createCalendar(now);
  return assembleBook({ seed, now, scripts: [...writeCarefulDeals(calendar), ...generateDeals(seed, calendar)] });
};
