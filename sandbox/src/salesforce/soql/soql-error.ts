import { ApiError } from '../api-error.ts';

/** `… ^ ERROR at Row:1:Column:8 …`, as Salesforce points into the query. */
const pointAt = (soql: string, word: string): string => {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const at = soql.search(new RegExp(`(?<![\\w.])${escaped}(?!\\w)`, 'i'));
  if (at < 0) return '';
  const before = soql.slice(0, at);
  const row = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const line = soql.split('\n')[row - 1] ?? '';
  const from = Math.max(0, column - 40);
  return `\n${line.slice(from, column + 40)}\n${' '.repeat(column - 1 - from)}^\nERROR at Row:${row}:Column:${column}\n`;
};

export const malformedQuery = (message: string) => new ApiError(400, 'MALFORMED_QUERY', message);

export const invalidField = (message: string) => new ApiError(400, 'INVALID_FIELD', message);

export const noSuchColumn = (soql: string, path: string, entity: string) => {
  const name = path.split('.').at(-1) ?? path;
  return invalidField(
    `${pointAt(soql, path)}No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
};

export const noSuchRelationship = (soql: string, path: string, name: string) =>
  invalidField(
    `${pointAt(soql, path)}Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
  );

export const noSuchObject = (soql: string, name: string) =>
  new ApiError(
    400,
    'INVALID_TYPE',
    `${pointAt(soql, name)}sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
