import { describe, expect, it } from 'vitest';
import { readSourceFile } from './read-file.ts';
import { skipReasons } from './skip-reasons.ts';

const at = new Date('2026-05-03T10:00:00Z');
const read = (
  filename: string,
  content: string | Uint8Array,
  extra: { at?: Date | null; ownDomains?: string[] } = {},
) =>
  readSourceFile({
    filename,
    bytes: typeof content === 'string' ? Buffer.from(content) : content,
    recordKeys: ['salesforce:Opportunity:006000000000001AAA'],
    visibility: 'record',
    at,
    ...extra,
  });
const lines = (...all: string[]) => all.join('\r\n');
const head = [
  'From: Priya Shah <Priya@acme.test>',
  'To: Tom <tom@dealside.test>',
  'Date: Tue, 3 Mar 2026 10:12:00 +0100',
];

describe('readSourceFile, .eml', () => {
  it('reads a mail with who, to whom, when and its place in the thread', async () => {
    const { documents, skipped } = await read(
      'a.eml',
      lines(
        ...head,
        'Cc: legal@acme.test',
        'Subject: =?UTF-8?Q?Preis_=E2=82=AC?=',
        'Message-ID: <m2@acme.test>',
        'In-Reply-To: <m1@x.test>',
        'References: <m0@x.test> <m1@x.test>',
        '',
        'The price is too high.',
      ),
      { ownDomains: ['dealside.test'] },
    );
    expect(skipped).toEqual([]);
    expect(documents).toEqual([
      expect.objectContaining({
        kind: 'mail',
        title: 'Preis €',
        author: 'Priya Shah',
        at: new Date('2026-03-03T09:12:00Z'),
        text: 'The price is too high.',
        meta: {
          direction: 'inbound',
          from: { name: 'Priya Shah', email: 'priya@acme.test' },
          to: [{ name: 'Tom', email: 'tom@dealside.test' }],
          cc: [{ name: null, email: 'legal@acme.test' }],
          threadId: 'm0@x.test',
          messageId: 'm2@acme.test',
          inReplyTo: 'm1@x.test',
        },
      }),
    ]);
    expect(documents[0]?.sourceId).toMatch(/^file:[0-9a-f]{64}$/);
  });

  it('reads HTML without what the mail program quotes', async () => {
    const html =
      '<p>We need <b>SSO</b> &amp; audit.</p><ul><li>Okta</li></ul><div class="gmail_quote">On x wrote: <blockquote>old</blockquote></div>';
    const { documents } = await read(
      'a.eml',
      lines(...head, 'Subject: x', 'Content-Type: text/html; charset=utf-8', '', html),
    );
    expect(documents[0]?.text).toBe('We need SSO & audit.\n\n- Okta');
  });

  it('decodes Windows-1252 and quoted-printable', async () => {
    const { documents } = await read(
      'a.eml',
      lines(
        ...head,
        'Content-Type: text/plain; charset=windows-1252',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Gr=FC=DFe =80 5',
      ),
    );
    expect(documents[0]?.text).toBe('Grüße € 5');
  });

  it('names attachments and reads neither them nor attached mails', async () => {
    const mail = lines(
      ...head,
      'Subject: x',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'See the attached mail.',
      '--b',
      'Content-Type: message/rfc822',
      'Content-Disposition: attachment; filename=old.eml',
      '',
      'From: mona@globex.test',
      'Subject: Globex',
      '',
      'We cancel.',
      '--b',
      'Content-Type: application/pdf',
      'Content-Disposition: attachment; filename="offer.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      'JVBERg==',
      '--b--',
    );
    const { documents, skipped } = await read('a.eml', mail);
    expect(documents[0]?.text).toBe('See the attached mail.');
    expect(skipped).toEqual([
      { source: 'a.eml: old.eml', reason: skipReasons.attachment },
      { source: 'a.eml: offer.pdf', reason: skipReasons.attachment },
    ]);
  });

  it.each([
    ['a zero-byte file', 'a.eml', '', skipReasons.empty],
    ['a mail of 30 MB', 'a.eml', Buffer.alloc(30_000_000, 'a'), skipReasons.tooLarge],
    ['random bytes', 'a.eml', Buffer.from([0, 255, 3, 7, 10, 10, 200]), skipReasons.notMail],
    ['a mail of blank lines', 'a.eml', lines(...head, '', ' ', ''), skipReasons.noText],
    [
      'a mail that only forwards',
      'a.eml',
      lines(...head, '', '---------- Forwarded message ---------', 'From: x', 'We cancel.'),
      skipReasons.onlyQuoted,
    ],
    ['parts nested without end', 'a.eml', nested(60), skipReasons.brokenMime],
    [
      'characters no charset has',
      'a.eml',
      Buffer.concat([
        Buffer.from(lines(...head, 'Content-Type: text/plain; charset=utf-8', '', '')),
        Buffer.alloc(400, 0xff),
      ]),
      skipReasons.undecodable,
    ],
    ['a spreadsheet', 'a.xlsx', 'PK', skipReasons.unknownKind],
    ['a file without ending', 'README', 'x', skipReasons.unknownKind],
  ])('skips %s and says why', async (_name, filename, content, reason) => {
    expect(await read(filename, content)).toEqual({ documents: [], skipped: [{ source: filename, reason }] });
  });

  it('skips a mail without a date when nobody says one', async () => {
    const mail = lines('From: a@b.test', 'Date: yesterday', '', 'Hello there.');
    expect((await read('a.eml', mail, { at: null })).skipped[0]?.reason).toBe(skipReasons.noDate);
    expect((await read('a.eml', mail)).documents[0]?.at).toEqual(at);
  });
});

