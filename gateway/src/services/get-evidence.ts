import { AppError, type Evidence, type EvidenceInContext, evidenceSchema } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Sealer } from '../platform/sealer.ts';
import { listEvidenceVersions } from '../store/insights.ts';
import type { Database } from '../store/open-database.ts';
import type { ChooseReadable } from './choose-readable.ts';

export type GetEvidence = (session: Session, id: string) => Promise<EvidenceInContext>;

/** Characters shown on either side of the quote. */
const contextCharacters = 600;

/**
 * Opens a piece of evidence in its source, as a brief has it whose sources this user may all read now.
 * @throws {AppError} `not_found` when it is unknown, not for this user or its source was deleted; the CRM's own errors.
 */
export const createGetEvidence =
  (options: { db: Database; sealer: Sealer; chooseReadable: ChooseReadable }): GetEvidence =>
  async (session, id) => {
    const { tenantId } = session;
    const versions = await listEvidenceVersions(options.db, { tenantId, id });
    const row = await options.chooseReadable(session, versions);
    if (!row) throw new AppError('not_found', 'there is no such evidence for this user');
    const { document } = row;
    const evidence = evidenceSchema.parse(JSON.parse(options.sealer.open(tenantId, row.evidence.sealedEvidence)));
    if (evidence.locator.type === 'field') return { evidence, ...splitFieldQuote(evidence) };
    const isOpen =
      document && !document.isDeleted && ['record', `user:${session.userId}`].includes(document.visibility);
    if (!isOpen) throw new AppError('not_found', 'the source of this evidence was deleted');
    return { evidence, ...cutAround(options.sealer.open(tenantId, document.sealedText), evidence) };
  };

const splitFieldQuote = ({ quote }: Evidence) => ({ before: '', marked: quote, after: '', isExcerpt: false });

const cutAround = (text: string, evidence: Evidence): Omit<EvidenceInContext, 'evidence'> => {
  const range = findQuote(text, evidence);
  // The source was corrected after the brief was made: what was read then is all that can be shown.
  if (!range) return { before: '', marked: evidence.quote, after: '', isExcerpt: true };
  const from = cutAtWord(text, Math.max(0, range.start - contextCharacters), 'after');
  const to = cutAtWord(text, Math.min(text.length, range.end + contextCharacters), 'before');
  return {
    before: text.slice(Math.min(from, range.start), range.start),
    marked: text.slice(range.start, range.end),
    after: text.slice(range.end, Math.max(to, range.end)),
    isExcerpt: from > 0 || to < text.length,
  };
};

/** By offsets, or where the same words stand now. */
const findQuote = (text: string, { quote, locator }: Evidence): { start: number; end: number } | null => {
  if (locator.type !== 'field' && text.slice(locator.start, locator.end) === quote)
    return { start: locator.start, end: locator.end };
  const start = text.indexOf(quote);
  return start < 0 ? null : { start, end: start + quote.length };
};

/** Moves a cut to a space near it, so that no word and no surrogate pair is torn. */
const cutAtWord = (text: string, at: number, side: 'before' | 'after'): number => {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  if (side === 'after') {
    const space = text.slice(at, at + 40).search(/\s/);
    return space < 0 ? at : at + space + 1;
  }
  const space = text.slice(at - 40, at).search(/\s\S*$/);
  return space < 0 ? at : at - 40 + space;
};
