import type { RecordReference } from '@dealside/shared';
import type { DocumentMeta } from '../store/schema.ts';

/** Everything about one deal that a brief is made of, read from the store: no call leaves the process to build it. */
export type DealFacts = {
  record: RecordReference;
  asOf: Date;
  deal: DealFields;
  account: { record: RecordReference; name: string; industry: string | null } | null;
  /** Fields of the customer's own, of the deal first, then of its account. */
  ownFields: OwnField[];
  contacts: DealContact[];
  /** Oldest first. */
  history: DealFieldChange[];
  /** Oldest first. */
  interactions: Interaction[];
  /** What its reader may not read and is not here; null or absent: nothing. */
  withheld?: Withheld | null;
};

/** What is missing must not be told as being missing: "no next step" of a hidden one would be untrue. */
export type Withheld = {
  /** Mapped names of fields. */
  fields: ReadonlySet<string>;
  /** Contacts, or their roles. */
  people: boolean;
  documents: boolean;
};

/** The mapped fields of an Opportunity, as `records.fields` holds them. Dates without time are `YYYY-MM-DD`. */
export type DealFields = {
  name: string;
  stage: string;
  amount: number | null;
  currency: string | null;
  closeDate: string | null;
  createdAt: string;
  nextStep: string | null;
  description: string | null;
  probability: number | null;
  isClosed: boolean;
  isWon: boolean;
  ownerName: string | null;
  /** The CRM's id of the owner. */
  ownerId?: string | null;
  lastModifiedAt: string;
};

/** A field of the customer's own CRM, named in its field map. */
export type OwnField = MappedField & {
  /** The CRM's name of it: `Renewal_Risk__c`. */
  field: string;
  record: RecordReference;
};

/** As `records.fields.mapped` holds it, under the CRM's name of the field. */
export type MappedField = {
  /** The name the administrator gave it. */
  label: string;
  type: 'text' | 'number' | 'money' | 'percent' | 'yes_no' | 'date' | 'date_time';
  /** As the CRM's API writes it: `2026-11-24`, `84000`, `true`. */
  value: string;
};

export type DealContact = {
  record: RecordReference;
  name: string;
  title: string | null;
  email: string | null;
  /** OpportunityContactRole.Role: `Economic Buyer`, `Decision Maker`, `Champion`, … */
  role: string | null;
  isPrimary: boolean;
};

export type DealFieldChange = {
  id: string;
  /** The mapped name: `closeDate`, `stage`, `amount`, `nextStep`, … */
  field: string;
  label: string;
  oldValue: string | null;
  newValue: string | null;
  at: Date;
  byName: string | null;
};

export type Interaction = {
  documentId: string;
  sourceId: string;
  kind: 'mail' | 'call' | 'meeting' | 'task' | 'note';
  record: RecordReference;
  title: string;
  author: string | null;
  at: Date;
  /** Cleaned: without quoted tails and signatures. Offsets of evidence count in this text. */
  text: string;
  meta: DocumentMeta;
};
