import { addReport, emptyReport } from '@dealside/gateway/ingest/add-report';
import type { IngestPage } from '@dealside/gateway/ingest/ingest-page';
import { type ReadOptions, readSourceFile, type SourceFileContent } from '@dealside/gateway/ingest/read-file';
import { readMbox } from '@dealside/gateway/ingest/read-mbox';
import type { SourceDocument } from '@dealside/gateway/ingest/source-document';
import { documentMaxBytes, type IngestReport } from '@dealside/shared';
import type { FoundFile } from './find-files.ts';

export type IngestCounts = { files: number; seconds: number; report: IngestReport };

/** Documents stored together. Two such pages are under way at a time, so that the embedding engine never waits. */
const documentsPerPage = 64;
const pagesInFlight = 2;

/**
 * Reads files one after the other and stores what is in them. A mailbox is streamed: only its mails on the way are in
 * memory.
 */
export const ingestFiles = async (input: {
  files: Iterable<FoundFile>;
  tenantId: string;
  options: ReadOptions;
  ingestPage: IngestPage;
  onProgress?: (counts: IngestCounts) => void;
}): Promise<IngestCounts> => {
  const startedAt = performance.now();
  const report = emptyReport();
  const running = new Set<Promise<void>>();
  let files = 0;
  let failure: unknown = null;
  const counts = (): IngestCounts => ({ files, seconds: (performance.now() - startedAt) / 1_000, report });

  const store = async (documents: SourceDocument[], skipped: SourceFileContent['skipped']): Promise<void> => {
    while (running.size >= pagesInFlight) await Promise.race(running);
    if (failure) throw failure;
    const work = input
      .ingestPage(input.tenantId, { records: [], fieldChanges: [], documents, skipped })
      .then(
        (stored) => addReport(report, stored.report),
        (error: unknown) => {
          failure ??= error;
        },
      )
      .finally(() => {
        running.delete(work);
        input.onProgress?.(counts());
      });
    running.add(work);
  };

  let page: SourceFileContent = { documents: [], skipped: [] };
  for (const file of input.files) {
    files++;
    for await (const { documents, skipped } of readParts(file, input.options)) {
      page.documents.push(...documents);
      page.skipped.push(...skipped);
      while (page.documents.length >= documentsPerPage) {
        await store(page.documents.splice(0, documentsPerPage), page.skipped.splice(0));
      }
    }
  }
  await store(page.documents, page.skipped);
  page = { documents: [], skipped: [] };
  await Promise.all(running);
  if (failure) throw failure;
  return counts();
};

async function* readParts(file: FoundFile, options: ReadOptions): AsyncGenerator<SourceFileContent> {
  const withDate = { ...options, at: options.at ?? dateInName(file.filename) ?? file.changedAt };
  if (file.filename.toLowerCase().endsWith('.mbox')) {
    yield* readMbox(file.stream(), file.name, withDate);
    return;
  }
  // What is too large is not even loaded; the reader says so of one byte more than it takes.
  const bytes = file.bytes > documentMaxBytes ? new Uint8Array(documentMaxBytes + 1) : file.read();
  const content = await readSourceFile({ ...withDate, filename: file.filename, bytes });
  yield { documents: content.documents, skipped: content.skipped.map((skip) => nameIn(file, skip)) };
}

const nameIn = (file: FoundFile, { source, reason }: { source: string; reason: string }) => ({
  source: source.startsWith(file.filename) ? file.name + source.slice(file.filename.length) : source,
  reason,
});

/** `2026-05-03 discovery call.vtt` */
const dateInName = (filename: string): Date | null => {
  const match = /(?:^|\D)(20\d{2})-?([01]\d)-?([0-3]\d)(?:\D|$)/.exec(filename);
  const date = match ? new Date(`${match[1]}-${match[2]}-${match[3]}T12:00:00Z`) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
};
