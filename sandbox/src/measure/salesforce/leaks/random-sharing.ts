import fc from 'fast-check';
import type { SharingSettings } from '../../../salesforce/store/sharing-settings.ts';
import { type PersonName, sharedRecords, userIds } from './canary-book.ts';

/** The fields of which a brief is made, and which an administrator can hide. */
const hideableFields = [
  ...['Amount', 'NextStep', 'Description', 'Probability', 'AccountId', 'Renewal_Risk__c'].map(
    (name) => `Opportunity.${name}`,
  ),
  ...['Title', 'Department', 'Email', 'Phone', 'AccountId'].map((name) => `Contact.${name}`),
  ...['Industry', 'Website', 'BillingCountry'].map((name) => `Account.${name}`),
  ...['Title', 'Email', 'Status', 'LeadSource'].map((name) => `Lead.${name}`),
  'OpportunityContactRole.Role',
  ...['Subject', 'Description'].flatMap((name) => [`Task.${name}`, `Event.${name}`]),
  ...['Subject', 'TextBody', 'FromName', 'ToAddress'].map((name) => `EmailMessage.${name}`),
];

export const viewers = ['lead', 'ana', 'ben', 'cem'] as const satisfies readonly PersonName[];
export type ViewerName = (typeof viewers)[number];

/** What an administrator can set about who sees what, of the canary org; nothing is left as it was before. */
export const randomSharing: fc.Arbitrary<SharingSettings> = fc.record({
  defaults: fc.record({
    Account: fc.constantFrom('Private', 'Read', 'ReadWrite'),
    Contact: fc.constantFrom('Private', 'Read', 'ControlledByParent'),
    Lead: fc.constantFrom('Private', 'Read'),
    Opportunity: fc.constantFrom('Private', 'Private', 'Read'),
    Activity: fc.constantFrom('Private', 'ControlledByParent'),
  }),
  roles: fc.record({
    top: fc.constant({ parentId: null }),
    middle: fc.record({
      parentId: fc.constantFrom(null, 'top'),
      opportunityAccess: fc.constantFrom('None' as const, 'Read' as const, 'Edit' as const),
      contactAccess: fc.constantFrom('None' as const, 'Read' as const),
    }),
    bottom: fc.constant({ parentId: 'middle', opportunityAccess: 'Read' as const }),
  }),
  users: fc.record(
    Object.fromEntries(
      viewers.map((name) => [
        userIds[name],
        fc.record({
          roleId: fc.constantFrom(null, 'top', 'middle', 'bottom'),
          permissionSets: fc.subarray(['more', 'money']),
        }),
      ]),
    ),
  ),
  profiles: fc.record({
    admin: fc.constant({ viewAllData: true, modifyAllData: true }),
    rep: fc.record({
      fields: fc
        .subarray(hideableFields, { maxLength: 6 })
        .map((hidden) => Object.fromEntries(hidden.map((field) => [field, { read: false }]))),
      objects: fc
        .subarray(['Contact', 'Account'], { maxLength: 1 })
        .map((hidden) => Object.fromEntries(hidden.map((object) => [object, { read: false }]))),
    }),
  }),
  permissionSets: fc.record({
    money: fc.constant({ fields: { 'Opportunity.Amount': { read: true } } }),
    more: fc.subarray(hideableFields, { minLength: 5 }).map((shown) => ({
      fields: Object.fromEntries(shown.map((field) => [field, { read: true }])),
      objects: { Contact: { read: true } },
    })),
  }),
  shares: fc.array(
    fc.record({
      recordId: fc.constantFrom(...Object.values(sharedRecords).flat()),
      userId: fc.constantFrom(...viewers.map((name) => userIds[name])),
      level: fc.constantFrom('Read' as const, 'Edit' as const),
    }),
    { maxLength: 8 },
  ),
  opportunityTeams: fc.array(
    fc.record({
      opportunityId: fc.constantFrom(...sharedRecords.Opportunity),
      userId: fc.constantFrom(...viewers.map((name) => userIds[name])),
      level: fc.constantFrom('Read' as const, 'Edit' as const),
    }),
    { maxLength: 4 },
  ),
  accountTeams: fc.array(
    fc.record({
      accountId: fc.constantFrom(...sharedRecords.Account),
      userId: fc.constantFrom(...viewers.map((name) => userIds[name])),
      account: fc.constantFrom('Read' as const, 'Edit' as const),
      opportunity: fc.constantFrom('None' as const, 'Read' as const),
      contact: fc.constantFrom('None' as const, 'Read' as const),
    }),
    { maxLength: 3 },
  ),
});
