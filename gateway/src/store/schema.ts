import type { SignalCode } from '@dealside/shared';
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, bytea } from './columns.ts';
import { tenants } from './identity-schema.ts';

export * from './identity-schema.ts';

/** A CRM record as last read. `fields` are the mapped names of `CrmRecordFields`, not the vendor's. */
export const records = pgTable(
  'records',
  {
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    /** `salesforce:Opportunity:006…` */
    key: text('key').notNull(),
    system: text('system').$type<'salesforce' | 'hubspot'>().notNull(),
    type: text('type').notNull(),
    externalId: text('external_id').notNull(),
    name: text('name').notNull(),
    parentKey: text('parent_key'),
    fields: jsonb('fields').$type<Record<string, unknown>>().notNull(),
    /** The vendor's own version: SystemModstamp. */
    version: text('version').notNull(),
    isDeleted: boolean('is_deleted').notNull().default(false),
    readAt: at('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.key] }), index('records_parent').on(t.tenantId, t.parentKey)],
);

export const fieldChanges = pgTable(
  'field_changes',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: text('id').notNull(),
    recordKey: text('record_key').notNull(),
    field: text('field').notNull(),
    oldValue: text('old_value'),
    newValue: text('new_value'),
    at: at('at').notNull(),
    byName: text('by_name'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('field_changes_record').on(t.tenantId, t.recordKey, t.at)],
);

/** A mail, call, meeting, task or note. The text is sealed (AES-256-GCM, tenant key). */
export const documents = pgTable(
  'documents',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    kind: text('kind').$type<'mail' | 'call' | 'meeting' | 'task' | 'note'>().notNull(),
    /** `salesforce:EmailMessage:02s…` or `file:<sha256 of the part>`; unique per tenant with its version. */
    sourceId: text('source_id').notNull(),
    version: text('version').notNull(),
    /** SHA-256 of the cleaned text, to recognise the same mail coming two ways. */
    contentHash: text('content_hash').notNull(),
    /** Record whose readability decides who may read this document. */
    recordKey: text('record_key').notNull(),
    /** All records it is about (deal, account, contacts), `recordKey` first. */
    recordKeys: text('record_keys').array().notNull(),
    /** `record` = whoever may read `recordKey`; `user:<id>` = private to one user. */
    visibility: text('visibility').notNull(),
    title: text('title').notNull(),
    author: text('author'),
    at: at('at').notNull(),
    meta: jsonb('meta').$type<DocumentMeta>().notNull(),
    sealedText: bytea('sealed_text').notNull(),
    textLength: integer('text_length').notNull(),
    /** Other sources that brought the same content: `salesforce:EmailMessage:02s…`. */
    copies: text('copies').array().notNull().default([]),
    /** The collection its points stand in; null: none yet, or the document changed since. */
    indexedAs: text('indexed_as'),
    isDeleted: boolean('is_deleted').notNull().default(false),
    storedAt: at('stored_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('documents_source').on(t.tenantId, t.sourceId),
    index('documents_record').on(t.tenantId, t.recordKey, t.at),
    index('documents_hash').on(t.tenantId, t.contentHash),
  ],
);

/** What is known about a document beyond its text; all optional because sources differ. */
export type DocumentMeta = {
  direction?: 'inbound' | 'outbound' | 'internal';
  from?: { name: string | null; email: string | null };
  to?: { name: string | null; email: string | null }[];
  /** Copied in: they may read along, which is no contact. */
  cc?: { name: string | null; email: string | null }[];
  threadId?: string;
  messageId?: string;
  inReplyTo?: string;
  durationMs?: number;
  /** Fields of the CRM that its title or text are read from by the org's own field map. */
  movedFrom?: string[];
  /** Tasks and events. */
  status?: string;
  /** Planned for later: an open task's due date or an event's start. */
  plannedAt?: string;
  isOpen?: boolean;
  attendees?: { name: string | null; email: string | null }[];
  /**
   * Calls: the spoken turns. `start`/`end` are character offsets of the spoken words (without the speaker's name) into
   * the text; times are null where the transcript has none.
   */
  turns?: { speaker: string | null; startMs: number | null; endMs: number | null; start: number; end: number }[];
};

/** A piece of a document that has its own vector; the text is cut from the document by offsets. */
export const chunks = pgTable(
  'chunks',
  {
    /** Also the id of the point in Qdrant. */
    id: uuid('id').primaryKey(),
    tenantId: uuid('tenant_id').notNull(),
    documentId: uuid('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
  },
  (t) => [uniqueIndex('chunks_document').on(t.documentId, t.ordinal)],
);

/**
 * One ready brief a record and visibility class: the newest. Lineage of earlier ones stays with `isCurrent` false. A row
 * never changes but for `isCurrent`.
 */
export const briefs = pgTable(
  'briefs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tenantId: uuid('tenant_id').notNull(),
    recordKey: text('record_key').notNull(),
    isCurrent: boolean('is_current').notNull(),
    /** `open`: of everything known; else the hash of `withheld`. */
    visibility: text('visibility').notNull().default('open'),
    /** What it was made of: shown only to who may read all of it. Empty is shown to nobody. */
    sources: text('sources').array().notNull().default([]),
    /** What it was made without, because its viewers may not read it; sorted. */
    withheld: text('withheld').array().notNull().default([]),
    sealedBrief: bytea('sealed_brief').notNull(),
    etag: text('etag').notNull(),
    /** Model, adapter, prompt version, evidence ids and hashes, signals. */
    lineage: jsonb('lineage').$type<Record<string, unknown>>().notNull(),
    madeAt: at('made_at').notNull(),
  },
  (t) => [uniqueIndex('briefs_current').on(t.tenantId, t.recordKey, t.visibility).where(sql`${t.isCurrent}`)],
);

/** Set when something of the record changed; cleared when a brief newer than it is stored. */
export const briefDemands = pgTable(
  'brief_demands',
  {
    tenantId: uuid('tenant_id').notNull(),
    recordKey: text('record_key').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.recordKey] })],
);

