import type { QdrantClient } from '@qdrant/js-client-rest';

type FieldSchema = Parameters<QdrantClient['createPayloadIndex']>[1]['field_schema'];

/** `is_tenant` lets the engine keep the points of one tenant together on disk. */
const payloadIndexes: Record<string, FieldSchema> = {
  tenant: { type: 'keyword', is_tenant: true },
  records: 'keyword',
  visibility: 'keyword',
  kind: 'keyword',
  documentId: 'keyword',
  at: 'datetime',
};

/**
 * Makes the collection and its payload indexes exist: a cosine vector `dense`, and `bm25`, whose document frequencies
 * the engine counts itself. Safe to run in several processes at once and again.
 */
export const ensureCollection = async (
  client: QdrantClient,
  collection: string,
  dimensions: number,
): Promise<{ created: boolean }> => {
  const { exists } = await client.collectionExists(collection);
  let created = false;
  if (!exists) created = await create(client, collection, dimensions);
  for (const [field_name, field_schema] of Object.entries(payloadIndexes))
    await client.createPayloadIndex(collection, { wait: true, field_name, field_schema: field_schema ?? null });
  return { created };
};

const create = async (client: QdrantClient, collection: string, dimensions: number): Promise<boolean> => {
  try {
    await client.createCollection(collection, {
      vectors: { dense: { size: dimensions, distance: 'Cosine' } },
      sparse_vectors: { bm25: { modifier: 'idf' } },
    });
    return true;
  } catch (error) {
    // Another process was first.
    if ((await client.collectionExists(collection)).exists) return false;
    throw error;
  }
};
