import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceDocument } from '@dealside/gateway/ingest/source-document';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeMailbox } from '../measure/ingest/write-mailbox.ts';
import { findFiles } from './find-files.ts';
import { ingestFiles } from './ingest-files.ts';

let folder: string;
const text = (content: string) => new TextEncoder().encode(content);

beforeAll(() => {
  folder = mkdtempSync('/tmp/dealside-files-');
  mkdirSync(join(folder, 'calls'));
  writeFileSync(
    join(folder, 'calls', '2026-05-03 discovery.vtt'),
    'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Priya>Hello.',
  );
  writeFileSync(join(folder, 'a.md'), 'A note.');
  writeFileSync(join(folder, 'empty.eml'), '');
  writeFileSync(join(folder, '.hidden.txt'), 'no');
  writeFileSync(
    join(folder, 'b.zip'),
    zipSync({ 'in/c.txt': text('Another note.'), 'in/d.csv': text('a,b'), '__MACOSX/c.txt': text('no') }),
  );
  writeFileSync(
    join(folder, 'z.mbox'),
    writeMailbox(
      Array.from({ length: 600 }, (_, number) => `Sentence ${number}.`),
      1,
    ),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const options = { recordKeys: ['salesforce:Opportunity:006A'] as [string], visibility: 'record', at: null };
const report = (documents: readonly SourceDocument[]) => ({
  read: documents.length,
  stored: documents.length,
  unchanged: 0,
  duplicates: 0,
  chunks: 0,
});

describe('findFiles', () => {
  it('walks folders and zip files in the order of names and leaves out what is hidden', () => {
    expect([...findFiles([folder, join(folder, 'a.md')])].map(({ name }) => name)).toEqual([
      'a.md',
      'b.zip: in/c.txt',
      'b.zip: in/d.csv',
      'calls/2026-05-03 discovery.vtt',
      'empty.eml',
      'z.mbox',
      'a.md',
    ]);
  });

  it('hands over a broken zip file as it is', () => {
    writeFileSync(join(folder, 'calls', 'broken.zip'), 'PK nothing');
    expect([...findFiles([join(folder, 'calls', 'broken.zip')])].map(({ filename }) => filename)).toEqual([
      'broken.zip',
    ]);
    rmSync(join(folder, 'calls', 'broken.zip'));
  });

  it('says when there is nothing', () => {
    expect(() => [...findFiles([join(folder, 'nothing')])]).toThrow(/ENOENT/);
  });
});

describe('ingestFiles', () => {
  it('stores all documents once in pages, and names what it skips by its path', async () => {
    const pages: SourceDocument[][] = [];
    const { files, report: counted } = await ingestFiles({
      files: findFiles([folder]),
      tenantId: 't',
      options,
      ingestPage: async (_tenant, { documents, skipped }) => {
        pages.push(documents);
        return { report: { ...report(documents), skipped }, touched: [] };
      },
    });
    expect(files).toBe(6);
    expect(counted).toMatchObject({ read: 103, stored: 103 });
    expect(new Set(pages.flat().map(({ sourceId }) => sourceId)).size).toBe(103);
    expect(pages.map(({ length }) => length)).toEqual([64, 39]);
    expect(counted.skipped).toEqual([
      { source: 'b.zip: in/d.csv', reason: expect.stringContaining('not a kind of file') },
      { source: 'empty.eml', reason: 'empty file' },
    ]);
    const call = pages.flat().find(({ kind }) => kind === 'call');
    expect(call?.at).toEqual(new Date('2026-05-03T12:00:00Z'));
  });

  it('ends with the error of a page', async () => {
    const failing = ingestFiles({
      files: findFiles([folder]),
      tenantId: 't',
      options,
      ingestPage: () => Promise.reject(new Error('the store is gone')),
    });
    await expect(failing).rejects.toThrow('the store is gone');
  });
});
