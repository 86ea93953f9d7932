import { z } from 'zod';

const levelSchema = z.enum(['None', 'Read', 'Edit']);
export type AccessLevel = z.infer<typeof levelSchema>;

const rightsSchema = z.strictObject({
  viewAllData: z.boolean().optional(),
  modifyAllData: z.boolean().optional(),
  /** By object: left out, a profile lets read and edit, a permission set adds nothing. */
  objects: z
    .record(
      z.string(),
      z.strictObject({ read: z.boolean(), edit: z.boolean().optional(), viewAll: z.boolean().optional() }),
    )
    .optional(),
  /** By `Object.Field`, as objects. */
  fields: z.record(z.string(), z.strictObject({ read: z.boolean(), edit: z.boolean().optional() })).optional(),
});
export type Rights = z.infer<typeof rightsSchema>;

const defaultSchema = z.enum(['Private', 'Read', 'ReadWrite', 'ControlledByParent']);

/** What Setup holds about who sees what. `Activity` stands for tasks and events. */
export const sharingSettingsSchema = z.strictObject({
  /** Org-wide defaults; only contacts and activities can be controlled by their parent. */
  defaults: z.strictObject({
    Account: defaultSchema,
    Contact: defaultSchema,
    Lead: defaultSchema,
    Opportunity: defaultSchema,
    Activity: z.enum(['Private', 'ControlledByParent']),
  }),
  roles: z.record(
    z.string(),
    z.strictObject({
      parentId: z.string().nullable(),
      /** What the owner of an account may do with its opportunities and contacts that others own. */
      opportunityAccess: levelSchema.optional(),
      contactAccess: levelSchema.optional(),
    }),
  ),
  users: z.record(
    z.string(),
    z.strictObject({ roleId: z.string().nullable().optional(), permissionSets: z.array(z.string()).optional() }),
  ),
  profiles: z.record(z.string(), rightsSchema),
  permissionSets: z.record(z.string(), rightsSchema),
  /** Manual shares, with a user or with all of a role. */
  shares: z.array(
    z.strictObject({
      recordId: z.string(),
      userId: z.string().optional(),
      roleId: z.string().optional(),
      level: z.enum(['Read', 'Edit']),
    }),
  ),
  opportunityTeams: z.array(
    z.strictObject({ opportunityId: z.string(), userId: z.string(), level: z.enum(['Read', 'Edit']) }),
  ),
  accountTeams: z.array(
    z.strictObject({
      accountId: z.string(),
      userId: z.string(),
      account: z.enum(['Read', 'Edit']),
      opportunity: levelSchema,
      contact: levelSchema,
    }),
  ),
});
export type SharingSettings = z.infer<typeof sharingSettingsSchema>;

/** Accounts, contacts and leads are public, deals private; managers and administrators see all. */
export const defaultSharing = (): SharingSettings => ({
  defaults: { Account: 'Read', Contact: 'Read', Lead: 'Read', Opportunity: 'Private', Activity: 'ControlledByParent' },
  roles: {},
  users: {},
  profiles: {
    rep: {},
    manager: { viewAllData: true, modifyAllData: true },
    admin: { viewAllData: true, modifyAllData: true },
  },
  permissionSets: {},
  shares: [],
  opportunityTeams: [],
  accountTeams: [],
});
