import type { CrmSchema } from '../../../connectors/crm/crm-queries.ts';
import { resolvePath } from '../soql/resolve-path.ts';
import type { CrmCondition } from './crm-form.ts';

/** What is shown of a record, where this user may see it. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  Opportunity: ['Name', 'Account.Name', 'StageName', 'Amount', 'CurrencyIsoCode', 'CloseDate', 'Owner.Name'],
  Account: ['Name', 'Industry', 'BillingCountry', 'Owner.Name'],
  Contact: ['Name', 'Title', 'Account.Name', 'Email', 'Phone'],
  Lead: ['Name', 'Company', 'Status', 'Email', 'Owner.Name'],
  Task: ['Subject', 'Status', 'ActivityDate', 'What.Name', 'Who.Name', 'Owner.Name'],
  Event: ['Subject', 'StartDateTime', 'What.Name', 'Who.Name', 'Owner.Name'],
  OpportunityContactRole: ['Contact.Name', 'Role', 'Opportunity.Name', 'IsPrimary'],
};

/** Those, what was asked to be seen, and what rows differ in by the conditions. */
export const defaultColumns = (
  schema: CrmSchema,
  object: string,
  wanted: readonly string[],
  where: readonly CrmCondition[],
): string[] => {
  const described = schema.objects.get(object);
  if (!described) return ['Id'];
  const compared = where.flatMap(pathsOf).filter((path) => {
    const field = resolvePath(schema, described, path)?.field;
    return field !== undefined && !['boolean', 'id', 'reference'].includes(field.type);
  });
  const visible = [...(defaults[object] ?? []), ...wanted, ...compared].filter(
    (path) => resolvePath(schema, described, path) !== null,
  );
  return visible.length === 0 ? ['Id'] : [...new Set(visible)];
};

/** A value that every row has, or that none has, is no news; a span or a size is. */
const pathsOf = (condition: CrmCondition): string[] => {
  if (condition.kind === 'any' || condition.kind === 'all') return condition.conditions.flatMap(pathsOf);
  if (condition.kind !== 'compare') return [];
  return condition.operator === '=' && condition.values.every(({ is }) => is !== 'span') ? [] : [condition.path];
};
