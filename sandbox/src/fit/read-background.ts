import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitSentences } from '@dealside/gateway/ingest/sentences';
import { createRandom } from './sample.ts';

type Meeting = { meeting_transcripts: { content: string }[] };

const perSource = 300;

/**
 * Sentences from real meetings (QMSum) and real business mail (EmailIntent) that nobody labelled: what ordinary talk
 * looks like, so that it is not taken for a signal. Empty where the data is not there.
 */
export const readBackground = (dataDirectory: string): string[] => {
  const meetings = join(dataDirectory, 'qmsum', 'train');
  const mail = join(dataDirectory, 'email-intent', 'train.txt');
  return [...sample(existsSync(meetings) ? spoken(meetings) : []), ...sample(existsSync(mail) ? written(mail) : [])];
};

const spoken = (folder: string): string[] =>
  readdirSync(folder)
    .toSorted()
    .filter((_, index) => index % 4 === 0)
    .flatMap((file) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Meeting).meeting_transcripts)
    .flatMap(({ content }) =>
      splitSentences(
        content
          .replace(/\{\w+\}/g, '')
          .replace(/ ([,.?!'])/g, '$1')
          .replace(/ +/g, ' '),
      ),
    )
    .map(({ text }) => text);

const written = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('No\t'))
    .map((line) => line.slice(3).trim());

const sample = (sentences: readonly string[]): string[] => {
  const usable = [...new Set(sentences)].filter((text) => text.length >= 20 && text.length <= 220);
  const random = createRandom(1);
  return usable
    .map((text) => ({ text, order: random() }))
    .toSorted((left, right) => left.order - right.order)
    .slice(0, perSource)
    .map(({ text }) => text);
};
