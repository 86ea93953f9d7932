import type { Evidence } from '@dealside/shared';
import type { EvidenceDraft } from './signal.ts';

/** Gives evidence its numbers in the order of first use; the same piece keeps its number. */
export const createNumbering = () => {
  const numbered = new Map<string, Evidence>();
  return {
    cite: (pieces: readonly EvidenceDraft[]): number[] =>
      pieces.map((piece) => {
        const known = numbered.get(piece.id);
        if (known) return known.number;
        const evidence: Evidence = { ...piece, number: numbered.size + 1 };
        numbered.set(piece.id, evidence);
        return evidence.number;
      }),
    list: (): Evidence[] => [...numbered.values()],
  };
};
