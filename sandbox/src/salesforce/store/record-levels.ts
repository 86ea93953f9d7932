import { objectOfId } from '../schema/objects.ts';
import type { RecordData } from '../schema/sobject.ts';
import type { AccessRights } from './access-rights.ts';
import type { RecordStore } from './record-store.ts';
import type { Viewer } from './sharing.ts';
import type { AccessLevel, SharingSettings } from './sharing-settings.ts';

/** 0: not to be seen, 1: to be read, 2: to be changed, 3: as its owner. */
type Level = 0 | 1 | 2 | 3;

const levels: Readonly<Record<AccessLevel | 'Private' | 'ReadWrite' | 'ControlledByParent', Level>> = {
  None: 0,
  Private: 0,
  ControlledByParent: 0,
  Read: 1,
  Edit: 2,
  ReadWrite: 2,
};

type Shared = 'Account' | 'Contact' | 'Lead' | 'Opportunity';
const isShared = (object: string): object is Shared => ['Account', 'Contact', 'Lead', 'Opportunity'].includes(object);

/** Which fields of an object lead to the records that decide about it. */
const parents: Readonly<Record<string, readonly string[]>> = {
  OpportunityFieldHistory: ['OpportunityId'],
  OpportunityContactRole: ['OpportunityId'],
  EmailMessage: ['RelatedToId', 'ActivityId'],
  Dealside_Insight__c: ['Opportunity__c', 'Account__c', 'Contact__c', 'Lead__c'],
};

/**
 * Record-level sharing as Salesforce documents it: owner, those above the owner in the role hierarchy, org-wide default,
 * manual shares, teams, read access to the account of a deal or contact one may read (implicit parent), the role's
 * access to deals and contacts of accounts one owns (implicit child), contacts controlled by their account, activities
 * by their parents.
 */
