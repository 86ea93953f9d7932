import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatRecordKey, parseRecordKey } from '@dealside/shared';
import { findFiles } from './ingest/find-files.ts';
import { type IngestCounts, ingestFiles } from './ingest/ingest-files.ts';
import { openStore } from './ingest/open-store.ts';

const usage = `npm run ingest -- PATH [PATH …] --record salesforce:Opportunity:006…

Reads .eml, .mbox, .vtt, .txt, .md and .json (exported conversations), folders and zip files, as sources of a record.

  --record KEY        the record they are about; repeat it for more, the first decides who may read them
  --at TIME           when it happened, for files that do not say (else the date in the name, else the file's own)
  --own-domain NAME   mail from here is outbound; repeat it for more
  --tenant SLUG       dealside-demo
  --database URL, --qdrant URL, --inference URL
                      running services; what is not given is started here on --data
  --data FOLDER       .dealside/data, the demo's
The sealing key is DEALSIDE_KEY (32 bytes in base64), else the file "key" in the data folder.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: 'string', multiple: true },
    at: { type: 'string' },
    'own-domain': { type: 'string', multiple: true },
    tenant: { type: 'string', default: 'dealside-demo' },
    database: { type: 'string' },
    qdrant: { type: 'string' },
    inference: { type: 'string' },
    data: { type: 'string', default: '.dealside/data' },
    help: { type: 'boolean', default: false },
  },
});

const fail = (text: string): never => {
  console.error(text);
  process.exit(2);
};

const readKey = (dataDirectory: string): Buffer => {
  if (process.env.DEALSIDE_KEY) return Buffer.from(process.env.DEALSIDE_KEY, 'base64');
  const file = join(dataDirectory, 'key');
  mkdirSync(dataDirectory, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return Buffer.from(readFileSync(file, 'utf8'), 'base64');
};

const readRecords = (): [string, ...string[]] => {
  try {
    const [first, ...others] = (values.record ?? []).map((key) => formatRecordKey(parseRecordKey(key)));
    if (first) return [first, ...others];
  } catch {
    // Said below.
  }
  return fail(`--record must be a record key such as salesforce:Opportunity:006000000000001AAA\n\n${usage}`);
};

const readTime = (): Date | null => {
  if (values.at === undefined) return null;
  const at = new Date(values.at);
  return Number.isNaN(at.getTime()) ? fail(`--at must be a time such as 2026-05-03T10:00:00Z\n\n${usage}`) : at;
};

const perSecond = ({ report, seconds }: IngestCounts): string => (report.chunks / Math.max(seconds, 0.001)).toFixed(1);

const countSkipped = ({ skipped, skippedMore = 0 }: IngestCounts['report']): number => skipped.length + skippedMore;

const printReport = (counts: IngestCounts): void => {
  const { files, seconds, report } = counts;
  console.log(`
Files       ${files}
Documents   ${report.read} read: ${report.stored} stored, ${report.unchanged} unchanged, ${report.duplicates} duplicates, ${countSkipped(report)} skipped
Chunks      ${report.chunks} in ${seconds.toFixed(1)} s, ${perSecond(counts)} a second`);
  const byReason = Map.groupBy(report.skipped, ({ reason }) => reason);
  for (const [reason, skipped] of byReason) {
    const names = skipped.slice(0, 3).map(({ source }) => source);
    console.log(`Skipped     ${skipped.length} × ${reason}: ${names.join(', ')}${skipped.length > 3 ? ', …' : ''}`);
  }
  if (report.skippedMore) console.log(`Skipped     ${report.skippedMore} more`);
};

if (values.help) {
  console.log(usage);
  process.exit(0);
}
if (positionals.length === 0) fail(usage);
// npm runs scripts in the repository's root; paths are meant from where the user stands.
const paths = positionals.map((path) => resolve(process.env.DEALSIDE_CWD ?? '.', path));
const missing = paths.find((path) => !existsSync(path));
if (missing) fail(`There is nothing at ${missing}`);
const recordKeys = readRecords();
const at = readTime();
const dataDirectory = resolve(values.data);

const store = await openStore({
  addresses: values,
  dataDirectory,
  key: readKey(dataDirectory),
  tenant: values.tenant,
  say: (text) => console.error(text),
});
try {
  let saidAt = 0;
  const counts = await ingestFiles({
    files: findFiles(paths),
    tenantId: store.tenantId,
    options: {
      recordKeys,
      visibility: 'record',
      at,
      ...(values['own-domain'] ? { ownDomains: values['own-domain'].map((domain) => domain.toLowerCase()) } : {}),
    },
    ingestPage: store.ingestPage,
    onProgress: (progress) => {
      if (performance.now() - saidAt < 2_000) return;
      saidAt = performance.now();
      const { files, report } = progress;
      console.error(
        `${files} files, ${report.read} documents, ${report.chunks} chunks, ${perSecond(progress)} a second`,
      );
    },
  });
  counts.report.chunks += await store.catchUp();
  printReport(counts);
} finally {
  await store.close();
}
