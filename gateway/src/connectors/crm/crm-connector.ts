import type { RecordReference } from '@dealside/shared';
import type { FieldChangeRow, RecordRow, SourceDocument } from '../../ingest/source-document.ts';
import type { CrmQueries } from './crm-queries.ts';
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

  /**
   * Records of an object by id, deleted ones too, with what is read along with them (their field history since `since`).
   * Ids that are not there, or not for this connection's user, are left out.
   * @throws {AppError} as `readChanges`, and `crm_rejected` for an object that is not in this CRM.
   */
  readRecords(input: {
    connectionId: string;
    object: string;
    ids: readonly string[];
    since: Date;
    signal?: AbortSignal;
  }): AsyncIterable<Omit<ChangePage, 'cursor'>>;

  /** The objects to read, in an order in which parents come first. */
  readonly objects: readonly string[];

  /** What of these the connection's user may read now, asked with that user's own rights. */
  readAccess(input: {
    connectionId: string;
    records: readonly RecordReference[];
    types: readonly string[];
  }): Promise<ReadAccess>;

  /** What the CRM says about the rights and settings that this connection's user and org have. */
  inspectOrg(input: { connectionId: string; signal?: AbortSignal }): Promise<OrgInspection>;

  /** Queries in the CRM's own language; a CRM without one is not asked questions. */
  readonly queries?: CrmQueries;

  /** The write side, one custom object keyed by an external id. */
  readInsight(input: { connectionId: string; externalId: string }): Promise<CrmInsightRecord | null>;
  upsertInsight(input: {
    connectionId: string;
    externalId: string;
    fields: Record<string, string | number | null>;
  }): Promise<{ id: string; url: string; created: boolean }>;
  deleteInsight(input: { connectionId: string; id: string }): Promise<void>;

  /** The task of a record whose description carries the mark; the fields are the CRM's own. */
  findTask(input: { connectionId: string; record: RecordReference; mark: string }): Promise<CrmInsightRecord | null>;
  createTask(input: {
    connectionId: string;
    fields: Record<string, string | number | null>;
  }): Promise<{ id: string; url: string }>;
  deleteTask(input: { connectionId: string; id: string }): Promise<void>;
};

export type ReadAccess = {
  /** Keys of the records that can be read: those that are there, and shared with the user. */
  readableKeys: ReadonlySet<string>;
  /** Of each type asked for the fields that can be read, by mapped name and by the CRM's own; null: none, nor the object. */
  fields: ReadonlyMap<string, Pick<ReadonlySet<string>, 'has'> | null>;
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
