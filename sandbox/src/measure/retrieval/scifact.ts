import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const corpusRow = z.object({ id: z.string(), title: z.string(), text: z.string() });
const queryRow = z.object({ id: z.string(), text: z.string() });

export type Scifact = {
  documents: z.infer<typeof corpusRow>[];
  queries: { text: string; relevant: ReadonlySet<string> }[];
};

/** BEIR's SciFact: abstracts, claims, and which abstracts speak to a claim. */
export const readScifact = (dataDirectory: string): Scifact => {
  const folder = join(dataDirectory, 'scifact');
  const relevant = new Map<string, Set<string>>();
  for (const line of readLines(join(folder, 'qrels.tsv')).slice(1)) {
    const [query = '', document = ''] = line.split('\t');
    relevant.set(query, (relevant.get(query) ?? new Set()).add(document));
  }
  return {
    documents: readRows(join(folder, 'corpus.jsonl'), corpusRow),
    queries: readRows(join(folder, 'queries.jsonl'), queryRow).flatMap(({ id, text }) => {
      const answers = relevant.get(id);
      return answers ? [{ text, relevant: answers }] : [];
    }),
  };
};

/** A corpus that is embedded in seconds; its figures are higher than the whole's, for less stands in the way. */
export const takePart = ({ documents, queries }: Scifact): Scifact => {
  const asked = queries.slice(0, 60);
  const needed = new Set(asked.flatMap(({ relevant }) => [...relevant]));
  const others = documents.filter(({ id }) => !needed.has(id)).slice(0, 400 - needed.size);
  return { documents: [...documents.filter(({ id }) => needed.has(id)), ...others], queries: asked };
};

const readLines = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);

const readRows = <Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema>[] =>
  readLines(file).map((line) => schema.parse(JSON.parse(line)));
