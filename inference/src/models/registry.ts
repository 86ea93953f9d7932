import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const registryDirectory = fileURLToPath(new URL('../../models/', import.meta.url));

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const modelRowSchema = z
  .strictObject({
    /** What a request calls it. */
    name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
    task: z.enum(['chat', 'embedding']),
    /** `pkg:pypi/NAME@VERSION#PATH` (a package URL), `hf:USER/MODEL:QUANT`, an https address or a file; of a variant the file it becomes. */
    uri: z.string().min(1),
    /** The file's name in the models directory; where the uri decides it, none. */
    file: z.string().optional(),
    /** Of the GGUF; null where the publisher names none: then the size alone is checked. */
    sha256: sha256Schema.nullable(),
    /** The package that carries the weights. */
    package: z.strictObject({ sha256: sha256Schema, bytes: z.int().positive() }).optional(),
    /** The model it is a variant of, and the weights beside the registry that are added to it. */
    adapts: z.strictObject({ model: z.string(), adapter: z.string() }).optional(),
    /** A script beside the registry that turns the package's files into the GGUF. */
    converter: z.string().optional(),
    licence: z.string().min(1),
    /** Tokens the model was trained to see at once. */
    contextSize: z.int().positive(),
    /** Of an embedding. */
    dimensions: z.int().positive().optional(),
  })
  .refine((row) => row.task === 'chat' || row.dimensions !== undefined, 'an embedding model states its dimensions')
  .refine(
    (row) => !row.uri.startsWith('pkg:') || (row.file && row.sha256 && row.package),
    'a packaged model states its file and both hashes',
  );

export type ModelRow = z.infer<typeof modelRowSchema>;

const registrySchema = z.strictObject({
  models: z
    .array(modelRowSchema)
    .refine((rows) => new Set(rows.map(({ name }) => name)).size === rows.length, 'two models have one name'),
});

/** Reads and checks a registry file (`inference/models/registry.json` unless another is named). */
export const readRegistry = (file = `${registryDirectory}registry.json`): ModelRow[] =>
  registrySchema.parse(JSON.parse(readFileSync(file, 'utf8'))).models;

/**
 * The registry's row of that name; else a row made up for a file, an `hf:` URI or an address, named by its file.
 * @throws {Error} when it is neither.
 */
export const findModel = (name: string, task: ModelRow['task'], rows: readonly ModelRow[]): ModelRow => {
  const row = rows.find((candidate) => candidate.name === name);
  if (row && row.task !== task) throw new Error(`The model ${name} is for ${row.task}, not for ${task}.`);
  if (row) return row;
  if (!/^(hf:|https?:\/\/)|\.gguf$/.test(name))
    throw new Error(
      `There is no model "${name}". Known: ${rows.map((known) => known.name).join(', ')}; ` +
        'or give a .gguf file, an hf: URI or an address.',
    );
  return { name, task, uri: name, sha256: null, licence: 'unknown', contextSize: 8192 };
};

/** A package URL's parts (https://github.com/package-url/purl-spec), or null for any other uri. */
export const parsePackageUri = (uri: string): { name: string; version: string; path: string } | null => {
  const match = /^pkg:pypi\/([a-z0-9-]+)@([0-9a-z.]+)#(.+)$/.exec(uri);
  const [, name, version, path] = match ?? [];
  return name && version && path ? { name, version, path } : null;
};
