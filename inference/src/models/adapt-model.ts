import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkHash } from './hash-file.ts';
import { registryDirectory } from './registry.ts';
import { runProgram } from './run-program.ts';

/**
 * Writes a variant of a model: the base with the low-rank weights of an adapter added, checked by hash.
 * @throws {Error} when the result is not what the registry names.
 */
export const adaptModel = async (
  { base, adapter, sha256, file }: { base: string; adapter: string; sha256: string; file: string },
  python: string,
): Promise<void> => {
  const part = join(dirname(file), `.part-${process.pid}-${adapter}`);
  try {
    await runProgram(python, [
      join(registryDirectory, 'merge_adapter.py'),
      base,
      join(registryDirectory, adapter),
      part,
    ]);
    await checkHash(part, sha256, `the model made with ${adapter}`);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
};
