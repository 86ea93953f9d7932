/** What a CRM says about the rights and settings that Dealside needs in it. Null: it does not tell this user. */
export type OrgInspection = {
  /** Objects that are read. */
  objects: readonly string[];
  unreadableObjects: readonly string[];
  /** `Opportunity.NextStep`: of readable objects, what this user does not see or the org does not have. */
  unreadableFields: readonly string[];
  /** The object insights are saved as; null: it is not there or not for this user. */
  insights: { isCreateable: boolean; unwritableFields: readonly string[] } | null;
  /** Dealside's own permission sets by name, with how many users have each; a missing one has null users. */
  permissionSets: readonly { name: string; users: number | null }[] | null;
  /** Origins that widgets may reach. */
  trustedOrigins: readonly string[] | null;
  /** Of the requests that 24 hours allow: how many are used, and whether reading waits because of it. */
  requests: { usedPercent: number; isReadingHeld: boolean } | null;
  /** Objects whose changes nobody announces. */
  silentObjects: readonly string[] | null;
};
