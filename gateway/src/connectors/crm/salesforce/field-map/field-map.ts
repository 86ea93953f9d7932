/** A record of the field map: a field to read, and the name its value goes by. */
export type FieldMapEntry = { object: string; field: string; name: string; isRead: boolean };

/** An entry that was left out, and why. */
export type FieldMapProblem = { field: string; reason: string };
