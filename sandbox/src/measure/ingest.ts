import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Llm } from '@dealside/gateway/llm/llm';
import { type FoundFile, findFiles } from '../ingest/find-files.ts';
import { type IngestCounts, ingestFiles } from '../ingest/ingest-files.ts';
import { openStore } from '../ingest/open-store.ts';
import { writeMailbox } from './ingest/write-mailbox.ts';
import type { Measure } from './measure.ts';

const roundsWanted = 5;
const bareProgram = fileURLToPath(import.meta.resolve('./ingest/bare-embedding.ts'));

type Round = { counts: IngestCounts; bareSeconds: number };

/** Chunks a second of the whole ingest (read, clean, seal, store, embed, index) beside the engine alone. */
export const measure: Measure = {
  name: 'ingest',
  about: 'calls and a mailbox through the whole ingest: chunks/s beside the bare embedding engine on the same texts',
  async run({ quick, dataDirectory }) {
    const directory = mkdtempSync('/tmp/dealside-ingest-');
    const bare = await startBare();
    const embedded: string[] = [];
    const store = await openStore({
      addresses: {},
      dataDirectory: directory,
      key: randomBytes(32),
      tenant: 'measure',
      say: () => undefined,
      wrapLlm: (llm) => recordTexts(llm, embedded),
    });
    try {
      const rounds: Round[] = [];
      for (const [index, files] of sliceFiles(directory, dataDirectory, quick).entries()) {
        embedded.length = 0;
        const counts = await ingestFiles({
          files,
          tenantId: store.tenantId,
          options: { recordKeys: [`salesforce:Opportunity:00600000000000${index}AAA`], visibility: 'record', at: null },
          ingestPage: store.ingestPage,
        });
        rounds.push({ counts, bareSeconds: await bare.embed(embedded) });
      }
      return report(rounds, process.resourceUsage().maxRSS / 1_024);
    } finally {
      bare.stop();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

const recordTexts = (llm: Llm, embedded: string[]): Pick<Llm, 'embed'> => ({
  embed(texts, options) {
    embedded.push(...texts);
    return llm.embed(texts, options);
  },
});

/** Each round has its share of the meetings, the calls and the mails, so that rounds are alike. */
const sliceFiles = (directory: string, dataDirectory: string, quick: boolean): FoundFile[][] => {
  const sentences = readFileSync(join(dataDirectory, 'email-intent', 'train.txt'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t')[1]?.trim() ?? '')
    .filter((sentence) => sentence !== '');
  const calls = [...findFiles([join(dataDirectory, 'calls')])];
  const kept = quick ? sentences.slice(0, sentences.length / 6) : sentences;
  const perRound = Math.ceil(kept.length / roundsWanted);
  return Array.from({ length: roundsWanted }, (_, round) => {
    const mailbox = join(directory, `mailbox-${round}.mbox`);
    writeFileSync(mailbox, writeMailbox(kept.slice(round * perRound, (round + 1) * perRound), round));
    const share = calls.filter((file, index) => index % roundsWanted === round && (!quick || file.bytes < 20_000));
    return [...share, ...findFiles([mailbox])];
  });
};

/** The engine alone in a process of its own: its memory is not ours, and it stands still while we measure. */
const startBare = async () => {
  const child: ChildProcess = fork(bareProgram, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  return {
    async embed(texts: readonly string[]): Promise<number> {
      child.send(texts);
      const [seconds] = await once(child, 'message');
      return Number(seconds);
    },
    stop: () => child.kill(),
  };
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const report = (rounds: readonly Round[], peakMb: number): Awaited<ReturnType<Measure['run']>> => {
  const rates = rounds.map(({ counts, bareSeconds }) => ({
    ours: counts.report.chunks / counts.seconds,
    bare: counts.report.chunks / bareSeconds,
  }));
  const total = (of: (counts: IngestCounts) => number) => sum(rounds.map(({ counts }) => of(counts)));
  const figures = {
    documents: total(({ report: { stored } }) => stored),
    duplicates: total(({ report: { duplicates } }) => duplicates),
    skipped: total(({ report: { skipped, skippedMore = 0 } }) => skipped.length + skippedMore),
    chunks: total(({ report: { chunks } }) => chunks),
    chunks_per_s: median(rates.map(({ ours }) => ours)),
    bare_chunks_per_s: median(rates.map(({ bare }) => bare)),
    ratio: median(rates.map(({ ours, bare }) => ours / bare)),
    peak_rss_mb: peakMb,
  };
  return {
    figures,
    rows: [
      ['round', 'documents', 'duplicates', 'skipped', 'chunks', 'chunks/s', 'bare chunks/s', 'ratio'],
      ...rounds.map(({ counts: { report: counted } }, index) => [
        index + 1,
        counted.stored,
        counted.duplicates,
        counted.skipped.length,
        counted.chunks,
        rates[index]?.ours ?? 0,
        rates[index]?.bare ?? 0,
        (rates[index]?.ours ?? 0) / (rates[index]?.bare ?? 1),
      ]),
    ],
  };
};
