import { formatRecordKey } from '@dealside/shared';
import type { SearchRequest } from './passage.ts';
import { bm25Model, type VectorFilter, type VectorQuery } from './vector-store.ts';

/** Of each leg, before fusion. */
const legLimit = 60;
/** k of 1 / (k + rank). Between 2 and 20 SciFact's nDCG@10 is the same within its error, at 60 it falls. */
const rankConstant = 5;
/**
 * Words a little before meaning. With equal weights what only one leg found ties with what only the other did at the same
 * rank, and ties come in any order: the same question would get another answer.
 */
const wordsWeight = 1.1;
/** After this time the recent part of the score has halved. */
const recencyScaleSeconds = 90 * 24 * 60 * 60;
/**
 * How much of the score depends on age: enough to choose between equals, not enough to hide the one right answer, for the
 * first of both legs stays before the second (1 − 0.15 > 5 / 6).
 */
const recencyShare = 0.15;

/**
 * The engine's query: nearest by meaning and by words, fused by reciprocal rank, then weighed by age. Without a dense
 * vector by words alone.
 */
export const searchQuery = (request: SearchRequest & { dense: number[] | null }): VectorQuery => {
  const filter = filterOf(request);
  const limit = Math.max(legLimit, request.limit);
  const byWords = { query: { text: request.query, model: bm25Model }, using: 'bm25', filter, limit };
  const fused = request.dense
    ? {
        prefetch: [{ query: request.dense, using: 'dense', filter, limit }, byWords],
        query: { rrf: { k: rankConstant, weights: [1, wordsWeight] } },
        limit,
      }
    : byWords;
  const recency = {
    exp_decay: {
      x: { datetime_key: 'at' },
      target: { datetime: request.now.toISOString() },
      scale: recencyScaleSeconds,
      midpoint: 0.5,
    },
  };
  return {
    prefetch: fused,
    query: { formula: { mult: ['$score', { sum: [1 - recencyShare, { mult: [recencyShare, recency] }] }] } },
    limit: request.limit,
  };
};

const filterOf = (request: SearchRequest): VectorFilter => {
  const kinds = request.kinds?.filter((kind) => kind !== 'field');
  return {
    must: [
      { key: 'tenant', match: { value: request.tenantId } },
      { key: 'records', match: { any: request.records.map(formatRecordKey) } },
      { key: 'visibility', match: { any: ['record', `user:${request.userId}`] } },
      ...(kinds ? [{ key: 'kind', match: { any: kinds } }] : []),
    ],
  };
};
