import { z } from 'zod';
import type { SalesforceClient } from '../salesforce-client.ts';
import type { SalesforceObject } from '../salesforce-objects.ts';
import { idList, isSalesforceId } from '../soql.ts';

const answerSchema = z.object({
  nextRecordsUrl: z.string().startsWith('/services/').nullish(),
  records: z.array(z.looseObject({})),
});

/** 500 ids, encoded, keep an address below the 16,384 bytes that Salesforce takes. */
const idsPerQuery = 500;

/**
 * Bulk API refuses queries for children, so they are asked for by the ids of the parents, and hung on the rows as the
 * REST API would. Without children in the definition nothing is asked.
 */
export const readChildren = async (
  client: SalesforceClient,
  input: { connectionId: string; definition: Pick<SalesforceObject, 'children'>; signal?: AbortSignal },
  rows: readonly Record<string, unknown>[],
): Promise<void> => {
  const { children } = input.definition;
  if (!children) return;
  const byId = new Map(rows.flatMap((row) => (isId(row.Id) ? [[row.Id, row] as const] : [])));
  const ids = [...byId.keys()];
  for (let from = 0; from < ids.length; from += idsPerQuery) {
    const list = idList(ids.slice(from, from + idsPerQuery));
    const soql = `SELECT ${[children.key, ...children.fields].join(', ')} FROM ${children.object} WHERE ${children.key} IN (${list}) ORDER BY Id`;
    let path: string | null = `/query?q=${encodeURIComponent(soql)}`;
    while (path !== null) {
      const request = { connectionId: input.connectionId, path, purpose: 'background' } as const;
      const answer: z.infer<typeof answerSchema> = await client.request(
        { ...request, ...(input.signal ? { signal: input.signal } : {}) },
        answerSchema,
      );
      for (const child of answer.records) hang(byId.get(String(child[children.key])), children.name, child);
      path = answer.nextRecordsUrl ?? null;
    }
  }
};

const isId = (value: unknown): value is string => typeof value === 'string' && isSalesforceId(value);

const hang = (parent: Record<string, unknown> | undefined, name: string, child: Record<string, unknown>): void => {
  if (!parent) return;
  const list = parent[name];
  if (isList(list)) list.records.push(child);
  else parent[name] = { records: [child] };
};

const isList = (value: unknown): value is { records: unknown[] } =>
  typeof value === 'object' && value !== null && 'records' in value && Array.isArray(value.records);
