/** What an administrator sets in Setup and the Tooling API tells. */
export type OrgSettings = {
  trustedUrls: { url: string; isActive: boolean }[];
  /** Selected for Change Data Capture: `OpportunityChangeEvent`. */
  changeEvents: string[];
};

const followed = [
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'OpportunityContactRole',
  'EmailMessage',
  'Event',
  'Task',
];

/** An org in which everything was set up that the install guide asks for. */
export const createOrgSettings = (): OrgSettings => ({
  trustedUrls: [],
  changeEvents: followed.map((object) => `${object}ChangeEvent`),
});
