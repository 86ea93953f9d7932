import type { Book } from '../../book/book.ts';
import type { RecordStore } from './record-store.ts';

/** The package's permission sets, and who an administrator gives them to. */
const assigned = {
  Dealside_Rep: ['rep', 'manager', 'admin'],
  Dealside_Manager: ['manager', 'admin'],
  Dealside_Admin: ['admin'],
} as const;

export const loadPermissionSets = (book: Book, store: RecordStore): void => {
  for (const [name, profiles] of Object.entries(assigned)) {
    const set = { Id: store.nextId('PermissionSet'), IsDeleted: false, Name: name, Label: name.replace('_', ' ') };
    store.load('PermissionSet', set);
    for (const user of book.users.filter(({ profile }) => (profiles as readonly string[]).includes(profile)))
      store.load('PermissionSetAssignment', {
        Id: store.nextId('PermissionSetAssignment'),
        IsDeleted: false,
        PermissionSetId: set.Id,
        AssigneeId: user.id,
      });
  }
};