function nested(depth: number): string {
  let mail = lines(...head, 'Subject: deep', 'Content-Type: multipart/mixed; boundary=b0', '', '');
  for (let level = 0; level < depth; level++)
    mail += lines(`--b${level}`, `Content-Type: multipart/mixed; boundary=b${level + 1}`, '', '');
  return mail;
}

describe('readSourceFile, .mbox', () => {
  const mail = (subject: string, ...body: string[]) =>
    lines('From x@y Tue Mar  3 10:12:00 2026', ...head, `Subject: ${subject}`, '', ...body, '', '');

  it('reads each mail and takes one mark off quoted From lines', async () => {
    const { documents } = await read(
      'box.mbox',
      mail('one', 'Hello.', '', '>From here on we pay.', '>>From twice') + mail('two', 'Bye.'),
    );
    expect(documents.map(({ title }) => title)).toEqual(['one', 'two']);
    expect(documents[0]?.text).toContain('From here on we pay.');
    expect(documents[0]?.text).toContain('>From twice');
  });

  it('goes on behind a broken mail and names it', async () => {
    const { documents, skipped } = await read('box.mbox', `From x\r\n\r\n\r\n${mail('two', 'Bye.')}`);
    expect(documents.map(({ title }) => title)).toEqual(['two']);
    expect(skipped).toEqual([{ source: 'box.mbox#1', reason: skipReasons.notMail }]);
  });

  it('skips a mail over the limit and reads the next', async () => {
    const big = `${mail('big', 'x')}${'y'.repeat(76)}\n`.concat(`${'y'.repeat(76)}\n`.repeat(270_000));
    const { documents, skipped } = await read('box.mbox', `${big}\n${mail('two', 'Bye.')}`);
    expect(documents.map(({ title }) => title)).toEqual(['two']);
    expect(skipped).toEqual([{ source: 'box.mbox#1', reason: skipReasons.tooLarge }]);
  });

  it('lets others have their turn while it reads very many mails', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await read('a.mbox', 'From \n\n'.repeat(5_000));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });

  it('says when it is no mailbox', async () => {
    expect((await read('box.mbox', 'hello')).skipped).toEqual([
      { source: 'box.mbox', reason: skipReasons.noMailInMbox },
    ]);
  });
});

