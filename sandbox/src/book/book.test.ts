import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanMail } from '@dealside/gateway/ingest/clean-mail';
import { readPlainTranscript } from '@dealside/gateway/ingest/read-plain-transcript';
import { readVtt } from '@dealside/gateway/ingest/read-vtt';
import { splitSentences } from '@dealside/gateway/ingest/sentences';
import { signalCodes } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import type { Book, BookLabel } from './book.ts';
import { createBook } from './create-book.ts';
import { addChecksum, keyPrefixes } from './ids.ts';
import { writeTranscripts } from './write-transcripts.ts';

const now = new Date('2026-11-24T16:30:00Z');
const book = createBook({ seed: 7, now });
const deals = new Map(book.opportunities.map((opportunity) => [opportunity.id, opportunity]));

/** The sentences of a label's source that its author wrote, as the gateway reads them. */
const createOwnSentences = ({ emails, transcripts, tasks, events }: Book) => {
  const texts = new Map([
    ...emails.map(({ id, textBody }) => [id, () => cleanMail(textBody)] as const),
    ...transcripts.map(
      ({ fileName, format, content }) =>
        [
          fileName,
          () => {
            const read = format === 'vtt' ? readVtt(content) : readPlainTranscript(content);
            return (read?.turns ?? []).map(({ start, end }) => read?.text.slice(start, end)).join('\n\n');
          },
        ] as const,
    ),
    ...[...tasks, ...events].map(({ id, description }) => [id, () => description] as const),
  ]);
  const cut = new Map<string, Set<string>>();
  return (id: string): Set<string> => {
    const known = cut.get(id) ?? new Set(splitSentences(texts.get(id)?.() ?? '').map(({ text }) => text));
    cut.set(id, known);
    return known;
  };
};
const textLabels = (labels: readonly BookLabel[]) =>
  labels.flatMap(({ source, ...label }) => (source.type === 'crm' ? [] : [{ ...label, source }]));

describe('createBook', () => {
  it('holds a year of business', () => {
    expect(book.accounts.length).toBeGreaterThanOrEqual(60);
    expect(book.opportunities.length).toBeGreaterThanOrEqual(120);
    expect(book.contacts.length).toBeGreaterThanOrEqual(300);
    const interactions = [book.emails, book.transcripts, book.events, book.tasks].map(({ length }) => length);
    expect(interactions.reduce((sum, length) => sum + length)).toBeGreaterThanOrEqual(2_000);
    expect(book.opportunities.filter(({ isCareful }) => isCareful).length).toBeGreaterThanOrEqual(20);
    const oldest = Math.min(...book.emails.map(({ messageDate }) => Date.parse(messageDate)));
    expect((now.getTime() - oldest) / 86_400_000).toBeGreaterThan(300);
    expect((now.getTime() - oldest) / 86_400_000).toBeLessThan(400);
  });

  it('is the same for the same seed and moment, and another for another seed', () => {
    expect(createBook({ seed: 7, now })).toEqual(book);
    expect(createBook({ seed: 8, now }).emails.at(-1)).not.toEqual(book.emails.at(-1));
  });

  it('is made within two seconds', () => {
    // The best of three: the machine may be busy with something else.
    const times = [11, 12, 13].map((seed) => {
      const from = performance.now();
      createBook({ seed, now });
      return performance.now() - from;
    });
    expect(Math.min(...times)).toBeLessThan(2_000);
  });

  it('gives every record an id of its object with a right checksum, none twice', () => {
    expect(addChecksum('00570000001ZwTi')).toBe('00570000001ZwTiAAK');
    const objects: [string, { id: string }[]][] = [
      [keyPrefixes.user, book.users],
      [keyPrefixes.account, book.accounts],
      [keyPrefixes.contact, book.contacts],
      [keyPrefixes.opportunity, book.opportunities],
      [keyPrefixes.contactRole, book.contactRoles],
      [keyPrefixes.fieldHistory, book.fieldHistory],
      [keyPrefixes.task, book.tasks],
      [keyPrefixes.event, book.events],
      [keyPrefixes.email, book.emails],
    ];
    const ids = objects.flatMap(([prefix, records]) => {
      for (const { id } of records) expect(id.startsWith(prefix) && addChecksum(id.slice(0, 15)) === id, id).toBe(true);
      return records.map(({ id }) => id);
    });
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers only to records it has', () => {
    const ids = new Set(
      [...book.users, ...book.accounts, ...book.contacts, ...book.opportunities, ...book.emails].map(({ id }) => id),
    );
    const references = [
      ...book.accounts.map(({ ownerId }) => ownerId),
      ...book.contacts.flatMap(({ accountId, ownerId }) => [accountId, ownerId]),
      ...book.opportunities.flatMap(({ accountId, ownerId }) => [accountId, ownerId]),
      ...book.contactRoles.flatMap(({ opportunityId, contactId }) => [opportunityId, contactId]),
      ...book.fieldHistory.flatMap(({ opportunityId, createdById }) => [opportunityId, createdById]),
      ...book.tasks.flatMap(({ whatId, whoId, ownerId }) => [whatId, whoId ?? ownerId, ownerId]),
      ...book.events.flatMap(({ whatId, whoId, ownerId, attendeeContactIds }) => [
        whatId,
        whoId ?? ownerId,
        ownerId,
        ...attendeeContactIds,
      ]),
      ...book.emails.flatMap(({ relatedToId, replyToEmailMessageId }) => [
        relatedToId,
        replyToEmailMessageId ?? relatedToId,
      ]),
      ...book.transcripts.flatMap(({ opportunityId, accountId }) => [opportunityId, accountId]),
      ...book.users.flatMap(({ sharedOpportunityIds }) => sharedOpportunityIds),
      ...book.labels.map(({ opportunityId }) => opportunityId),
    ];
    expect(references.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(book.contacts.map(({ email }) => email)).size).toBe(book.contacts.length);
    expect(book.users.filter(({ sharedOpportunityIds }) => sharedOpportunityIds.length > 0).length).toBeGreaterThan(2);
  });

  it.each(['2026-11-24T16:30:00Z', '2026-11-29T10:00:00Z', '2027-01-01T08:00:00Z', '2026-07-02T23:30:00Z'])(
    'lets nothing happen after its end, and no answer before its question (%s)',
    (moment) => {
      const other = createBook({ seed: 3, now: new Date(moment) });
      const happened = [
        ...other.emails.map(({ messageDate }) => messageDate),
        ...other.transcripts.map(({ at }) => at),
        ...other.fieldHistory.map(({ createdDate }) => createdDate),
        ...other.tasks.map(({ createdDate }) => createdDate),
      ];
      expect(happened.filter((at) => at > other.now)).toEqual([]);
      const emails = new Map(other.emails.map((email) => [email.id, email]));
      for (const { messageDate, replyToEmailMessageId } of other.emails)
        if (replyToEmailMessageId)
          expect((emails.get(replyToEmailMessageId)?.messageDate ?? '') < messageDate).toBe(true);
      const created = new Map(other.opportunities.map(({ id, createdDate }) => [id, createdDate]));
      for (const { relatedToId, messageDate } of other.emails)
        expect(messageDate >= (created.get(relatedToId) ?? '')).toBe(true);
    },
  );
});

