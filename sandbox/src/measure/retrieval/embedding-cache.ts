import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Llm } from '@dealside/gateway/llm/llm';
import { readRegistry } from '@dealside/inference/models/registry';

const directory = resolve('.dealside/cache/embeddings');
const keyBytes = 32;
const textsPerWrite = 64;

export type CachedEmbeddings = { vectors: number[][]; computed: number; reused: number };

/**
 * Embeds texts, and reads from a file what the same model embedded before: the vectors are the same, and a corpus takes
 * minutes. A record is a text's SHA-256 and its vector; what a killed run left half written is cut off.
 */
export const embedCached = async (
  llm: Pick<Llm, 'embed' | 'embedding'>,
  texts: readonly string[],
  onProgress: (done: number, of: number) => void,
): Promise<CachedEmbeddings> => {
  const { model, dimensions } = llm.embedding;
  const weights =
    readRegistry()
      .find(({ name }) => name === model)
      ?.sha256?.slice(0, 12) ?? 'unknown';
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${model}-${weights}-${dimensions}.f32`);
  const known = readCache(file, dimensions);
  const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text)));
  for (let from = 0; from < missing.length; from += textsPerWrite) {
    const batch = missing.slice(from, from + textsPerWrite);
    const vectors = await llm.embed(batch, { priority: 'background' });
    const records = vectors.map((vector, index) => {
      const key = keyOf(batch[index] ?? '');
      known.set(key, vector);
      return Buffer.concat([Buffer.from(key, 'hex'), new Uint8Array(Float32Array.from(vector).buffer)]);
    });
    appendFileSync(file, Buffer.concat(records));
    onProgress(from + batch.length, missing.length);
  }
  const vectors = texts.map((text) => known.get(keyOf(text)) ?? []);
  return { vectors, computed: missing.length, reused: texts.length - missing.length };
};

const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const readCache = (file: string, dimensions: number): Map<string, number[]> => {
  const known = new Map<string, number[]>();
  if (!existsSync(file)) return known;
  const bytes = readFileSync(file);
  const recordBytes = keyBytes + dimensions * 4;
  const whole = bytes.length - (bytes.length % recordBytes);
  if (whole < bytes.length) truncateSync(file, whole);
  for (let at = 0; at < whole; at += recordBytes) {
    const floats = Float32Array.from({ length: dimensions }, (_, index) =>
      bytes.readFloatLE(at + keyBytes + index * 4),
    );
    known.set(bytes.toString('hex', at, at + keyBytes), [...floats]);
  }
  return known;
};
