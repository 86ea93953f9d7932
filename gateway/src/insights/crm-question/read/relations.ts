import type { CrmSchema } from '../../../connectors/crm/crm-queries.ts';

/** How the rows of one object hang on those of another. */
export type Relation =
  /** One parent each: its fields are reached through `lookup`, its id stands in `idField`. */
  | { kind: 'parent'; lookup: string; idField: string }
  /** Many rows of it hold the value of `path` in `field`. */
  | { kind: 'children'; path: string; object: string; field: string; prefix: string };

const table: Readonly<Record<string, Relation>> = {
  'Opportunity>Account': { kind: 'parent', lookup: 'Account', idField: 'AccountId' },
  'Contact>Account': { kind: 'parent', lookup: 'Account', idField: 'AccountId' },
  'Task>Account': { kind: 'parent', lookup: 'Account', idField: 'AccountId' },
  'Event>Account': { kind: 'parent', lookup: 'Account', idField: 'AccountId' },
  'OpportunityContactRole>Contact': { kind: 'parent', lookup: 'Contact', idField: 'ContactId' },
  'OpportunityContactRole>Opportunity': { kind: 'parent', lookup: 'Opportunity', idField: 'OpportunityId' },
  ...children('Opportunity', 'OpportunityContactRole', 'Id', 'OpportunityId'),
  ...children('Opportunity', 'Task', 'Id', 'WhatId'),
  ...children('Opportunity', 'Event', 'Id', 'WhatId'),
  ...children('Account', 'Opportunity', 'Id', 'AccountId'),
  ...children('Account', 'Contact', 'Id', 'AccountId'),
  ...children('Account', 'Task', 'Id', 'AccountId'),
  ...children('Account', 'Event', 'Id', 'AccountId'),
  ...children('Contact', 'OpportunityContactRole', 'Id', 'ContactId'),
  ...children('Contact', 'Task', 'Id', 'WhoId'),
  ...children('Contact', 'Event', 'Id', 'WhoId'),
  ...children('Lead', 'Task', 'Id', 'WhoId'),
  ...children('Lead', 'Event', 'Id', 'WhoId'),
  ...children('Task', 'Opportunity', 'WhatId', 'Id'),
  ...children('Task', 'Contact', 'WhoId', 'Id'),
  ...children('Task', 'Lead', 'WhoId', 'Id'),
  ...children('Event', 'Opportunity', 'WhatId', 'Id'),
  ...children('Event', 'Contact', 'WhoId', 'Id'),
  ...children('Event', 'Lead', 'WhoId', 'Id'),
  // Through contact roles, as a contact has no other tie to a deal.
  'Opportunity>Contact': {
    ...{ kind: 'children', path: 'Id', object: 'OpportunityContactRole', field: 'OpportunityId', prefix: 'Contact.' },
  },
  'Contact>Opportunity': {
    ...{ kind: 'children', path: 'Id', object: 'OpportunityContactRole', field: 'ContactId', prefix: 'Opportunity.' },
  },
};

function children(from: string, to: string, path: string, field: string): Record<string, Relation> {
  return { [`${from}>${to}`]: { kind: 'children', path, object: to, field, prefix: '' } };
}

/** The way from one object to another, if this user can see every field of it. */
export const findRelation = (schema: CrmSchema, from: string, to: string): Relation | null => {
  const relation = table[`${from}>${to}`];
  const has = (object: string, field: string) => schema.objects.get(object)?.fields.has(field) ?? false;
  if (!relation || !schema.objects.has(to)) return null;
  if (relation.kind === 'parent') return has(from, relation.idField) ? relation : null;
  return has(from, relation.path) && has(relation.object, relation.field) ? relation : null;
};

/** Objects whose fields can be said of a row as if they were its own. */
export const parentsOf = (schema: CrmSchema, object: string): { object: string; lookup: string }[] =>
  [...schema.objects.keys()].flatMap((to) => {
    const relation = findRelation(schema, object, to);
    return relation?.kind === 'parent' ? [{ object: to, lookup: relation.lookup }] : [];
  });
