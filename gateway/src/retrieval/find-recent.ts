import { parseRecordKey } from '@dealside/shared';
import { desc, getTableColumns } from 'drizzle-orm';
import type { documentSources } from '../connectors/crm/source.ts';
import type { Sealer } from '../platform/sealer.ts';
import type { Database } from '../store/open-database.ts';
import { documents } from '../store/schema.ts';
import { wordsOf } from './choose-diverse.ts';
import { type Chunk, chunkDocument, chunkId } from './chunk-document.ts';
import { locate, turnsIn } from './locate.ts';
import { openTexts } from './open-texts.ts';
import type { Passage, SearchRequest } from './passage.ts';
import { visibleTo } from './visible-to.ts';

/**
 * The timeline instead of a search: the newest documents about the records, each with its piece that has most words of
 * the question. Needs no engine, also for documents that were never indexed.
 */
export const findRecent = async ({
  db,
  sealer,
  request,
  readable,
}: {
  db: Database;
  sealer: Sealer;
  request: SearchRequest;
  /** Keeps what this user may read. */
  readable<T extends Parameters<typeof documentSources>[0]>(request: SearchRequest, found: readonly T[]): Promise<T[]>;
}): Promise<Passage[]> => {
  const { sealedText: _sealed, ...columns } = getTableColumns(documents);
  const rows = await db
    .select(columns)
    .from(documents)
    .where(visibleTo(request))
    .orderBy(desc(documents.at))
    .limit(request.limit * 2);
  const allowed = (await readable(request, rows)).slice(0, request.limit);
  const texts = await openTexts(
    { db, sealer },
    request.tenantId,
    allowed.map(({ id }) => id),
  );
  const asked = wordsOf(request.query);
  return allowed.map((document, index) => {
    const text = texts.get(document.id) ?? '';
    const best = bestPiece(text, chunkDocument(text, document.meta.turns), asked);
    return {
      chunkId: chunkId(document.id, document.contentHash, best.ordinal),
      documentId: document.id,
      kind: document.kind,
      record: parseRecordKey(document.recordKey),
      title: document.title,
      author: document.author,
      at: document.at,
      text: text.slice(best.start, best.end),
      locator: locate(best, document.meta),
      turns: turnsIn(best, document.meta),
      score: 1 / (index + 1),
    };
  });
};

const bestPiece = (text: string, pieces: readonly Chunk[], asked: ReadonlySet<string>): Chunk => {
  let best: Chunk = pieces[0] ?? { ordinal: 0, start: 0, end: text.length };
  let most = -1;
  for (const piece of pieces) {
    const common = [...wordsOf(text.slice(piece.start, piece.end))].filter((word) => asked.has(word)).length;
    if (common > most) [best, most] = [piece, common];
  }
  return best;
};
