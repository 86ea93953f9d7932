import { setImmediate } from 'node:timers/promises';
import type { ReadOptions, SourceFileContent } from './read-file.ts';
import { mailMaxBytes, readMail } from './read-mail.ts';
import { skipReasons } from './skip-reasons.ts';

const lineFeed = 0x0a;
/** Reading a mail never waits for anything: after so many others in this process have their turn. */
const mailsATurn = 50;

/**
 * The mails of a mailbox file (RFC 4155, `mboxrd` quoting), one at a time, so that a file of any size takes the memory
 * of one mail. A mail over the limit is skipped without being kept.
 */
export async function* readMbox(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  name: string,
  options: ReadOptions,
): AsyncGenerator<SourceFileContent> {
  let count = 0;
  for await (const mail of splitMbox(source)) {
    count++;
    if (count % mailsATurn === 0) await setImmediate();
    const label = `${name}#${count}`;
    if (mail === 'too_large') yield { documents: [], skipped: [{ source: label, reason: skipReasons.tooLarge }] };
    else yield await readMail(mail, label, options);
  }
  if (count === 0) yield { documents: [], skipped: [{ source: name, reason: skipReasons.noMailInMbox }] };
}

async function* splitMbox(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array | 'too_large'> {
  let lines: Uint8Array[] | null = null;
  let size = 0;
  let isAfterBlank = true;
  for await (const line of splitLines(source)) {
    if (isAfterBlank && startsWith(line, 'From ')) {
      if (lines) yield size > mailMaxBytes ? 'too_large' : Buffer.concat(lines);
      lines = [];
      size = 0;
      isAfterBlank = false;
      continue;
    }
    isAfterBlank = isBlank(line);
    if (!lines) continue;
    size += line.byteLength;
    if (size > mailMaxBytes) lines = [];
    // The writer put a `>` before lines that begin with `From `, or with `>From `, so that they are no separator.
    else lines.push(/^>+From /.test(head(line)) ? line.subarray(1) : line);
  }
  if (lines) yield size > mailMaxBytes ? 'too_large' : Buffer.concat(lines);
}

/** Lines with their line feed; a line that never ends is handed over in pieces of at most 1 MB. */
async function* splitLines(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = new Uint8Array();
  for await (const bytes of source) {
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      const line = bytes.subarray(start, end + 1);
      yield rest.byteLength > 0 ? Buffer.concat([rest, line]) : line;
      rest = new Uint8Array();
      start = end + 1;
    }
    if (start < bytes.byteLength) rest = Buffer.concat([rest, bytes.subarray(start)]);
    if (rest.byteLength > 1_000_000) {
      yield rest;
      rest = new Uint8Array();
    }
  }
  if (rest.byteLength > 0) yield rest;
}

const head = (line: Uint8Array): string =>
  Buffer.from(line.buffer, line.byteOffset, Math.min(line.byteLength, 16)).toString('latin1');
const startsWith = (line: Uint8Array, prefix: string): boolean => head(line).startsWith(prefix);
const isBlank = (line: Uint8Array): boolean => line.byteLength <= 2 && head(line).trim() === '';
