import type { Book } from '../../book/book.ts';
import { findField, findObject } from '../schema/objects.ts';
import type { RecordData, Value } from '../schema/sobject.ts';
import { normaliseId } from './ids.ts';
import { findLastActivities } from './last-activity.ts';
import { loadActivities } from './load-activities.ts';
import { loadDeals } from './load-deals.ts';
import { loadLeads } from './load-leads.ts';
import type { RecordStore } from './record-store.ts';

type Row = Record<string, Value>;

/** Puts one record of the book into the store; fields left out have their default. */
export type LoadRecord = (
  object: string,
  row: Row & { Id: string },
  times: { created: string; modified?: string; by?: string },
) => void;

/** @param defaultUser who made what has no owner */
export const createLoadRecord =
  (store: Pick<RecordStore, 'load'>, defaultUser: string): LoadRecord =>
  (object, row, times) => {
    const type = findObject(object);
    if (!type) throw new Error(`no object ${object}`);
    const record: Row = {};
    for (const { name, default: byDefault } of type.fields) record[name] = byDefault;
    const created = new Date(times.created).toISOString();
    const modified = new Date(times.modified ?? times.created).toISOString();
    const by = times.by ?? (typeof row.OwnerId === 'string' ? row.OwnerId : defaultUser);
    const system: Row = {
      IsDeleted: false,
      CreatedDate: created,
      CreatedById: by,
      LastModifiedDate: modified,
      LastModifiedById: by,
      SystemModstamp: modified,
    };
    for (const [name, value] of Object.entries({ ...system, ...row })) {
      const entry = findField(type, name);
      if (!entry) continue;
      const isId = (entry.type === 'reference' || entry.type === 'id') && typeof value === 'string';
      record[name] = isId ? (normaliseId(value) ?? value) : toStored(entry.type, value);
    }
    store.load(object, record as RecordData);
  };

/** Puts a book's records into the store as Salesforce would hold them. */
export const loadBook = (book: Book, store: RecordStore): void => {
  const firstUser = book.users[0]?.id ?? '';
  const beginning = new Date(Date.parse(book.now) - 400 * 86_400_000).toISOString();

  const load = createLoadRecord(store, firstUser);

  load(
    'Organization',
    {
      Id: book.orgId,
      Name: 'Dealside Sandbox',
      OrganizationType: 'Enterprise Edition',
      InstanceName: 'DS1',
      IsSandbox: true,
      TimeZoneSidKey: 'GMT',
      DefaultLocaleSidKey: 'en_US',
      FiscalYearStartMonth: 1,
    },
    { created: beginning },
  );

  for (const user of book.users) {
    const [firstName, ...rest] = user.name.split(' ');
    load(
      'User',
      {
        Id: user.id,
        Username: user.username,
        FirstName: rest.length > 0 ? (firstName ?? null) : null,
        LastName: rest.length > 0 ? rest.join(' ') : user.name,
        Name: user.name,
        Email: user.email,
        IsActive: true,
        UserType: 'Standard',
        TimeZoneSidKey: 'GMT',
        LocaleSidKey: 'en_US',
      },
      { created: beginning },
    );
  }

  const lastActivities = findLastActivities(book);
  for (const account of book.accounts)
    load(
      'Account',
      {
        Id: account.id,
        Name: account.name,
        Industry: account.industry,
        Website: account.website,
        BillingCountry: account.billingCountry,
        NumberOfEmployees: account.numberOfEmployees,
        OwnerId: account.ownerId,
        LastActivityDate: lastActivities.get(account.id) ?? null,
      },
      { created: beginning },
    );

  for (const contact of book.contacts)
    load(
      'Contact',
      {
        Id: contact.id,
        AccountId: contact.accountId,
        FirstName: contact.firstName,
        LastName: contact.lastName,
        Name: `${contact.firstName} ${contact.lastName}`.trim(),
        Title: contact.title,
        Email: contact.email,
        Phone: contact.phone,
        OwnerId: contact.ownerId,
        LastActivityDate: lastActivities.get(contact.id) ?? null,
      },
      { created: beginning },
    );

  loadDeals(book, load, lastActivities);
  loadActivities(book, load);
  loadLeads(book, load);
};

const toStored = (type: string, value: Value): Value => {
  // Salesforce keeps no empty text: it is null.
  if (typeof value !== 'string' || value === '') return value === '' ? null : value;
  if (type === 'datetime') return new Date(value).toISOString();
  if (type === 'date') return value.slice(0, 10);
  return value;
};
