import { type RecordSystem, recordSystemSchema } from '@dealside/shared';

/**
 * What a reader may or may not read as one: a record by its key (`salesforce:Contact:003…`), a field of all records of a
 * type by its mapped name (`salesforce:Contact#email`), or a document of the CRM by its own key. Facts, briefs and
 * answers name theirs, and are shown only to who may read every one of them.
 */
export type Source = string;

/** Which of these sources this user may not read now. What cannot be asked throws: it is never let through. */
export type CheckSources = (question: {
  tenantId: string;
  userId: string;
  sources: Iterable<Source>;
}) => Promise<ReadonlySet<Source>>;

export const fieldSource = (system: string, type: string, field: string): Source => `${system}:${type}#${field}`;

export type ParsedSource = { system: RecordSystem; type: string } & ({ id: string } | { field: string });

const pattern = new RegExp(
  `^(${recordSystemSchema.options.join('|')}):([A-Za-z]\\w*)(?::([\\w-]+)|#(\\w+(?:\\.\\w+)?))$`,
);

/** Null for what is no source of a CRM. */
export const parseSource = (source: Source): ParsedSource | null => {
  const [, system, type = '', id, field = ''] = pattern.exec(source) ?? [];
  if (!system) return null;
  const of = { system: recordSystemSchema.parse(system), type };
  return id === undefined ? { ...of, field } : { ...of, id };
};

/** All text and titles of a document of the CRM together: where one of their fields is hidden, the document is. */
export const documentField = 'document';

/**
 * What decides who may read a document: one of the CRM is a record of its own, with owner and sharing; any other is read
 * by whoever may read the record it is filed under. A private one (`visibility`) is its user's besides.
 */
export const documentSources = ({
  sourceId,
  recordKey,
  meta,
}: {
  sourceId: string;
  recordKey: string;
  meta: { movedFrom?: readonly string[] };
}): Source[] => {
  const parsed = parseSource(sourceId);
  if (!parsed || !('id' in parsed)) return [recordKey];
  const fields = [documentField, ...(meta.movedFrom ?? [])];
  return [sourceId, ...fields.map((field) => fieldSource(parsed.system, parsed.type, field))];
};
