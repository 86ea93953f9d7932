import type { PersonScript } from './deal-script.ts';

export type EarlierMail = {
  fromName: string;
  fromAddress: string;
  toNames: string[];
  at: string;
  subject: string;
  body: string;
};

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longMonths = 'January February March April May June July August September October November December'.split(' ');
const longWeekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** Mail programs quote the whole thread; three mails deep is enough to be real and keeps the book small. */
const maxTailLength = 2_400;

/** The block below the name: title, company, phone, as a mail program adds it. */
export const signatureOf = (person: PersonScript, company: string): string =>
  person.signature ?? [person.title, company, person.phone].filter(Boolean).join('\n');

/** The earlier mail below an answer, as the sender's program quotes it. */
export const quoteMail = (style: NonNullable<PersonScript['quoting']>, earlier: EarlierMail): string => {
  const at = new Date(earlier.at);
  const time = earlier.at.slice(11, 16);
  const body = earlier.body.length > maxTailLength ? `${earlier.body.slice(0, maxTailLength)}\n[…]` : earlier.body;
  const quoted = body
    .split('\n')
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n');
  const date = `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  if (style === 'outlook')
    return [
      '________________________________',
      `From: ${earlier.fromName} <${earlier.fromAddress}>`,
      `Sent: ${longWeekdays[at.getUTCDay()]}, ${at.getUTCDate()} ${longMonths[at.getUTCMonth()]} ${at.getUTCFullYear()} ${time}`,
      `To: ${earlier.toNames.join('; ')}`,
      `Subject: ${earlier.subject}`,
      '',
      body,
    ].join('\n');
  if (style === 'german') {
    const day = `${String(at.getUTCDate()).padStart(2, '0')}.${String(at.getUTCMonth() + 1).padStart(2, '0')}.${at.getUTCFullYear()}`;
    return `Am ${day} um ${time} schrieb ${earlier.fromName} <${earlier.fromAddress}>:\n\n${quoted}`;
  }
  if (style === 'french')
    return `Le ${date} à ${time}, ${earlier.fromName} <${earlier.fromAddress}> a écrit :\n\n${quoted}`;
  return `On ${weekdays[at.getUTCDay()]}, ${date} at ${time}, ${earlier.fromName} <${earlier.fromAddress}> wrote:\n\n${quoted}`;
};
