import { AppError } from '@dealside/shared';

const idPattern = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

export const isSalesforceId = (id: string): boolean => idPattern.test(id);

/** `'a','b'` for an `IN (…)`. @throws {AppError} `bad_request` when one is no Salesforce id. */
export const idList = (ids: readonly string[]): string => {
  for (const id of ids) if (!isSalesforceId(id)) throw new AppError('bad_request', 'not a Salesforce id');
  return ids.map((id) => `'${id}'`).join(',');
};

/** `2026-11-24T08:00:00.000Z`, the only form SOQL takes unquoted. */
export const dateTime = (date: Date): string => date.toISOString();
