import EmailReplyParser from 'email-reply-parser';
import { cleanText } from './clean-text.ts';
import { cutDisclaimers, cutSignature } from './cut-signature.ts';
import { isForwardMark, isMailHeader, isQuoteIntroduction } from './quote-marks.ts';

/** The reply parser's own expressions are quadratic on long text (1.2 s for 50 kB of dashes); longer text meets our rules alone. */
const replyParserMaxLength = 12_000;

/**
 * What the sender of a mail wrote, cleaned: without quoted mails, forwarded mails, signature and disclaimer. Answers
 * written between quoted lines stay. What is forwarded was said by someone else in another thread, so it never counts
 * as the sender's words: it is dropped, and is known from where it was said.
 * @returns text in the form of `cleanText`; empty when the sender wrote nothing of their own.
 */
export const cleanMail = (text: string): string => {
  const own = cutQuotes(cleanText(text).split('\n')).join('\n');
  const withoutOtherQuotes = own.length > replyParserMaxLength ? own : cutByReplyParser(own);
  return cleanText(cutSignature(cutDisclaimers(withoutOtherQuotes)));
};

const cutQuotes = (lines: string[]): string[] => {
  const own: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (isQuoted(line)) continue;
    if (isForwardMark(line) || isMailHeader(lines, index)) break;
    const introduction = isQuoteIntroduction(lines, index);
    if (introduction > 0) {
      // "On … wrote:" before `>` lines introduces just these; before anything else, all that follows is the old mail.
      const next = nextLineWithText(lines, index + introduction);
      if (next === undefined || !isQuoted(next)) break;
      index += introduction - 1;
      continue;
    }
    own.push(line);
  }
  return own;
};

const isQuoted = (line: string): boolean => /^\s*(?:>|\|\s?>)/.test(line);
const nextLineWithText = (lines: string[], from: number): string | undefined =>
  lines.slice(from, from + 5).find((line) => line.trim() !== '');

/** Knows the introductions of more languages; its guess of signatures is not used, it takes any `---` for one. */
const cutByReplyParser = (text: string): string => {
  const quoted = new EmailReplyParser()
    .read(text)
    .getFragments()
    .find((fragment) => fragment.isQuoted() && !fragment.isEmpty());
  const firstLine = quoted?.getContent().trim().split('\n')[0]?.slice(0, 24).trim();
  if (!firstLine) return text;
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.trim().startsWith(firstLine));
  // At the very top it is no reply above a quote, but a text that looks like one.
  return at <= 0 ? text : lines.slice(0, at).join('\n');
};
