import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTranscript } from '../ingest/build-transcript.ts';
import { cleanMail } from '../ingest/clean-mail.ts';
import { cleanText } from '../ingest/clean-text.ts';
import { splitSentences } from '../ingest/sentences.ts';
import { chunkDocument, chunkId } from './chunk-document.ts';
import { locate } from './locate.ts';

const sentence = 'We looked at the offer with our finance team and it is too high. ';

/** Text as mail is: words, marks, line ends, lists, emoji, quotes. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Dr. Shah',
        'signs',
        '14. Dezember',
        '3.5',
        '%',
        '\n',
        '\n\n',
        '- item',
        '> quoted',
        'On x wrote:',
        '👩‍💻',
        'a\u0301',
        '\u0000',
        '\ud800',
        '\r\n',
        '\u00a0',
        '.',
        '?',
        'https://a.test/x?y=1',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ minLength: 200, maxLength: 1_200 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(' '));

const checkChunks = (text: string, chunks: ReturnType<typeof chunkDocument>) => {
  let before = 0;
  for (const [index, { ordinal, start, end }] of chunks.entries()) {
    expect(ordinal).toBe(index);
    expect(start).toBeGreaterThanOrEqual(before);
    expect(end).toBeGreaterThan(start);
    expect(end - start).toBeLessThanOrEqual(900);
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    expect(text.slice(start, end).isWellFormed()).toBe(true);
    before = end;
  }
};

describe('chunkDocument', () => {
  it('leaves a short mail whole', () => {
    const text = 'Hi Tom,\n\nWe need SSO.\n\nPriya';
    expect(chunkDocument(text)).toEqual([{ ordinal: 0, start: 0, end: text.length }]);
  });

  it('cuts between sentences near 600 characters and leaves no short tail', () => {
    const text = `${sentence.repeat(19)}Thanks.`;
    const chunks = chunkDocument(text).map(({ start, end }) => text.slice(start, end));
    expect(chunks).toHaveLength(2);
    for (const chunk of chunks) expect(chunk).toMatch(/^We looked.*(?:high|Thanks)\.$/);
  });

  it('cuts text without sentences at white space', () => {
    const text = 'word '.repeat(1_000).trim();
    for (const { start, end } of chunkDocument(text)) expect(text.slice(start, end)).toMatch(/^word( word)*$/);
  });

  it('puts short turns together, begins chunks with the name, and points at the time', () => {
    const { text, turns } = buildTranscript(
      Array.from({ length: 30 }, (_, index) => ({
        speaker: index % 2 === 0 ? 'Priya' : 'Tom',
        startMs: index * 10_000,
        endMs: index * 10_000 + 9_000,
        text: sentence,
      })),
    );
    const chunks = chunkDocument(text, turns);
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.length).toBeLessThan(8);
    for (const chunk of chunks) expect(text.slice(chunk.start, chunk.end)).toMatch(/^(?:Priya|Tom): We looked/);
    const second = chunks[1];
    const first = turns.findIndex(({ start }) => start >= (second?.start ?? 0));
    expect(locate(second ?? { start: 0, end: 0 }, { turns })).toMatchObject({
      type: 'time',
      startMs: first * 10_000,
      speaker: null,
    });
  });

  it('points at characters where a call has no times', () => {
    const { text, turns } = buildTranscript([{ speaker: 'Priya', startMs: null, endMs: null, text: 'Hello there.' }]);
    expect(locate({ start: 0, end: text.length }, { turns })).toEqual({
      type: 'characters',
      start: 0,
      end: text.length,
    });
  });

  it('cuts any cleaned text into pieces of itself that lose no word', () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const text = cleanText(raw);
        const chunks = chunkDocument(text);
        checkChunks(text, chunks);
        const letters = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, '').length;
        const kept = chunks.reduce((sum, { start, end }) => sum + letters(text.slice(start, end)), 0);
        // Only list markers ("1.", "a)") stay outside, at most three letters a line.
        expect(kept).toBeGreaterThanOrEqual(letters(text) - 3 * text.split('\n').length);
      }),
      { numRuns: 200 },
    );
  });

  it('cuts any transcript into pieces of itself', () => {
    const piece = fc.record({
      speaker: fc.constantFrom('Priya', 'Tom', null),
      startMs: fc.constant(null),
      endMs: fc.constant(null),
      text: anyText,
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { text, turns } = buildTranscript(pieces);
        for (const turn of turns) expect(turn.end).toBeGreaterThan(turn.start);
        checkChunks(text, chunkDocument(text, turns));
      }),
      { numRuns: 100 },
    );
  });
});

describe('splitSentences and cleaning, on any text', () => {
  it('gives sentences that are slices, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0;
        for (const found of splitSentences(text)) {
          expect(text.slice(found.start, found.end)).toBe(found.text);
          expect(found.start).toBeGreaterThanOrEqual(before);
          before = found.end;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('cleans to something that cleaning leaves alone', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
        expect(cleanText(cleanMail(text))).toBe(cleanMail(text));
      }),
      { numRuns: 200 },
    );
  });
});

describe('chunkId', () => {
  it('is a UUID of version 8, the same for the same input only', () => {
    const id = chunkId('d', 'h', 0);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(chunkId('d', 'h', 0)).toBe(id);
    expect(new Set([id, chunkId('d', 'h', 1), chunkId('d', 'g', 0), chunkId('e', 'h', 0)]).size).toBe(4);
  });
});
