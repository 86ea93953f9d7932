import type { IngestReport } from '@dealside/shared';

/** A long reading may skip thousands for the same reason: the report names this many and counts the others. */
const maxNamedSkips = 200;

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
  const named = page.skipped.slice(0, maxNamedSkips - total.skipped.length);
  total.skipped.push(...named);
  const more = page.skipped.length - named.length + (page.skippedMore ?? 0);
  if (more > 0) total.skippedMore = (total.skippedMore ?? 0) + more;
};
