import { AppError } from '@dealside/shared';
import { QdrantClient } from '@qdrant/js-client-rest';
import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { ensureCollection } from './ensure-collection.ts';

/** What a filter needs, and no text. `records` has the deciding record first. */
export type PointPayload = {
  tenant: string;
  records: string[];
  visibility: string;
  kind: string;
  /** RFC 3339. */
  at: string;
  documentId: string;
  ordinal: number;
};
export type Point = { id: string; dense: number[]; text: string; payload: PointPayload };
export type Hit = { id: string; documentId: string; score: number };
export type VectorFilter = NonNullable<Parameters<QdrantClient['query']>[1]['filter']>;
export type VectorQuery = NonNullable<Parameters<QdrantClient['query']>[1]>;

export type VectorStore = {
  readonly collection: string;
  /** Makes the collection and its indexes exist. `created` is true for the call that found it missing. */
  ensure(): Promise<{ created: boolean }>;
  upsert(points: readonly Point[]): Promise<void>;
  /** Removes the points of these documents, but those named. */
  deleteDocuments(documentIds: readonly string[], exceptIds?: readonly string[]): Promise<void>;
  query(query: VectorQuery): Promise<Hit[]>;
};

export const bm25Model = 'qdrant/bm25';

const queryTimeoutMs = 2_500;
const writeTimeoutMs = 60_000;

/** One collection an embedding model: vectors of two models cannot be compared. */
export const collectionName = ({ model, dimensions }: { model: string; dimensions: number }): string =>
  `dealside_${model.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_${dimensions}`;

/**
 * The Qdrant collection that holds the vectors of all tenants. Every call has a timeout; five failures in a row hold
 * calls back for five seconds.
 * @throws {AppError} `search_unavailable`, from every method.
 */
export const createVectorStore = (options: {
  url: string;
  embedding: { model: string; dimensions: number };
  collection?: string;
  apiKey?: string;
}): VectorStore => {
  const collection = options.collection ?? collectionName(options.embedding);
  const connect = (timeout: number) =>
    new QdrantClient({
      url: options.url,
      timeout,
      checkCompatibility: false,
      ...(options.apiKey ? { apiKey: options.apiKey } : {}),
    });
  const reader = connect(queryTimeoutMs);
  const writer = connect(writeTimeoutMs);
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(5) });
  let ensured: Promise<{ created: boolean }> | null = null;

  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await breaker.execute(work);
    } catch (cause) {
      // The collection may be gone with the engine's disk: look again before the next write.
      ensured = null;
      throw new AppError('search_unavailable', 'the vector engine did not answer', { cause });
    }
  };
  const ensure = async () => {
    const first = ensured === null;
    ensured ??= guarded(() => ensureCollection(writer, collection, options.embedding.dimensions));
    const { created } = await ensured;
    return { created: first && created };
  };

  return {
    collection,
    ensure,
    async upsert(points) {
      await guarded(() =>
        writer.upsert(collection, {
          wait: true,
          points: points.map(({ id, dense, text, payload }) => ({
            id,
            vector: { dense, bm25: { text, model: bm25Model } },
            payload,
          })),
        }),
      );
    },
    async deleteDocuments(documentIds, exceptIds = []) {
      if (documentIds.length === 0) return;
      await guarded(() =>
        writer.delete(collection, {
          wait: true,
          filter: {
            must: [{ key: 'documentId', match: { any: [...documentIds] } }],
            ...(exceptIds.length > 0 ? { must_not: [{ has_id: [...exceptIds] }] } : {}),
          },
        }),
      );
    },
    async query(query) {
      const { points } = await guarded(() => reader.query(collection, { ...query, with_payload: ['documentId'] }));
      return points.map(({ id, score, payload }) => ({
        id: String(id),
        score,
        documentId: String(payload?.documentId ?? ''),
      }));
    },
  };
};
