import { randomUUID } from 'node:crypto';
import { QdrantClient } from '@qdrant/js-client-rest';
import { afterAll, inject } from 'vitest';

/**
 * The client every contract test speaks through: a real Qdrant server where `QDRANT_URL` names one, else the embedded
 * one. The tests know nothing else of what is behind it.
 */
export const connectToQdrant = (): QdrantClient =>
  new QdrantClient({ url: process.env.QDRANT_URL ?? inject('qdrantUrl'), checkCompatibility: false });

/** A name nothing else uses; the collection is dropped when the file's tests are done. */
export const claimCollection = (client: QdrantClient): string => {
  const name = `contract-${randomUUID()}`;
  afterAll(async () => {
    await client.deleteCollection(name);
  });
  return name;
};

/** How the call was refused: HTTP status and the server's sentence. */
export const refusalOf = async (call: Promise<unknown>): Promise<{ status: number; error: string }> => {
  try {
    await call;
  } catch (error) {
    const { status, data } = error as { status?: number; data?: { status?: { error?: string } } };
    if (status === undefined) throw error;
    return { status, error: data?.status?.error ?? '' };
  }
  throw new Error('the call was not refused');
};

/** UUID number `n`, so that ids can be read in a failing test. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
