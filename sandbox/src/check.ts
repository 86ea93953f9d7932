import { spawnSync } from 'node:child_process';
import { checkBoundaries } from './check/boundaries.ts';
import { checkFileLengths } from './check/file-lengths.ts';

type Step = { name: string; run: () => boolean };

const program =
  (file: string, ...args: string[]) =>
  (): boolean =>
    spawnSync(file, args, { stdio: 'inherit' }).status === 0;

const python = '.dealside/venv/bin/python';
const steps: Step[] = [
  { name: 'format and lint (Biome)', run: program('biome', 'check', '--error-on-warnings', '.') },
  { name: 'types (tsc)', run: program('tsc', '-b') },
  { name: 'boundaries (dependency-cruiser)', run: checkBoundaries },
  { name: 'dead code (knip)', run: program('knip') },
  { name: 'file lengths', run: checkFileLengths },
  { name: 'Python (ruff)', run: program(python, '-m', 'ruff', 'check', 'sandbox', 'inference') },
  { name: 'Python format (ruff)', run: program(python, '-m', 'ruff', 'format', '--check', 'sandbox', 'inference') },
];

const failed: string[] = [];
for (const step of steps) {
  const startedAt = performance.now();
  console.log(`\n── ${step.name}`);
  const passed = step.run();
  console.log(`${passed ? 'ok' : 'FAILED'} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  if (!passed) failed.push(step.name);
}
console.log(failed.length === 0 ? '\ncheck: all passed' : `\ncheck: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