/**
 * Insights and evidence of briefs, by id, so that save, feedback and open-source find them. The same insight can be
 * worded otherwise for each visibility class; the sources of its brief decide who may have it.
 */
export const insights = pgTable(
  'insights',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: text('id').notNull(),
    visibility: text('visibility').notNull().default('open'),
    recordKey: text('record_key').notNull(),
    briefId: uuid('brief_id').notNull(),
    sealedInsight: bytea('sealed_insight').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id, t.visibility] })],
);

export const evidence = pgTable(
  'evidence',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: text('id').notNull(),
    visibility: text('visibility').notNull().default('open'),
    briefId: uuid('brief_id').notNull(),
    recordKey: text('record_key').notNull(),
    documentId: uuid('document_id'),
    sealedEvidence: bytea('sealed_evidence').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id, t.visibility] })],
);

export const feedback = pgTable(
  'feedback',
  {
    tenantId: uuid('tenant_id').notNull(),
    insightId: text('insight_id').notNull(),
    userId: uuid('user_id').notNull(),
    recordKey: text('record_key').notNull(),
    verdict: text('verdict').$type<'up' | 'down' | 'dismiss' | 'correct'>().notNull(),
    sealedCorrection: bytea('sealed_correction'),
    /** What kind of signal it judges; null for headlines and plain facts. */
    signalCode: text('signal_code').$type<SignalCode>(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.insightId, t.userId] }),
    index('feedback_record').on(t.tenantId, t.userId, t.recordKey),
    index('feedback_signal').on(t.tenantId, t.signalCode),
  ],
);

/** What was put before a user on a day, so that a day has no more of it than its budget, and what they put aside. */
export const attentionItems = pgTable(
  'attention_items',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** `YYYY-MM-DD` */
    day: text('day').notNull(),
    recordKey: text('record_key').notNull(),
    insightId: text('insight_id').notNull(),
    shownAt: at('shown_at').notNull(),
    dismissedAt: at('dismissed_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId, t.day, t.recordKey] })],
);

export const views = pgTable(
  'views',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    recordKey: text('record_key').notNull(),
    /** The look now going on and the one before it: looks within 30 minutes are one. */
    viewedAt: at('viewed_at').notNull(),
    previousViewedAt: at('previous_viewed_at'),
    /** The class of what was shown: briefs of classes nobody looks at are not made anew. */
    visibility: text('visibility').notNull().default('open'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.recordKey] }),
    index('views_record').on(t.tenantId, t.recordKey, t.viewedAt),
  ],
);

