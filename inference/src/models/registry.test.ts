import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findModel, parsePackageUri, readRegistry, registryDirectory } from './registry.ts';

const rows = readRegistry();

describe('the registry', () => {
  it('names both models that are fetched by default, with hashes and an open licence', () => {
    for (const name of ['smollm2-135m-instruct', 'all-minilm-l6-v2']) {
      const row = rows.find((candidate) => candidate.name === name);
      expect(row).toMatchObject({ licence: 'Apache-2.0', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(parsePackageUri(row?.uri ?? '')).not.toBeNull();
    }
  });

  it('makes variants from a model it names and an adapter beside it', () => {
    const variants = rows.filter(({ adapts }) => adapts);
    expect(variants.map(({ name }) => name)).toEqual(['minilm-deal-sentences']);
    for (const { task, sha256, adapts } of variants) {
      expect(rows.find(({ name }) => name === adapts?.model)?.task).toBe(task);
      expect(existsSync(join(registryDirectory, adapts?.adapter ?? 'none'))).toBe(true);
      expect(sha256).not.toBeNull();
    }
  });

  it.each([
    ['an unknown key', { surprise: 1 }],
    ['a packaged model without its hashes', { sha256: null }],
    ['an embedding model without dimensions', { task: 'embedding' }],
  ])('refuses %s', (_, changed) => {
    const file = join(mkdtempSync(join(tmpdir(), 'dealside-registry-')), 'registry.json');
    const [first] = rows;
    writeFileSync(file, JSON.stringify({ models: [{ ...first, ...changed }] }));
    expect(() => readRegistry(file)).toThrow();
  });

  it('refuses two models of one name', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dealside-registry-')), 'registry.json');
    writeFileSync(file, JSON.stringify({ models: [rows[0], rows[0]] }));
    expect(() => readRegistry(file)).toThrow(/one name/);
  });
});

describe('findModel', () => {
  it('takes a file, an hf: URI or an address as it is', () => {
    for (const uri of ['/models/own.gguf', 'hf:someone/model:Q4_K_M', 'https://models.example/own.gguf'])
      expect(findModel(uri, 'chat', rows)).toMatchObject({ name: uri, uri, sha256: null });
  });

  it('refuses a model for another task, and an unknown name', () => {
    expect(() => findModel('all-minilm-l6-v2', 'chat', rows)).toThrow(/for embedding, not for chat/);
    expect(() => findModel('gpt', 'chat', rows)).toThrow(/no model "gpt"/);
  });
});
