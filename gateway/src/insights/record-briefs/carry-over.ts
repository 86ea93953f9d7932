import { type Evidence, formatRecordKey, type Insight, type RecordReference } from '@dealside/shared';
import { shortHash } from '../evidence-draft.ts';
import type { createNumbering } from '../number-evidence.ts';
import type { DealOfRecord } from './record-facts.ts';

type Cite = ReturnType<typeof createNumbering>['cite'];

/** The evidence an insight cites in the brief it stands in. */
const evidenceOf = (cites: readonly number[], evidence: readonly Evidence[]) =>
  evidence.filter(({ number }) => cites.includes(number)).map(({ number: _number, ...piece }) => piece);

/**
 * Insights of a deal's brief as they stand in the brief of another record: verified there already, cited with the same
 * evidence, an id of their own so that a thumb and a save belong to the record they were given on.
 */
export const carryOver = (
  insights: readonly Insight[],
  from: DealOfRecord,
  to: { record: RecordReference; cite: Cite; namesDeal: boolean },
): Insight[] =>
  insights.flatMap((insight) => {
    const cites = to.cite(evidenceOf(insight.cites, from.brief?.evidence ?? []));
    if (cites.length === 0) return [];
    return [
      {
        ...insight,
        id: shortHash('insight', formatRecordKey(to.record), insight.id),
        cites,
        about: to.namesDeal ? { record: from.record, name: from.fields.name } : null,
      },
    ];
  });

/** What makes a deal stand as it does: its headline, else its weightiest risk, else its next step. */
export const tellWhy = ({ brief }: DealOfRecord, cite: Cite): { text: string; cites: number[] } | null => {
  const told = brief && (brief.headline ?? brief.risks[0] ?? brief.nextSteps[0] ?? brief.changes[0]);
  if (!told) return null;
  const cites = cite(evidenceOf(told.cites, brief.evidence));
  return cites.length > 0 ? { text: told.text, cites } : null;
};
