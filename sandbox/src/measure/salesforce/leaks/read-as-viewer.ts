import type { Book } from '../../../book/book.ts';
import { createCanaryFiles, findCanaries, type PersonName, sharedRecords, userIds } from './canary-book.ts';
import type { CanaryGateway } from './start-canary-gateway.ts';

const objects = [
  ...['Account', 'Contact', 'Lead', 'Opportunity', 'OpportunityContactRole', 'OpportunityFieldHistory'],
  ...['Task', 'Event', 'EmailMessage'],
];

export type ReadAsViewer = {
  readable: ReadonlySet<string>;
  /** Less those of texts of which a part is hidden, and of roles of contacts that are. */
  whole: ReadonlySet<string>;
  dealIds: ReadonlySet<string>;
};

/** What a user can read at Salesforce itself, now: the canaries of every row and field that its own API gives. */
export const readAsViewer = async (
  { salesforce, book }: Pick<CanaryGateway, 'salesforce' | 'book'>,
  name: PersonName,
): Promise<ReadAsViewer> => {
  const token = await salesforce.issueAccessToken(userIds[name]);
  const read = async (object: string): Promise<string> => {
    const soql = `SELECT FIELDS(ALL) FROM ${object} LIMIT 200`;
    const answer = await fetch(`${salesforce.url}/services/data/v62.0/query?q=${encodeURIComponent(soql)}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    if (answer.status === 200) return text;
    // An object that is not for this user.
    if (text.includes('INVALID_TYPE')) return '';
    throw new Error(`Salesforce answers ${text}`);
  };
  const texts = await Promise.all(objects.map(read));
  const deals = texts[objects.indexOf('Opportunity')] ?? '';
  const files = createCanaryFiles().filter(
    ({ dealId, reader }) => deals.includes(dealId) && (reader === null || reader === name),
  );
  const readable = findCanaries([...texts, ...files.flatMap(({ title, text }) => [title, text])].join('\n'));
  const partly = new Set(
    documentsOf(book)
      .map((text) => [...findCanaries(text)])
      .filter((canaries) => !canaries.every((canary) => readable.has(canary)))
      .flat(),
  );
  // A role is told of somebody.
  for (const { role, contactId } of book.contactRoles) {
    const names = findCanaries(book.contacts.find((contact) => contact.id === contactId)?.lastName ?? '');
    if (![...names].every((name) => readable.has(name))) for (const canary of findCanaries(role)) partly.add(canary);
  }
  return {
    readable,
    whole: new Set([...readable].filter((canary) => !partly.has(canary))),
    dealIds: new Set(sharedRecords.Opportunity.filter((id) => deals.includes(id))),
  };
};

/** A mail, a task or an event is shown whole or not at all. */
const documentsOf = ({ tasks, events, emails }: Book): string[] => [
  ...[...tasks, ...events].map(({ subject, description }) => `${subject}\n${description}`),
  ...emails.map(({ subject, textBody, fromName, toAddresses }) =>
    [subject, textBody, fromName, ...toAddresses].join('\n'),
  ),
];
