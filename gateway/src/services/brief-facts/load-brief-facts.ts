import type { RecordReference } from '@dealside/shared';
import type { Source } from '../../connectors/crm/source.ts';
import type { DealFacts } from '../../insights/deal-facts.ts';
import type { RecordFacts } from '../../insights/record-briefs/record-facts.ts';
import type { LoadDealFacts } from '../load-deal-facts.ts';
import type { LoadRecordFacts } from './load-record-facts.ts';

export type BriefFacts = DealFacts | RecordFacts;
/**
 * The facts of a record without what is withheld, and the sources of all that is in them. `unmade` names deals around it
 * whose brief for the same readers is still to be made.
 */
export type LoadBriefFacts = (
  tenantId: string,
  record: RecordReference,
  withheld?: ReadonlySet<Source>,
) => Promise<(BriefFacts & { sources: Source[]; unmade?: string[] }) | null>;

/** The kinds of record that have a brief. */
const briefTypes: Record<RecordReference['system'], readonly string[]> = {
  salesforce: ['Opportunity', 'Account', 'Contact', 'Lead'],
  hubspot: ['deals'],
};

export const hasBriefs = ({ system, type }: RecordReference): boolean => briefTypes[system].includes(type);

export const isDealFacts = (facts: BriefFacts): facts is DealFacts => !('kind' in facts);

/** The facts of a record, whatever kind it is; null when it is not known. */
export const createLoadBriefFacts =
  (options: { loadDealFacts: LoadDealFacts; loadRecordFacts: LoadRecordFacts }): LoadBriefFacts =>
  (tenantId, record, withheld) =>
    record.type === 'Opportunity' || record.type === 'deals'
      ? options.loadDealFacts(tenantId, record, withheld)
      : options.loadRecordFacts(tenantId, record, withheld);
