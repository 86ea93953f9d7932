import type { Book } from '../book/book.ts';
import { createQueryJobs } from './bulk/query-jobs.ts';
import { createEventBus } from './events/event-bus.ts';
import { createFaults } from './faults.ts';
import { type ApiUsage, inOwnUnit } from './rest/rest-env.ts';
import { listObjects } from './schema/objects.ts';
import type { RecordData, Value } from './schema/sobject.ts';
import { deployMetadata, type MetadataRecord, readPackagedMetadata } from './store/deploy-metadata.ts';
import { normaliseId } from './store/ids.ts';
import type { Journal } from './store/journal.ts';
import { loadBook } from './store/load-book.ts';
import { loadPermissionSets } from './store/load-permission-sets.ts';
import { mergeRecords, undeleteRecord } from './store/merge-records.ts';
import { createRecordStore } from './store/record-store.ts';
import { createSharing, type Viewer } from './store/sharing.ts';
import type { SharingSettings } from './store/sharing-settings.ts';
import { createRecordWriter, requireObject } from './store/write-records.ts';
import { createOrgSettings } from './tooling/org-settings.ts';

export type SalesforceState = ReturnType<typeof createState>;

/** The made-up org: the book, the changes since, and what a test may do to it from outside. */
export const createState = (options: {
  book: Book;
  journal: Journal;
  now: () => Date;
  usage: ApiUsage;
  eventRetentionHours: number;
  expireAccessTokens: (userId: string | null) => void;
}) => {
  const { book, journal } = options;
  const settings = createOrgSettings();
  const bus = createEventBus({
    journal,
    now: options.now,
    retentionHours: options.eventRetentionHours,
    isSelected: (eventName) => settings.changeEvents.includes(eventName),
  });
  const store = createRecordStore(journal, bus.capture);
  loadBook(book, store);
  loadPermissionSets(book, store);
  for (const record of readPackagedMetadata()) deployMetadata(store, store.load, record, new Date(book.now));
  const sharing = createSharing(book, store);
  for (const entry of journal.entries) {
    if (entry.kind === 'record') store.load(entry.object, entry.record as RecordData);
    if (entry.kind === 'access') sharing.setAccess(entry.userId, entry.opportunityId, entry.isReadable);
    if (entry.kind === 'sharing') sharing.change(entry.settings);
  }
  const writer = createRecordWriter({ store, sharing, now: options.now });
  const administrator = book.users.find(({ profile }) => profile === 'admin');
  const faults = createFaults();
  const inUnitOf = (object: string, userId: string | undefined) => ({
    object: requireObject(object),
    userId: userId ?? administrator?.id ?? '',
    now: options.now().toISOString(),
  });

  return {
    store,
    sharing,
    writer,
    bus,
    bulk: createQueryJobs({ now: options.now }),
    /** As Setup shows them; a test or a person changes them in place. */
    settings,
    faults,
    usage: options.usage,

    counts: () => ({
      records: Object.fromEntries(
        listObjects().flatMap(({ name, keyPrefix }) => (keyPrefix ? [[name, store.count(name)]] : [])),
      ),
      apiRequests: options.usage.used,
      faults: faults.list().length,
    }),

    /**
     * Changes, creates (no id) or deletes (no fields) a record as another person would, outside of any session.
     * @throws {ApiError} as the API does.
     */
    edit(input: {
      object: string;
      id?: string | undefined;
      fields: Record<string, Value> | null;
      userId?: string | undefined;
    }): string {
      const viewer: Viewer = { id: input.userId ?? administrator?.id ?? '', profile: 'admin' };
      const object = requireObject(input.object);
      const { id, fields } = input;
      return inOwnUnit(store, (unit) => {
        if (id === undefined) return writer.create({ viewer, object, body: fields ?? {}, unit }).Id;
        if (fields) return writer.update({ viewer, object, id, body: fields, unit }).Id;
        writer.remove({ viewer, object, id, unit });
        return id;
      });
    },

    /** Takes a record out of the recycle bin, with what went into it at the same time. @throws {ApiError} as the API does. */
    undelete: (input: { object: string; id: string; userId?: string | undefined }) =>
      inOwnUnit(store, (unit) => undeleteRecord({ ...input, ...inUnitOf(input.object, input.userId), store, unit })),

    /** Merges accounts, contacts or leads: what hung on the losers moves to the master. @throws {ApiError} as the API does. */
    merge: (input: {
      object: string;
      masterId: string;
      loserIds: readonly string[];
      /** Values the master takes over. */
      fields: Readonly<Record<string, Value>>;
      userId?: string | undefined;
    }) => inOwnUnit(store, (unit) => mergeRecords({ ...input, ...inUnitOf(input.object, input.userId), store, unit })),

    /** Changes or adds a custom metadata record, as Setup or a deployment does. */
    deployMetadata: (record: MetadataRecord) =>
      inOwnUnit(store, (unit) => deployMetadata(store, unit.put, record, options.now())),

    /** Shares a deal with a user or takes the share back, at once and for good. */
    setAccess(input: { userId: string; opportunityId: string; isReadable: boolean }) {
      const opportunityId = normaliseId(input.opportunityId) ?? input.opportunityId;
      sharing.setAccess(input.userId, opportunityId, input.isReadable);
      journal.append([{ kind: 'access', userId: input.userId, opportunityId, isReadable: input.isReadable }]);
    },

    /** Changes what Setup holds about sharing, profiles and permission sets, at once; sections left out stay. */
    setSharing(sections: Partial<SharingSettings>) {
      sharing.change(sections);
      journal.append([{ kind: 'sharing', settings: sharing.settings() }]);
    },

    /** Ends access tokens now; refresh tokens stay good. */
    expireSessions: options.expireAccessTokens,
  };
};