describe('the labels', () => {
  it('quote sentences that stand in the own words of their source', () => {
    const own = createOwnSentences(book);
    const wrong = textLabels(book.labels).filter(({ source }) => !own(source.id).has(source.sentence));
    expect(wrong.map(({ code, source }) => `${code}: ${source.sentence}`)).toEqual([]);
  });

  it.each([
    [7, '2026-11-24T16:30:00Z'],
    [1, '2026-02-28T09:00:00Z'],
    [42, '2027-05-16T12:00:00Z'],
  ])('show every code at least 15 times in each split (seed %i, %s)', (seed, moment) => {
    const { labels } = createBook({ seed, now: new Date(moment) });
    const count = Map.groupBy(labels, ({ code, split }) => `${code} ${split}`);
    const few = [...signalCodes.risk, ...signalCodes.next_step, ...signalCodes.change, ...signalCodes.fact]
      .flatMap((code) => [`${code} tune`, `${code} report`])
      .filter((key) => (count.get(key)?.length ?? 0) < 15);
    expect(few).toEqual([]);
  });

  it('belong to the split of their deal, and no account has deals in both', () => {
    for (const { opportunityId, split } of book.labels) expect(deals.get(opportunityId)?.split).toBe(split);
    const splits = Map.groupBy(book.opportunities, ({ accountId }) => accountId);
    for (const opportunities of splits.values()) expect(new Set(opportunities.map(({ split }) => split)).size).toBe(1);
  });

  it('name the day of a commitment as a date that is not before it was made', () => {
    const sentAt = new Map(book.emails.map(({ id, messageDate }) => [id, messageDate.slice(0, 10)]));
    const dues = textLabels(book.labels).flatMap(({ due, source }) => (due === null ? [] : [{ due, source }]));
    expect(dues.length).toBeGreaterThan(80);
    for (const { due, source } of dues) {
      expect(due).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(due >= (sentAt.get(source.id) ?? '')).toBe(true);
    }
  });
});

describe('writeTranscripts', () => {
  it('leaves the files and an index that names their deals', () => {
    const directory = mkdtempSync(join(tmpdir(), 'transcripts-'));
    try {
      const index = writeTranscripts({
        book,
        directory,
        isWanted: ({ opportunityId }) => deals.get(opportunityId)?.isCareful === true,
      });
      expect(readdirSync(directory).length).toBe(index.length + 1);
      expect(JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8'))).toEqual(index);
      const [first] = index;
      expect(first?.recordKey).toMatch(/^salesforce:Opportunity:006/);
      expect(readFileSync(join(directory, first?.file ?? ''), 'utf8').length).toBeGreaterThan(500);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
