import type { Field, SObjectType } from '../schema/sobject.ts';
import type { Viewer } from './sharing.ts';
import type { Rights, SharingSettings } from './sharing-settings.ts';

export type AccessRights = ReturnType<typeof createAccessRights>;

/** Kept by the platform, or without which a record is none: nobody is denied to see them. */
const alwaysSeen = new Set([
  ...['Id', 'Name', 'OwnerId', 'IsDeleted', 'IsClosed', 'IsWon', 'CreatedDate', 'CreatedById', 'LastModifiedDate'],
  ...['LastModifiedById', 'SystemModstamp', 'MasterRecordId', 'CurrencyIsoCode'],
]);
/** Objects whose rights can be set. */
const withObjectRights = new Set(['Account', 'Contact', 'Lead', 'Opportunity', 'Dealside_Insight__c']);
/** What hangs on another object is there for who may read that one. */
const rightsOf: Readonly<Record<string, string>> = {
  OpportunityContactRole: 'Opportunity',
  OpportunityFieldHistory: 'Opportunity',
};
const withFieldRights = new Set([...withObjectRights, 'OpportunityContactRole', 'Task', 'Event', 'EmailMessage']);

/** Whether field-level security can hide it, as `permissionable` of a describe tells. */
export const isPermissionable = (object: SObjectType, { name, isRequired }: Field): boolean =>
  withFieldRights.has(object.name) && !isRequired && !alwaysSeen.has(name);

/** What profile and permission sets let a user see: a permission set adds, and nothing takes away. */
export const createAccessRights = (settings: () => SharingSettings) => {
  const seen = new Map<string, SObjectType | null>();
  let seenUnder: SharingSettings | null = null;

  const grants = (viewer: Viewer, of: (rights: Rights) => boolean | undefined, byDefault: boolean): boolean => {
    const { profiles, permissionSets, users } = settings();
    if (of(profiles[viewer.profile] ?? {}) ?? byDefault) return true;
    return users[viewer.id]?.permissionSets?.some((name) => of(permissionSets[name] ?? {}) === true) ?? false;
  };

  const canSeeObject = (viewer: Viewer, name: string): boolean => {
    const object = rightsOf[name] ?? name;
    return !withObjectRights.has(object) || grants(viewer, ({ objects }) => objects?.[object]?.read, true);
  };

  const canSeeField = (viewer: Viewer, object: SObjectType, entry: Field): boolean =>
    !isPermissionable(object, entry) ||
    grants(viewer, ({ fields }) => fields?.[`${object.name}.${entry.name}`]?.read, true);

  return {
    canSeeObject,
    canSeeField,

    canEditObject: (viewer: Viewer, name: string): boolean =>
      canSeeObject(viewer, name) &&
      (!withObjectRights.has(name) || grants(viewer, ({ objects }) => objects?.[name]?.edit, true)),

    seesAll: (viewer: Viewer, name: string): boolean =>
      grants(viewer, ({ viewAllData, objects }) => viewAllData === true || objects?.[name]?.viewAll === true, false),

    editsAll: (viewer: Viewer): boolean => grants(viewer, ({ modifyAllData }) => modifyAllData, false),

    /** The object with the fields this viewer sees; null where the object is not for the viewer. */
    objectFor(viewer: Viewer, object: SObjectType): SObjectType | null {
      if (seenUnder !== settings()) {
        seenUnder = settings();
        seen.clear();
      }
      const key = `${viewer.id} ${viewer.profile} ${object.name}`;
      const known = seen.get(key);
      if (known !== undefined) return known;
      const fields = object.fields.filter((entry) => canSeeField(viewer, object, entry));
      const forViewer = !canSeeObject(viewer, object.name)
        ? null
        : fields.length === object.fields.length
          ? object
          : { ...object, fields };
      seen.set(key, forViewer);
      return forViewer;
    },
  };
};
