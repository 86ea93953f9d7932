import type { Book } from '../../book/book.ts';

/** The first open deals written with care, and all that hangs on them. */
export const keepDeals = (book: Book, count: number): Book => {
  const opportunities = book.opportunities.filter(({ isCareful, isClosed }) => isCareful && !isClosed).slice(0, count);
  const kept = new Set(opportunities.flatMap(({ id, accountId }) => [id, accountId]));
  return {
    ...book,
    opportunities,
    accounts: book.accounts.filter(({ id }) => kept.has(id)),
    contacts: book.contacts.filter(({ accountId }) => kept.has(accountId)),
    contactRoles: book.contactRoles.filter(({ opportunityId }) => kept.has(opportunityId)),
    fieldHistory: book.fieldHistory.filter(({ opportunityId }) => kept.has(opportunityId)),
    tasks: book.tasks.filter(({ whatId }) => kept.has(whatId)),
    events: book.events.filter(({ whatId }) => kept.has(whatId)),
    emails: book.emails.filter(({ relatedToId }) => kept.has(relatedToId)),
  };
};
