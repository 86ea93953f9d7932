import type { Book } from '../../book/book.ts';
import { objectOfId } from '../schema/objects.ts';
import type { RecordData } from '../schema/sobject.ts';
import type { RecordStore } from './record-store.ts';

export type Viewer = { id: string; profile: 'rep' | 'manager' | 'admin' };

export type Sharing = ReturnType<typeof createSharing>;

/** Which field of an object leads to the deal that decides who may see it. */
const dealFields: Record<string, string> = {
  OpportunityFieldHistory: 'OpportunityId',
  OpportunityContactRole: 'OpportunityId',
  Task: 'WhatId',
  Event: 'WhatId',
  EmailMessage: 'RelatedToId',
  Dealside_Insight__c: 'Opportunity__c',
};

/** Accounts and contacts are public read-only, deals private: their owner, those they are shared with, and managers. */
export const createSharing = (book: Book, store: RecordStore) => {
  const shares = new Map(book.users.map((user) => [user.id, new Set(user.sharedOpportunityIds)]));
  const profiles = new Map(book.users.map((user) => [user.id, user.profile]));

  const canReadDeal = (viewer: Viewer, opportunityId: string): boolean => {
    const deal = store.get('Opportunity', opportunityId);
    return deal !== undefined && (deal.OwnerId === viewer.id || (shares.get(viewer.id)?.has(opportunityId) ?? false));
  };

  const canRead = (viewer: Viewer, object: string, record: RecordData): boolean => {
    if (viewer.profile !== 'rep') return true;
    if (object === 'Opportunity') return canReadDeal(viewer, record.Id);
    if (object === 'EventRelation') {
      const event = store.get('Event', String(record.EventId));
      return event !== undefined && canRead(viewer, 'Event', event);
    }
    const dealField = dealFields[object];
    if (!dealField) return true;
    const parentId = record[dealField];
    if (typeof parentId !== 'string') return record.OwnerId === viewer.id || record.CreatedById === viewer.id;
    return objectOfId(parentId)?.name === 'Opportunity' ? canReadDeal(viewer, parentId) : true;
  };

  return {
    viewerOf: (userId: string): Viewer | null => {
      const profile = profiles.get(userId);
      return profile ? { id: userId, profile } : null;
    },

    canRead,

    canEdit(viewer: Viewer, object: string, record: RecordData): boolean {
      if (viewer.profile !== 'rep') return true;
      if (object === 'Account' || object === 'Contact' || object === 'Lead') return record.OwnerId === viewer.id;
      return canRead(viewer, object, record);
    },

    canDelete(viewer: Viewer, object: string, record: RecordData): boolean {
      if (viewer.profile !== 'rep') return true;
      if (!canRead(viewer, object, record)) return false;
      return 'OwnerId' in record ? record.OwnerId === viewer.id : true;
    },

    /** Shares a deal with a user, or takes the share back. The owner's own access is not a share. */
    setAccess(userId: string, opportunityId: string, isReadable: boolean) {
      const shared = shares.get(userId);
      if (!shared) throw new Error(`no user ${userId}`);
      if (isReadable) shared.add(opportunityId);
      else shared.delete(opportunityId);
    },
  };
};