/** The ledger of CRM writes. */
export const crmWrites = pgTable(
  'crm_writes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    insightId: text('insight_id').notNull(),
    recordKey: text('record_key').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    externalId: text('external_id').notNull(),
    action: text('action').$type<'create' | 'update' | 'nothing'>().notNull(),
    state: text('state').$type<'queued' | 'written' | 'reverted' | 'failed'>().notNull(),
    targetKey: text('target_key'),
    targetUrl: text('target_url'),
    /** Old and new field values, sealed: what a revert needs. */
    sealedChange: bytea('sealed_change').notNull(),
    /** What the written insight was made of: its words are shown only while its writer may read all of it. */
    sources: text('sources').array().notNull().default([]),
    error: text('error'),
    at: at('at').notNull(),
  },
  (t) => [
    uniqueIndex('crm_writes_idempotency').on(t.tenantId, t.userId, t.idempotencyKey),
    index('crm_writes_insight').on(t.tenantId, t.insightId),
    index('crm_writes_record').on(t.tenantId, t.recordKey),
  ],
);

/** Hash-chained: `hash` = SHA-256(previous hash ‖ canonical entry). */
export const audit = pgTable(
  'audit',
  {
    tenantId: uuid('tenant_id').notNull(),
    sequence: integer('sequence').notNull(),
    at: at('at').notNull(),
    userId: uuid('user_id'),
    action: text('action').notNull(),
    target: text('target').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.sequence] })],
);

export const jobs = pgTable(
  'jobs',
  {
    id: uuid('id').primaryKey(),
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id'),
    kind: text('kind').$type<'ask' | 'ask-crm' | 'refresh-brief' | 'sync' | 'ingest'>().notNull(),
    state: text('state').$type<'queued' | 'running' | 'done' | 'failed'>().notNull(),
    idempotencyKey: text('idempotency_key'),
    /** `refresh-brief`: every open job of a record and class ends with the next brief of it. */
    recordKey: text('record_key'),
    /** `ask`: questions of one thread follow each other. */
    threadId: uuid('thread_id'),
    visibility: text('visibility').notNull().default('open'),
    /** What an answer was made of: read only while its user may read all of it. */
    sources: text('sources').array().notNull().default([]),
    progress: real('progress'),
    step: text('step'),
    /** Question and result, sealed. */
    sealedInput: bytea('sealed_input'),
    sealedResult: bytea('sealed_result'),
    error: jsonb('error').$type<{ code: string; message: string; retryable: boolean }>(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('jobs_idempotency').on(t.tenantId, t.userId, t.kind, t.idempotencyKey),
    index('jobs_open').on(t.tenantId, t.kind, t.userId).where(sql`${t.state} in ('queued', 'running')`),
  ],
);

/** How far each source of a tenant has been read. */
export const syncCursors = pgTable(
  'sync_cursors',
  {
    tenantId: uuid('tenant_id').notNull(),
    system: text('system').notNull(),
    object: text('object').notNull(),
    cursor: text('cursor').notNull(),
    readAt: at('read_at').notNull(),
    hasGap: boolean('has_gap').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.system, t.object] })],
);

/** How far the news of each object of a tenant has been followed, and whether all of it is known. */
export const changeStreams = pgTable(
  'change_streams',
  {
    tenantId: uuid('tenant_id').notNull(),
    system: text('system').$type<'salesforce' | 'hubspot'>().notNull(),
    object: text('object').notNull(),
    /** Where following goes on, in the words of the stream; null: it begins anew. */
    position: text('position'),
    /** Everything that changed until then has been told and stored; null: not known. */
    aliveAt: at('alive_at'),
    /** When something was last told: silence for too long is looked into. */
    toldAt: at('told_at').notNull(),
    /** Since when what is stored is not certain: the object is to be read again from its cursor. */
    unsureSince: at('unsure_since'),
    /** Changes are known to be missing, until it has been read again. */
    hasGap: boolean('has_gap').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.system, t.object] })],
);
