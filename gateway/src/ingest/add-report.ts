import type { IngestReport } from '@dealside/shared';

/** A long reading may skip thousands for the same reason: the report names this many. */
const maxNamedSkips = 500;

export const emptyReport = (): IngestReport => ({
  read: 0,
  stored: 0,
  unchanged: 0,
  duplicates: 0,
  chunks: 0,
  skipped: [],
});

/** Adds a page's report to the whole's. */
export const addReport = (total: IngestReport, page: IngestReport): void => {
  for (const key of ['read', 'stored', 'unchanged', 'duplicates', 'chunks'] as const) total[key] += page[key];
  for (const skip of page.skipped) if (total.skipped.length < maxNamedSkips) total.skipped.push(skip);
};
