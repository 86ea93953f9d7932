import type { Llm } from '@dealside/gateway/llm/llm';
import { searchQuery } from '@dealside/gateway/retrieval/search-query';
import { createVectorStore, type VectorQuery } from '@dealside/gateway/retrieval/vector-store';
import { embedCached } from './embedding-cache.ts';
import { mean, ndcgAt10 } from './ndcg.ts';
import type { Scifact } from './scifact.ts';
import { uuidOf } from './synthetic-points.ts';

const pointsPerUpsert = 250;
const userId = uuidOf('user');
const tenantId = uuidOf('tenant');
const record = { system: 'salesforce', type: 'Opportunity', id: '006000000000001AAA' } as const;
/** All of one time, so that the product's preference for the recent changes nothing. */
const at = new Date('2026-01-01T00:00:00Z');

/**
 * SciFact through the product's own collection and query: by words alone, by meaning alone, and fused by the engine.
 * Only the fused one is what a user gets.
 */
export const measureRanking = async (input: {
  qdrantUrl: string;
  llm: Pick<Llm, 'embed' | 'embedding'>;
  scifact: Scifact;
  say: (text: string) => void;
}) => {
  const { qdrantUrl, llm, scifact, say } = input;
  const texts = scifact.documents.map(({ title, text }) => `${title}\n${text}`);
  const documents = await embedCached(llm, texts, (done, of) => say(`embedding SciFact: ${done} of ${of}`));
  const queries = await embedCached(
    llm,
    scifact.queries.map(({ text }) => text),
    () => undefined,
  );
  const vectors = createVectorStore({ url: qdrantUrl, embedding: llm.embedding, collection: 'scifact' });
  await vectors.ensure();
  for (let from = 0; from < texts.length; from += pointsPerUpsert)
    await vectors.upsert(
      scifact.documents.slice(from, from + pointsPerUpsert).map(({ id }, row) => ({
        id: uuidOf(id),
        dense: documents.vectors[from + row] ?? [],
        text: texts[from + row] ?? '',
        payload: {
          tenant: tenantId,
          records: [`${record.system}:${record.type}:${record.id}`],
          visibility: 'record',
          kind: 'note',
          at: at.toISOString(),
          documentId: id,
          ordinal: 0,
        },
      })),
    );

  const score = async (makeQuery: (text: string, dense: number[]) => VectorQuery): Promise<number> => {
    const values: number[] = [];
    for (const [row, { text, relevant }] of scifact.queries.entries()) {
      const hits = await vectors.query(makeQuery(text, queries.vectors[row] ?? []));
      values.push(
        ndcgAt10(
          hits.map(({ documentId }) => documentId),
          relevant,
        ),
      );
    }
    return mean(values);
  };
  return {
    figures: {
      ndcg10_bm25: await score((text) => ({ query: { text, model: 'qdrant/bm25' }, using: 'bm25', limit: 10 })),
      ndcg10_dense: await score((_, dense) => ({ query: dense, using: 'dense', limit: 10 })),
      ndcg10_hybrid: await score((text, dense) =>
        searchQuery({ tenantId, userId, query: text, records: [record], limit: 10, now: at, dense }),
      ),
    },
    embedded: { computed: documents.computed, reused: documents.reused },
  };
};
