import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SentencePlace } from '@dealside/gateway/insights/signals/text/sentence-features';
import { type TextTopic, textTopics } from '@dealside/gateway/insights/signals/text/text-topics';

export type ExampleSentence = {
  text: string;
  topics: readonly TextTopic[];
  place: SentencePlace | null;
  /** The name of its file, which stands for a register. */
  file: string;
};

const isTopic = (word: string): word is TextTopic => (textTopics as readonly string[]).includes(word);

/** The example sentences beside this file: a `# topic` line (or `# none`, or `# none @ours` for what we
 * say ourselves), then a sentence a line. */
export const readSentences = (): ExampleSentence[] => {
  const folder = join(import.meta.dirname, 'sentences');
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      let topics: TextTopic[] = [];
      let place: SentencePlace | null = null;
      return readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .flatMap((line): ExampleSentence[] => {
          if (line.startsWith('# ')) {
            const [listed = '', side] = line.slice(2).split(' @');
            place = side === 'ours' ? { side, kind: 'call', question: null } : null;
            const names = listed.split('+').filter((name) => name !== 'none');
            topics = names.map((name) => {
              if (!isTopic(name)) throw new Error(`${file}: "${name}" is no topic`);
              return name;
            });
            return [];
          }
          return line.trim() === '' ? [] : [{ text: line.trim(), topics, place, file: file.replace(/\.txt$/, '') }];
        });
    });
};
