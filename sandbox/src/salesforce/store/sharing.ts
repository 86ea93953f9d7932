import type { Book } from '../../book/book.ts';
import { findField, findObject } from '../schema/objects.ts';
import type { RecordData } from '../schema/sobject.ts';
import { createAccessRights } from './access-rights.ts';
import { createRecordLevels } from './record-levels.ts';
import type { RecordStore } from './record-store.ts';
import { defaultSharing, type SharingSettings, sharingSettingsSchema } from './sharing-settings.ts';

export type Viewer = { id: string; profile: 'rep' | 'manager' | 'admin' };

export type Sharing = ReturnType<typeof createSharing>;

/** Who may see and change what, now: every change of the settings counts from the next question on. */
export const createSharing = (book: Book, store: RecordStore) => {
  const profiles = new Map(book.users.map((user) => [user.id, user.profile]));
  let settings: SharingSettings = {
    ...defaultSharing(),
    shares: book.users.flatMap(({ id, sharedOpportunityIds }) =>
      sharedOpportunityIds.map((recordId) => ({ recordId, userId: id, level: 'Edit' as const })),
    ),
  };
  const rights = createAccessRights(() => settings);
  const levels = createRecordLevels({ store, rights, settings: () => settings });

  /** Sharing alone, as `UserRecordAccess` tells it; whether the object is for the user is asked by a describe. */
  const isShared = (viewer: Viewer, object: string, record: RecordData): boolean =>
    levels.levelOf(viewer, object, record) > 0;

  const canRead = (viewer: Viewer, object: string, record: RecordData): boolean =>
    rights.canSeeObject(viewer, object) && isShared(viewer, object, record) && !isOfHiddenField(viewer, object, record);

  /** The history of a field that is hidden from a user is hidden with it. */
  const isOfHiddenField = (viewer: Viewer, object: string, { Field }: RecordData): boolean => {
    if (object !== 'OpportunityFieldHistory' || typeof Field !== 'string') return false;
    const deal = findObject('Opportunity');
    const entry = deal && findField(deal, historyNames[Field] ?? Field);
    return deal !== undefined && entry !== undefined && !rights.canSeeField(viewer, deal, entry);
  };

  return {
    viewerOf: (userId: string): Viewer | null => {
      const profile = profiles.get(userId);
      return profile ? { id: userId, profile } : null;
    },

    isShared,
    canRead,
    canSeeField: rights.canSeeField,
    objectFor: rights.objectFor,

    canEdit: (viewer: Viewer, object: string, record: RecordData): boolean =>
      rights.canEditObject(viewer, object) &&
      canRead(viewer, object, record) &&
      levels.levelOf(viewer, object, record) > 1,

    canDelete(viewer: Viewer, object: string, record: RecordData): boolean {
      if (rights.editsAll(viewer)) return true;
      if (!canRead(viewer, object, record)) return false;
      return 'OwnerId' in record ? levels.isOwnerOrAbove(viewer, record) : true;
    },

    settings: (): SharingSettings => settings,

    /** Replaces the sections that are given. @throws {z.ZodError} */
    change(sections: Partial<SharingSettings>) {
      settings = sharingSettingsSchema.parse({ ...settings, ...sections });
    },

    /** Shares a deal with a user, or takes the share back. The owner's own access is not a share. */
    setAccess(userId: string, opportunityId: string, isReadable: boolean) {
      if (!profiles.has(userId)) throw new Error(`no user ${userId}`);
      const others = settings.shares.filter((share) => share.recordId !== opportunityId || share.userId !== userId);
      const share = { recordId: opportunityId, userId, level: 'Edit' as const };
      settings = { ...settings, shares: isReadable ? [...others, share] : others };
    },
  };
};

/** Where a history row names a field otherwise than the describe. */
const historyNames: Readonly<Record<string, string>> = { Owner: 'OwnerId', Account: 'AccountId' };
