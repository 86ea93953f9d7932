import type { Brief } from '@dealside/shared';

/** A brief as it was stored: what makes it fresh is added when it is read. */
export type StoredBriefText = Omit<Brief, 'freshness'>;
