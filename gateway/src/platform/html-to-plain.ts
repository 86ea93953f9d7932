import { compile } from 'html-to-text';

/** Beyond this the rest of an HTML body is newsletter or quoted tail. */
const maxInputLength = 2_000_000;

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength, maxDepth: 100, maxChildNodes: 20_000 },
  selectors: [
    // What Gmail, Outlook, Apple Mail, Thunderbird and Yahoo wrap quoted mails in.
    ...['.gmail_quote', '.gmail_quote_container', '.yahoo_quoted', '.moz-cite-prefix', '.protonmail_quote'].map(
      (selector) => ({ selector, format: 'skip' }),
    ),
    ...['.gmail_signature', '.moz-signature', '#Signature'].map((selector) => ({ selector, format: 'skip' })),
    { selector: 'blockquote', format: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'img', format: 'skip' },
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'table', format: 'block' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
});

/**
 * The readable text of an HTML mail. Block quotes become lines with `> `; what mail programs mark as an earlier mail or
 * a signature is left out, and so are links' addresses and images.
 */
export const htmlToPlain = (html: string): string => convert(html);
