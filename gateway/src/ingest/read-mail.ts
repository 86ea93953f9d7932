import { createHash } from 'node:crypto';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { htmlToPlain } from '../platform/html-to-plain.ts';
import { cleanMail } from './clean-mail.ts';
import type { ReadOptions, SourceFileContent } from './read-file.ts';
import { skipReasons } from './skip-reasons.ts';

/** Of one mail; the same as the gateway accepts in a request. */
export const mailMaxBytes = 20_000_000;

/**
 * One RFC 822 mail. Attachments are not read, attached mails neither: they belong to other threads. A mail that cannot
 * be read, or in which the sender wrote nothing, is skipped with the reason and never stored in part.
 */
export const readMail = async (bytes: Uint8Array, name: string, options: ReadOptions): Promise<SourceFileContent> => {
  const skip = (reason: string): SourceFileContent => ({ documents: [], skipped: [{ source: name, reason }] });
  if (bytes.byteLength === 0) return skip(skipReasons.empty);
  if (bytes.byteLength > mailMaxBytes) return skip(skipReasons.tooLarge);
  let mail: Email;
  try {
    mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 50 });
  } catch {
    return skip(skipReasons.brokenMime);
  }
  if (!mail.from && !mail.date && !mail.messageId && mail.subject === undefined) return skip(skipReasons.notMail);
  const text = bodyText(mail);
  if (text === '') return skip(mail.attachments.length > 0 ? skipReasons.onlyAttachments : skipReasons.noText);
  if (isUndecodable(text)) return skip(skipReasons.undecodable);
  if (cleanMail(text) === '') return skip(skipReasons.onlyQuoted);

  const from = mailboxes(mail.from ? [mail.from] : [])[0];
  const date = mail.date ? new Date(mail.date) : null;
  const at = date && !Number.isNaN(date.getTime()) ? date : options.at;
  if (!at) return skip(skipReasons.noDate);
  const messageId = unbracket(mail.messageId);
  const inReplyTo = unbracket(mail.inReplyTo);
  const threadId = unbracket(mail.references?.trim().split(/\s+/)[0]) ?? inReplyTo ?? messageId;
  return {
    documents: [
      {
        kind: 'mail',
        sourceId: `file:${createHash('sha256').update(bytes).digest('hex')}`,
        version: '1',
        recordKeys: options.recordKeys,
        visibility: options.visibility,
        title: mail.subject?.trim() || '(no subject)',
        author: from?.name ?? from?.email ?? null,
        at,
        text,
        meta: {
          ...(options.ownDomains && from?.email ? { direction: directionOf(from.email, options.ownDomains) } : {}),
          ...(from ? { from } : {}),
          to: mailboxes(mail.to ?? []),
          ...(mail.cc ? { cc: mailboxes(mail.cc) } : {}),
          ...(threadId ? { threadId } : {}),
          ...(messageId ? { messageId } : {}),
          ...(inReplyTo ? { inReplyTo } : {}),
        },
      },
    ],
    skipped: mail.attachments
      .filter((attachment) => attachment.disposition === 'attachment')
      .map((attachment) => ({
        source: `${name}: ${attachment.filename ?? attachment.mimeType}`,
        reason: skipReasons.attachment,
      })),
  };
};

/** The plain part, or the HTML part where the plain one is missing or a stub ("Please view in HTML"). */
const bodyText = (mail: Email): string => {
  const plain = mail.text?.trim() ?? '';
  if (!mail.html) return plain;
  const isStub = plain.length < 200 && mail.html.length > 2_000;
  return plain === '' || isStub ? htmlToPlain(mail.html).trim() || plain : plain;
};

/** More than one character in ten that the declared charset does not have: showing it would be noise. */
const isUndecodable = (text: string): boolean => {
  const sample = text.slice(0, 20_000);
  const bad = sample.split('\ufffd').length - 1;
  return bad > 5 && bad / sample.length > 0.1;
};

const mailboxes = (addresses: readonly Address[]): { name: string | null; email: string | null }[] =>
  addresses
    .flatMap((address) => address.group ?? [address])
    .map(({ name, address }) => ({ name: name.trim() || null, email: address?.trim().toLowerCase() || null }))
    .filter((mailbox) => mailbox.name !== null || mailbox.email !== null);

const unbracket = (id: string | undefined): string | undefined => id?.trim().replace(/^<|>$/g, '') || undefined;

const directionOf = (email: string, ownDomains: readonly string[]): 'inbound' | 'outbound' =>
  ownDomains.includes(email.split('@').at(-1) ?? '') ? 'outbound' : 'inbound';
