import type { DocumentMeta } from '../store/schema.ts';

/** A document as a connector or a file reader hands it over: raw text, not yet cleaned, sealed or cut. */
export type SourceDocument = {
  kind: 'mail' | 'call' | 'meeting' | 'task' | 'note';
  sourceId: string;
  version: string;
  /** Record keys, the one deciding visibility first. */
  recordKeys: [string, ...string[]];
  visibility: string;
  title: string;
  author: string | null;
  at: Date;
  /** Plain text; HTML is converted before. */
  text: string;
  meta: DocumentMeta;
  isDeleted?: boolean;
};

export type RecordRow = {
  key: string;
  system: 'salesforce' | 'hubspot';
  type: string;
  externalId: string;
  name: string;
  parentKey: string | null;
  fields: Record<string, unknown>;
  version: string;
  isDeleted: boolean;
};

export type FieldChangeRow = {
  id: string;
  recordKey: string;
  field: string;
  oldValue: string | null;
  newValue: string | null;
  at: Date;
  byName: string | null;
};
