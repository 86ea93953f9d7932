import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { unzipSync } from 'fflate';

/** A file to read: from a folder, from inside a zip file, or given by itself. */
export type FoundFile = {
  /** As a report names it: `calls/a.zip: meetings/b.json`. */
  name: string;
  /** What its ending is taken from. */
  filename: string;
  bytes: number;
  changedAt: Date;
  read(): Uint8Array;
  stream(): AsyncIterable<Uint8Array>;
};

/** A zip file may say more than it holds, and hold more than memory: files in it are left out beyond this. */
const maxUnzippedBytes = 500_000_000;

/** Files at and below the paths, in the order of their names; zip files are opened. @throws when a path is not there. */
export function* findFiles(paths: readonly string[]): Generator<FoundFile> {
  for (const path of paths) yield* findBelow(path, path);
}

function* findBelow(path: string, root: string): Generator<FoundFile> {
  const stat = statSync(path);
  if (stat.isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!name.startsWith('.')) yield* findBelow(join(path, name), root);
    return;
  }
  const file: FoundFile = {
    name: path === root ? basename(path) : relative(root, path),
    filename: basename(path),
    bytes: stat.size,
    changedAt: stat.mtime,
    read: () => readFileSync(path),
    stream: () => createReadStream(path),
  };
  if (path.toLowerCase().endsWith('.zip')) yield* findInZip(file);
  else yield file;
}

function* findInZip(zip: FoundFile): Generator<FoundFile> {
  const entries = unzip(zip.read());
  if (!entries) {
    // No zip file after all: it is skipped by its name like any other that is not read.
    yield zip;
    return;
  }
  for (const name of Object.keys(entries).sort()) {
    const content = entries[name] ?? new Uint8Array();
    yield {
      name: `${zip.name}: ${name}`,
      filename: basename(name),
      bytes: content.byteLength,
      changedAt: zip.changedAt,
      read: () => content,
      stream: async function* () {
        yield content;
      },
    };
  }
}

const unzip = (bytes: Uint8Array): Record<string, Uint8Array> | null => {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/') || /(?:^|\/)(?:\.|__MACOSX\/)/.test(name)) return false;
        total += originalSize;
        return total <= maxUnzippedBytes;
      },
    });
  } catch {
    return null;
  }
};
