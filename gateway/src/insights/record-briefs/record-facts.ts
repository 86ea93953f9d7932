import type { RecordReference } from '@dealside/shared';
import type { DealFacts, DealFields, Interaction } from '../deal-facts.ts';
import type { StoredBriefText } from './stored-brief-text.ts';

/** A field of the record itself, as the CRM shows it. */
export type RecordField = { field: string; label: string; value: string };

/** A deal of the record, with the brief that stands of it, if one was made. */
export type DealOfRecord = {
  record: RecordReference;
  fields: DealFields;
  /** The contact's role in it; null for an account or a lead. */
  role: string | null;
  brief: StoredBriefText | null;
};

/**
 * What a brief of an account, a contact or a lead is made of. `talks` has what was written and said in the shape the
 * finders of signals read: its `deal` stands for the record, so only name, owner and creation date mean something there.
 */
export type RecordFacts = {
  kind: 'account' | 'contact' | 'lead';
  talks: DealFacts;
  fields: RecordField[];
  /** Open ones first; the largest first among them. */
  deals: DealOfRecord[];
  /** An account: the interactions that belong to none of its deals; the others were read for the deals' own briefs. */
  ownInteractions: Interaction[];
  lead: LeadState | null;
};

export type LeadState = {
  status: string;
  source: string | null;
  isConverted: boolean;
  /** Closed without a deal. */
  isUnqualified: boolean;
};

/** A deal's fields where the record is none: what the finders read of it, and nothing that would count as a deal. */
export const noDeal = (record: {
  name: string;
  ownerName: string | null;
  createdAt: string;
  lastModifiedAt: string;
}): DealFields => ({
  ...record,
  stage: '',
  amount: null,
  currency: null,
  closeDate: null,
  nextStep: null,
  description: null,
  probability: null,
  isClosed: false,
  isWon: false,
});
