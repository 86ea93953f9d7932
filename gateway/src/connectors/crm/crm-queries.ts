/** A field as its CRM describes it to one user. What the user may not see is not there. */
export type CrmField = {
  name: string;
  label: string;
  /** Salesforce's word: `currency`, `picklist`, `multipicklist`, `reference`, `date`, … */
  type: string;
  isFilterable: boolean;
  isSortable: boolean;
  isGroupable: boolean;
  isAggregatable: boolean;
  /** Active values only. */
  picklist: readonly { value: string; label: string }[];
  referenceTo: readonly string[];
  relationshipName: string | null;
};

export type CrmObject = {
  name: string;
  label: string;
  labelPlural: string;
  /** The field people call a record by; null where records have no name. */
  nameField: string | null;
  fields: ReadonlyMap<string, CrmField>;
};

/** All that a question of one user can be about. */
export type CrmSchema = {
  objects: ReadonlyMap<string, CrmObject>;
  /** Active users by name, as this user may see them. */
  people: readonly { id: string; name: string }[];
  /** The asking user's id in the CRM. */
  me: string;
  /** 1 to 12; null where the org does not tell. */
  fiscalYearStartMonth: number | null;
};

export type CrmQueryResult = {
  totalSize: number;
  /** The first page. */
  rows: readonly Readonly<Record<string, unknown>>[];
  isComplete: boolean;
};

/** A CRM that answers queries in a language of its own. Everything runs with the connection's own rights, and reads only. */
export type CrmQueries = {
  /** @param input.isFresh asks the CRM, however recently it was asked */
  describe(input: { connectionId: string; isFresh?: boolean; signal?: AbortSignal }): Promise<CrmSchema>;
  /** @throws {AppError} `crm_rejected` with `details.salesforceCode` when the CRM does not take the query; its other errors. */
  query(input: { connectionId: string; soql: string; signal?: AbortSignal }): Promise<CrmQueryResult>;
};
