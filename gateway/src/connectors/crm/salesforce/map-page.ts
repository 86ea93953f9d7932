import { z } from 'zod';
import type { ChangePage } from '../crm-connector.ts';
import { date } from './read-values.ts';
import type { SalesforceObject } from './salesforce-objects.ts';
import { isSalesforceId } from './soql.ts';

/** Where the reading of changes stands: everything up to this time, and of this time up to this id. */
export type Cursor = { at: Date; id: string };

const rowSchema = z.looseObject({ Id: z.string().refine(isSalesforceId) });

/** Rows as Salesforce sends them → what the gateway stores; `last` is the place of the last row. */
export const mapPage = (
  object: string,
  definition: Pick<SalesforceObject, 'map' | 'cursorField'>,
  rows: readonly unknown[],
): { content: Omit<ChangePage, 'cursor'>; last: Cursor | null } => {
  const content: Omit<ChangePage, 'cursor'> = { records: [], fieldChanges: [], documents: [], skipped: [] };
  let last: Cursor | null = null;
  for (const unchecked of rows) {
    const parsed = rowSchema.safeParse(unchecked);
    if (!parsed.success) {
      content.skipped.push({ source: `salesforce:${object}`, reason: 'a row without a Salesforce id' });
      continue;
    }
    const row = parsed.data;
    const mapped = definition.map(row);
    content.records.push(...(mapped.records ?? []));
    content.fieldChanges.push(...(mapped.fieldChanges ?? []));
    content.documents.push(...(mapped.documents ?? []));
    content.skipped.push(...(mapped.skipped ?? []));
    const at = date(row, definition.cursorField);
    if (at) last = { at, id: row.Id };
  }
  return { content, last };
};