export const createRecordLevels = ({
  store,
  rights,
  settings,
}: {
  store: RecordStore;
  rights: AccessRights;
  settings: () => SharingSettings;
}) => {
  const roleOf = (userId: string): string | null => settings().users[userId]?.roleId ?? null;

  const isAbove = (viewer: Viewer, ownerId: unknown): boolean => {
    const own = roleOf(viewer.id);
    if (own === null || typeof ownerId !== 'string') return false;
    const { roles } = settings();
    const passed = new Set<string>();
    for (
      let role = roles[roleOf(ownerId) ?? '']?.parentId ?? null;
      role !== null;
      role = roles[role]?.parentId ?? null
    ) {
      if (role === own) return true;
      if (passed.has(role)) return false;
      passed.add(role);
    }
    return false;
  };

  const isOwnerOrAbove = (viewer: Viewer, { OwnerId }: RecordData): boolean =>
    OwnerId === viewer.id || isAbove(viewer, OwnerId);

  const sharedLevel = (viewer: Viewer, recordId: string): Level =>
    highest(
      settings().shares.map((share) => {
        if (share.recordId !== recordId) return 0;
        const isFor = share.userId === viewer.id || (share.roleId !== undefined && share.roleId === roleOf(viewer.id));
        return isFor ? levels[share.level] : 0;
      }),
    );

  const teamLevel = (viewer: Viewer, object: Shared, record: RecordData): Level => {
    const { accountTeams, opportunityTeams } = settings();
    const accountId = object === 'Account' ? record.Id : record.AccountId;
    return highest([
      ...opportunityTeams.map((member) =>
        object === 'Opportunity' && member.opportunityId === record.Id && member.userId === viewer.id
          ? levels[member.level]
          : 0,
      ),
      ...accountTeams.map((member) => {
        if (member.accountId !== accountId || member.userId !== viewer.id) return 0;
        if (object === 'Account') return levels[member.account];
        if (object === 'Opportunity') return levels[member.opportunity];
        return object === 'Contact' ? levels[member.contact] : 0;
      }),
    ]);
  };

  const accountOf = (record: RecordData): RecordData | null => {
    const account = typeof record.AccountId === 'string' ? store.get('Account', record.AccountId) : undefined;
    return account ?? null;
  };

  /** The role's access to what hangs on accounts that its users own. */
  const implicitChild = (viewer: Viewer, object: Shared, record: RecordData): Level => {
    if (object !== 'Opportunity' && object !== 'Contact') return 0;
    const account = accountOf(record);
    if (!account || !isOwnerOrAbove(viewer, account)) return 0;
    const role = settings().roles[roleOf(String(account.OwnerId)) ?? ''];
    return levels[(object === 'Opportunity' ? role?.opportunityAccess : role?.contactAccess) ?? 'None'];
  };

  /** All but what access to another record brings along. */
  const ownLevel = (viewer: Viewer, object: Shared, record: RecordData): Level => {
    if (rights.editsAll(viewer) || isOwnerOrAbove(viewer, record)) return 3;
    return highest([
      rights.seesAll(viewer, object) ? 1 : 0,
      levels[settings().defaults[object]],
      sharedLevel(viewer, record.Id),
      teamLevel(viewer, object, record),
      implicitChild(viewer, object, record),
    ]);
  };

  const isControlledByParent = (object: Shared): boolean => settings().defaults[object] === 'ControlledByParent';

  const implicitParent = (viewer: Viewer, account: RecordData): Level => {
    const children: Shared[] = isControlledByParent('Contact') ? ['Opportunity'] : ['Opportunity', 'Contact'];
    const reads = children.some((child) =>
      store
        .findBy(child, 'AccountId', account.Id)
        ?.some((record) => !record.IsDeleted && ownLevel(viewer, child, record) > 0),
    );
    return reads ? 1 : 0;
  };

  const objectLevel = (viewer: Viewer, object: Shared, record: RecordData): Level => {
    if (object === 'Contact' && isControlledByParent('Contact')) {
      const account = accountOf(record);
      // Without an account a contact is its owner's alone.
      if (!account)
        return rights.editsAll(viewer) || record.OwnerId === viewer.id ? 3 : rights.seesAll(viewer, object) ? 1 : 0;
      return objectLevel(viewer, 'Account', account);
    }
    const own = ownLevel(viewer, object, record);
    return own > 0 || object !== 'Account' ? own : implicitParent(viewer, record);
  };

  const levelOfId = (viewer: Viewer, id: unknown): Level => {
    const object = typeof id === 'string' ? objectOfId(id)?.name : undefined;
    const record = object && typeof id === 'string' ? store.get(object, id) : undefined;
    return object && record ? levelOf(viewer, object, record) : 0;
  };

  const activityLevel = (viewer: Viewer, record: RecordData): Level => {
    if (rights.editsAll(viewer) || record.OwnerId === viewer.id) return 3;
    if (record.IsPrivate === true) return rights.seesAll(viewer, 'Activity') ? 1 : 0;
    if (isAbove(viewer, record.OwnerId)) return 3;
    const related = [record.WhatId, record.WhoId].filter((id) => typeof id === 'string');
    if (rights.seesAll(viewer, 'Activity')) return 1;
    const all = related.map((id) => levelOfId(viewer, id));
    if (all.length === 0) return record.CreatedById === viewer.id ? 1 : 0;
    if (settings().defaults.Activity === 'ControlledByParent') return Math.min(...all) as Level;
    return highest(all);
  };

  function levelOf(viewer: Viewer, object: string, record: RecordData): Level {
    if (isShared(object)) return objectLevel(viewer, object, record);
    if (object === 'Task' || object === 'Event') return activityLevel(viewer, record);
    if (object === 'EventRelation') return levelOfId(viewer, record.EventId);
    const fields = parents[object];
    // Users, the organisation, custom metadata: for everybody to read.
    if (!fields) return rights.editsAll(viewer) || !('OwnerId' in record) ? 3 : isOwnerOrAbove(viewer, record) ? 3 : 1;
    if (rights.editsAll(viewer)) return 3;
    const id = fields.map((field) => record[field]).find((value) => typeof value === 'string');
    const own = record.OwnerId === viewer.id || record.CreatedById === viewer.id ? 3 : 0;
    if (id === undefined) return own;
    const parent = levelOfId(viewer, id);
    // Who may read the deal may work on what hangs on it.
    return parent > 0 ? highest([parent, 2]) : rights.seesAll(viewer, object) ? 1 : 0;
  }

  return { levelOf, isOwnerOrAbove };
};

const highest = (all: readonly Level[]): Level => Math.max(0, ...all) as Level;
