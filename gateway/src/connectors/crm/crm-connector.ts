import type { FieldChangeRow, RecordRow, SourceDocument } from '../../ingest/source-document.ts';
import type { OrgInspection } from './org-inspection.ts';

/** A CRM, seen by the gateway. Two adapters: Salesforce now, HubSpot beside it. */
export type CrmConnector = {
  readonly system: 'salesforce' | 'hubspot';

  /**
   * Everything of an object changed after `cursor` (null: all), oldest change first, in pages. Each page carries the
   * cursor to store once the page is stored. Reads with the given connection's rights.
   * @throws {AppError} `crm_unavailable`, `crm_not_connected`, `upstream_garbage`, `too_many_requests`.
   */
  readChanges(input: {
    connectionId: string;
    object: string;
    cursor: string | null;
    /** Ids of deals: only these, and what hangs on them: their accounts, those accounts' contacts, their documents. */
    onlyIds?: readonly string[];
    signal?: AbortSignal;
  }): AsyncIterable<ChangePage>;

  /** The objects to read, in an order in which parents come first. */
  readonly objects: readonly string[];

  /** Which of these record ids the connection's user may read now. */
  readableIds(input: { connectionId: string; ids: readonly string[] }): Promise<ReadonlySet<string>>;

  /** What the CRM says about the rights and settings that this connection's user and org have. */
  inspectOrg(input: { connectionId: string; signal?: AbortSignal }): Promise<OrgInspection>;

  /** The write side, one custom object keyed by an external id. */
  readInsight(input: { connectionId: string; externalId: string }): Promise<CrmInsightRecord | null>;
  upsertInsight(input: {
    connectionId: string;
    externalId: string;
    fields: Record<string, string | number | null>;
  }): Promise<{ id: string; url: string; created: boolean }>;
  deleteInsight(input: { connectionId: string; id: string }): Promise<void>;
};

export type ChangePage = {
  records: RecordRow[];
  fieldChanges: FieldChangeRow[];
  documents: SourceDocument[];
  skipped: { source: string; reason: string }[];
  cursor: string;
  /** Set on pages of a first load, which brings much at once: how many rows of about how many are read. */
  load?: { read: number; of: number | null; isGathering?: boolean };
};

export type CrmInsightRecord = {
  id: string;
  url: string;
  version: string;
  fields: Record<string, string | number | null>;
};
