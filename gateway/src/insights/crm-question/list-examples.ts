import type { CrmSchema } from '../../connectors/crm/crm-queries.ts';

type Example = { needs: readonly string[]; text(schema: CrmSchema): string | null };

const firstValue = (schema: CrmSchema, object: string, field: string): string | null =>
  schema.objects.get(object)?.fields.get(field)?.picklist[0]?.label ?? null;

const examples: readonly Example[] = [
  {
    needs: ['Opportunity.Amount', 'Opportunity.CloseDate', 'Opportunity.IsClosed'],
    text: () => 'my open deals over 50k closing this quarter',
  },
  { needs: ['Opportunity.LastActivityDate'], text: () => 'deals with no activity for two weeks' },
  {
    needs: ['Opportunity.StageName', 'Opportunity.Amount'],
    text: () => 'total amount of open deals by stage',
  },
  {
    needs: ['Opportunity.StageName', 'Opportunity.NextStep'],
    text(schema) {
      const stage = firstValue(schema, 'Opportunity', 'StageName');
      return stage === null ? null : `deals in ${stage} without a next step`;
    },
  },
  { needs: ['Task.ActivityDate', 'Task.IsClosed'], text: () => 'my overdue tasks' },
  { needs: ['Account.BillingCountry', 'Account.Industry'], text: () => 'accounts in Germany by industry' },
  { needs: ['Contact.Email'], text: () => 'contacts without an email' },
];

/** What can be asked here, of fields this user can see. */
export const listExamples = (schema: CrmSchema): string[] =>
  examples
    .filter(({ needs }) =>
      needs.every((need) => {
        const [object = '', field = ''] = need.split('.');
        return schema.objects.get(object)?.fields.has(field) ?? false;
      }),
    )
    .flatMap(({ text }) => text(schema) ?? [])
    .slice(0, 4);
