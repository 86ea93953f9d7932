import type { DealFacts } from './deal-facts.ts';
import { normaliseName } from './participants.ts';
import type { EvidenceDraft } from './signal.ts';

const maxQuoteLength = 180;

/** `Priya: "we are 20 % over what Acme offers us"`: the source's own words with who said them. */
export const wordAsQuote = (facts: DealFacts, { author, quote }: EvidenceDraft): string => {
  const own = shorten(quote.replace(/\s+/g, ' ').trim()).replace(/[.;,]+$/, '');
  const words = `"${own.replace(/["“”„]/g, "'")}"`;
  return author ? `${callName(facts, author)}: ${words}` : words;
};

/** The first name where it tells people apart; else the full name. */
export const callName = ({ contacts, deal }: DealFacts, name: string): string => {
  const first = firstName(name);
  const others = [...contacts.map((contact) => contact.name), deal.ownerName ?? ''].filter(
    (other) => normaliseName(other) !== normaliseName(name) && firstName(other) === first,
  );
  const isShared = contacts.filter((contact) => normaliseName(contact.name) === normaliseName(name)).length > 1;
  return others.length > 0 || isShared || first.length < 2 ? name : first;
};

const firstName = (name: string): string =>
  name.replace(/^(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\.?\s+/i, '').split(' ')[0] ?? name;

const shorten = (text: string): string => {
  if (text.length <= maxQuoteLength) return text;
  const cut = text.slice(0, maxQuoteLength);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), maxQuoteLength - 30))}…`;
};
