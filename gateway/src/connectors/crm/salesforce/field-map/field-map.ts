/** A record of the field map: a field to read, and the name its value goes by. */
export type FieldMapEntry = { object: string; field: string; name: string; isRead: boolean };

/** A field of the org's own, as it stands in `records.fields.mapped` under its API name. */
export type MappedField = {
  /** The name the administrator gave it. */
  label: string;
  type: 'text' | 'number' | 'money' | 'percent' | 'yes_no' | 'date' | 'date_time';
  /** As Salesforce's API writes it: `2026-11-24`, `84000`, `true`. */
  value: string;
};

/** An entry that was left out, and why. */
export type FieldMapProblem = { field: string; reason: string };
