import { formatRecordKey } from '@dealside/shared';
import { createRandom, createText, createVectorSource, dimensions, uuidOf } from './synthetic-points.ts';

const seed = 20_260_101;
const wordsPerChunk = 40;
const chunksPerDeal = 100;
const dayMs = 86_400_000;
const now = new Date('2026-06-01T00:00:00Z');
/** A record that every point is about, to search all that a tenant has. */
const everything = { system: 'salesforce', type: 'Account', id: 'every-deal' } as const;

const dealOf = (number: number) => ({ system: 'salesforce', type: 'Opportunity', id: `deal-${number}` }) as const;

export type SyntheticDeals = ReturnType<typeof createSyntheticDeals>;

/**
 * A seeded book of chunks without meaning but with the shape of real ones: tenants of one size each, deals of a hundred
 * chunks, vectors around topics, words by Zipf's law, a year and a half of dates.
 */
export const createSyntheticDeals = ({ count, tenants }: { count: number; tenants: readonly string[] }) => {
  const random = createRandom(seed);
  const nextVector = createVectorSource(random);
  const points = Array.from({ length: count }, (_, row) => {
    const tenant = tenants[row % tenants.length] ?? '';
    const chunk = Math.floor(row / tenants.length);
    const record = formatRecordKey(dealOf(Math.floor(chunk / chunksPerDeal)));
    return {
      id: uuidOf(`chunk ${row}`),
      dense: nextVector(),
      text: createText(random, wordsPerChunk),
      payload: {
        tenant,
        records: [record, formatRecordKey(everything)],
        visibility: 'record',
        kind: 'mail',
        at: new Date(now.getTime() - random() * 540 * dayMs).toISOString(),
        documentId: uuidOf(`document ${row}`),
        ordinal: 0,
      },
    };
  });
  const dealsOfTenant = Math.ceil(count / tenants.length / chunksPerDeal);
  return {
    points,
    tenants,
    now,
    everything,
    userId: uuidOf('user'),
    embedding: { model: 'synthetic', dimensions },
    /** Questions as near to a topic as the points are. */
    ask: (questions: number) =>
      Array.from({ length: questions }, () => ({ dense: nextVector(), text: createText(random, 8) })),
    pickDeal: () => dealOf(Math.floor(random() * dealsOfTenant)),
  };
};
