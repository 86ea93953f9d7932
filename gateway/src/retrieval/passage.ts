import type { Locator, RecordReference, SourceKind } from '@dealside/shared';
import type { DocumentMeta } from '../store/schema.ts';

/** A found piece of a document, joined with its text after the permission check. */
export type Passage = {
  chunkId: string;
  documentId: string;
  kind: Exclude<SourceKind, 'field'>;
  record: RecordReference;
  title: string;
  author: string | null;
  at: Date;
  text: string;
  /** Of the passage in its document; `characters` or `time`. */
  locator: Exclude<Locator, { type: 'field' }>;
  /** The turns of a call that it spans; offsets into the document, as the locator's. */
  turns: NonNullable<DocumentMeta['turns']>;
  /** Fused rank score times recency; only comparable within one search. */
  score: number;
};

export type SearchRequest = {
  tenantId: string;
  userId: string;
  query: string;
  /** Passages about any of these records. */
  records: readonly RecordReference[];
  kinds?: readonly SourceKind[];
  limit: number;
  /** For the recency formula. */
  now: Date;
  signal?: AbortSignal;
};

/** `mode` says how it was found: fused by the engine, or the newest when the engine does not answer. */
export type SearchEvidence = (request: SearchRequest) => Promise<{ mode: 'hybrid' | 'recent'; passages: Passage[] }>;
