import { readdirSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Measure } from './measure.ts';

const notMeasures = new Set(['main.ts', 'measure.ts']);

const loadMeasures = async (): Promise<Measure[]> => {
  const files = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => entry.name)
    .filter((file) => !notMeasures.has(file));
  const modules = await Promise.all(files.map((file) => import(`./${file}`) as Promise<{ measure: Measure }>));
  return modules.map((module) => module.measure);
};

const printTable = (rows: (string | number)[][]): void => {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
};

const formatNumber = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : value.toLocaleString('en', { maximumSignificantDigits: 4 });

const round = (value: number): number => Number(value.toPrecision(5));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, data: { type: 'string' } },
});
const measures = await loadMeasures();
const [name] = positionals;

if (!name) {
  console.log('npm run -s measure -- NAME [--quick] [--data FOLDER]\n');
  printTable(measures.map((measure) => [measure.name, measure.about]));
} else {
  const measure = measures.find((candidate) => candidate.name === name);
  if (!measure) {
    console.error(`There is no measure "${name}". Known: ${measures.map((candidate) => candidate.name).join(', ')}`);
    process.exit(2);
  }
  const dataDirectory = resolve(values.data ?? process.env.DEALSIDE_DATA ?? '../shared/data');
  const { figures, rows } = await measure.run({ quick: values.quick, dataDirectory }).catch((error: unknown) => {
    const path = (error as NodeJS.ErrnoException).code === 'ENOENT' && (error as NodeJS.ErrnoException).path;
    if (typeof path !== 'string' || !path.startsWith(dataDirectory)) throw error;
    console.error(`Could not measure: ${path} is missing. Name the folder with the evaluation data by --data FOLDER.`);
    process.exit(1);
  });
  printTable(rows);
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const rounded = Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, round(value)]));
  console.log(JSON.stringify({ name, figures: rounded, machine, at: new Date().toISOString() }));
  process.exit(0);
}
