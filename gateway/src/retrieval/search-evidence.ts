import { AppError, parseRecordKey } from '@dealside/shared';
import { and, eq, getTableColumns, inArray } from 'drizzle-orm';
import { type CheckSources, documentSources } from '../connectors/crm/source.ts';
import type { Llm } from '../llm/llm.ts';
import type { Sealer } from '../platform/sealer.ts';
import type { Database } from '../store/open-database.ts';
import { chunks, documents } from '../store/schema.ts';
import { chooseDiverse } from './choose-diverse.ts';
import { findRecent } from './find-recent.ts';
import { locate, turnsIn } from './locate.ts';
import { openTexts } from './open-texts.ts';
import type { Passage, SearchEvidence, SearchRequest } from './passage.ts';
import { searchQuery } from './search-query.ts';
import type { Hit, VectorStore } from './vector-store.ts';
import { visibleTo } from './visible-to.ts';

/** What is known of a hit before anyone asked whether this user may read it: no text. */
type Candidate = Omit<typeof documents.$inferSelect, 'sealedText'> & {
  chunkId: string;
  start: number;
  end: number;
  score: number;
};

/** More than asked for: permission, duplicates and diversity take some away. */
const oversampling = 4;
/** Words alone, now, are better than words and meaning too late. */
const embedPatienceMs = 5_000;

/**
 * Finds passages about records by meaning and by words, fused by the engine with a gentle preference for the recent.
 * Nothing is opened before `checkSources` has said which documents this user may read now.
 *
 * Without the embedding engine it finds by words alone; without the vector engine it returns what is newest (`recent`).
 * @throws {AppError} what `checkSources` throws: without an answer of the CRM nothing is shown.
 */
export const createSearchEvidence = (dependencies: {
  db: Database;
  sealer: Sealer;
  llm: Pick<Llm, 'embed'>;
  vectors: VectorStore;
  checkSources: CheckSources;
}): SearchEvidence => {
  const { db, sealer, llm, vectors, checkSources } = dependencies;

  const embed = async (request: SearchRequest): Promise<number[] | null> => {
    const patience = AbortSignal.timeout(embedPatienceMs);
    try {
      const signal = request.signal ? AbortSignal.any([request.signal, patience]) : patience;
      const [vector] = await llm.embed([request.query], { priority: 'interactive', signal });
      return vector ?? null;
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof AppError || patience.aborted) return null;
      throw error;
    }
  };

  const search = async (request: SearchRequest): Promise<Hit[] | null> => {
    const limit = request.limit * oversampling;
    try {
      return await vectors.query(searchQuery({ ...request, dense: await embed(request), limit }));
    } catch (error) {
      if (error instanceof AppError && error.code === 'search_unavailable') return null;
      throw error;
    }
  };

  const readable = async <T extends Parameters<typeof documentSources>[0]>(
    request: SearchRequest,
    found: readonly T[],
  ): Promise<T[]> => {
    const { tenantId, userId } = request;
    const unreadable = await checkSources({ tenantId, userId, sources: found.flatMap(documentSources) });
    return found.filter((document) => !documentSources(document).some((source) => unreadable.has(source)));
  };

  const loadCandidates = async (request: SearchRequest, hits: readonly Hit[]): Promise<Candidate[]> => {
    const { sealedText: _sealed, ...columns } = getTableColumns(documents);
    const rows = await db
      .select({ ...columns, chunkId: chunks.id, start: chunks.start, end: chunks.end })
      .from(chunks)
      .innerJoin(documents, eq(chunks.documentId, documents.id))
      .where(
        and(
          inArray(
            chunks.id,
            hits.map(({ id }) => id),
          ),
          visibleTo(request),
        ),
      );
    const byChunk = new Map(rows.map((row) => [row.chunkId, row]));
    return hits.flatMap((hit) => {
      const row = byChunk.get(hit.id);
      return row ? [{ ...row, score: hit.score }] : [];
    });
  };

  return async (request) => {
    if (request.records.length === 0 || request.limit < 1 || request.kinds?.every((kind) => kind === 'field'))
      return { mode: 'hybrid', passages: [] };
    const hits = await search(request);
    if (hits === null) return { mode: 'recent', passages: await findRecent({ db, sealer, request, readable }) };
    if (hits.length === 0) return { mode: 'hybrid', passages: [] };
    const candidates = await readable(request, await loadCandidates(request, hits));
    const texts = await openTexts(
      { db, sealer },
      request.tenantId,
      candidates.map(({ id }) => id),
    );
    const passages = candidates.flatMap((candidate) => {
      const text = texts.get(candidate.id);
      return text === undefined ? [] : [toPassage(candidate, text)];
    });
    return { mode: 'hybrid', passages: chooseDiverse(passages, request.limit) };
  };
};

const toPassage = (candidate: Candidate, text: string): Passage => ({
  chunkId: candidate.chunkId,
  documentId: candidate.id,
  kind: candidate.kind,
  record: parseRecordKey(candidate.recordKey),
  title: candidate.title,
  author: candidate.author,
  at: candidate.at,
  text: text.slice(candidate.start, candidate.end),
  locator: locate({ start: candidate.start, end: candidate.end }, candidate.meta),
  turns: turnsIn(candidate, candidate.meta),
  score: candidate.score,
});