describe('readSourceFile, transcripts', () => {
  const words = (document: Awaited<ReturnType<typeof read>>['documents'][number] | undefined) =>
    document?.meta.turns?.map(({ speaker, startMs, endMs, start, end }) => [
      speaker,
      startMs,
      endMs,
      document.text.slice(start, end),
    ]);

  it('reads voices, joins the captions of one speaker and keeps times', async () => {
    const { documents } = await read(
      'call.vtt',
      'WEBVTT\n\nNOTE made by Teams\n\n1\n00:00:01.000 --> 00:00:03.000\n<v Priya Shah>The price is\n\n2\n00:00:03.000 --> 00:00:05.500\n<v Priya Shah>20 % too high &amp; final.</v>\n\n00:00:05.000 --> 00:00:06.000\n<v Tom Berg>Okay.</v>',
    );
    expect(documents[0]).toMatchObject({
      kind: 'call',
      title: 'call',
      text: 'Priya Shah: The price is 20 % too high & final.\nTom Berg: Okay.',
    });
    expect(documents[0]?.meta.durationMs).toBe(6_000);
    expect(words(documents[0])).toEqual([
      ['Priya Shah', 1_000, 5_500, 'The price is 20 % too high & final.'],
      ['Tom Berg', 5_000, 6_000, 'Okay.'],
    ]);
  });

  it.each([
    ['dots without an end', `<v${'.a'.repeat(60)}`],
    ['angle brackets', '<'.repeat(300_000)],
    ['voices without an end', '<v '.repeat(100_000)],
  ])('reads a caption of %s at once', async (_, caption) => {
    const startedAt = process.cpuUsage();
    await read('call.vtt', `WEBVTT\n\n01:02.000 --> 01:04.000\n${caption}`);
    expect(process.cpuUsage(startedAt).user / 1_000).toBeLessThan(5_000);
  });

  it.each([
    ['spaces', `a${' '.repeat(300_000)}b`],
    ['blank lines', `a${'\n'.repeat(300_000)}b`],
  ])('reads text with very many %s at once', async (_, text) => {
    const startedAt = process.cpuUsage();
    await read('call.txt', text);
    expect(process.cpuUsage(startedAt).user / 1_000).toBeLessThan(5_000);
  });

  it('takes captions without a speaker as turns of an unnamed one', async () => {
    const { documents } = await read('call.vtt', 'WEBVTT\n\n01:02.000 --> 01:04.000\nWe need more time.');
    expect(words(documents[0])).toEqual([[null, 62_000, 64_000, 'We need more time.']]);
  });

  it.each([
    [
      'times in brackets',
      '[00:01:02] Priya Shah: We need SSO.\n[00:01:10] Tom Berg: Noted.',
      [
        ['Priya Shah', 62_000, 70_000, 'We need SSO.'],
        ['Tom Berg', 70_000, 70_000, 'Noted.'],
      ],
    ],
    [
      'times behind the name',
      'Priya Shah (01:02): We need SSO.\nTom Berg (01:10): Noted.',
      [
        ['Priya Shah', 62_000, 70_000, 'We need SSO.'],
        ['Tom Berg', 70_000, 70_000, 'Noted.'],
      ],
    ],
    [
      'names on their own line',
      'Priya Shah  0:02\nWe need SSO.\n\nTom Berg  0:10\nNoted.',
      [
        ['Priya Shah', 2_000, 10_000, 'We need SSO.'],
        ['Tom Berg', 10_000, 10_000, 'Noted.'],
      ],
    ],
    [
      'names alone',
      'Priya: We need SSO.\nTom: Noted. By when?\nPriya: In May.',
      [
        ['Priya', null, null, 'We need SSO.'],
        ['Tom', null, null, 'Noted. By when?'],
        ['Priya', null, null, 'In May.'],
      ],
    ],
    [
      'one paragraph',
      'Advisor: Good day. Karen Berg: Hello. Advisor: What is new? Karen Berg: Nothing.',
      [
        ['Advisor', null, null, 'Good day.'],
        ['Karen Berg', null, null, 'Hello.'],
        ['Advisor', null, null, 'What is new?'],
        ['Karen Berg', null, null, 'Nothing.'],
      ],
    ],
    [
      'bold names',
      '**Agent:** Hello. **Customer:** My name is Ann. **Agent:** Hi Ann.',
      [
        ['Agent', null, null, 'Hello.'],
        ['Customer', null, null, 'My name is Ann.'],
        ['Agent', null, null, 'Hi Ann.'],
      ],
    ],
  ])('reads plain text with %s', async (_name, text, expected) => {
    const { documents } = await read('call.txt', text);
    expect(documents[0]?.kind).toBe('call');
    expect(words(documents[0])).toEqual(expected);
  });

  it('takes text without speakers as a note', async () => {
    const text =
      'Agenda: pricing\nNext steps: send the offer\nRisks: budget\n\nThey want a decision by May. Note: no SSO.';
    expect((await read('call.txt', text)).documents).toEqual([expect.objectContaining({ kind: 'note', text })]);
  });

  it('reads exported conversations and names the broken ones', async () => {
    const json = JSON.stringify([
      {
        ConversationId: 'c1',
        StartTime: '2025-12-08 07:00:00',
        EndTime: '2025-12-08 07:12:00',
        Content: '**Agent:** Hello. **Customer:** Hi. **Agent:** Bye.',
        topic: 'Laptop',
      },
      { id: 'c2' },
      { ConversationId: 'c3', StartTime: 'x', Content: ' ' },
    ]);
    const { documents, skipped } = await read('calls.json', json);
    expect(documents).toEqual([
      expect.objectContaining({ sourceId: 'conversation:c1', title: 'Laptop', at: new Date('2025-12-08T07:00:00Z') }),
    ]);
    expect(documents[0]?.meta).toMatchObject({
      durationMs: 720_000,
      attendees: [
        { name: 'Agent', email: null },
        { name: 'Customer', email: null },
      ],
    });
    expect(skipped).toEqual([
      { source: 'calls.json#2', reason: skipReasons.notConversation },
      { source: 'calls.json#3', reason: skipReasons.noText },
    ]);
    expect((await read('calls.json', '{')).skipped[0]?.reason).toBe(skipReasons.brokenJson);
  });

  it('skips a transcript without captions, and binary data called text', async () => {
    expect((await read('call.vtt', 'WEBVTT\n\nNOTE nothing')).skipped[0]?.reason).toBe(skipReasons.noCues);
    expect((await read('a.txt', Buffer.alloc(500))).skipped[0]?.reason).toBe(skipReasons.undecodable);
  });
});
