import type { Field, Value } from '../schema/sobject.ts';

/** Salesforce writes UTC as `+0000`. */
export const printValue = (entry: Field, value: Value): Value =>
  entry.type === 'datetime' && typeof value === 'string' ? value.replace(/Z$/, '+0000') : value;
