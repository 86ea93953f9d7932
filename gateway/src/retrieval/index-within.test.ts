import { describe, expect, it } from 'vitest';
import type { IndexDocuments } from './index-documents.ts';
import { indexWithin } from './index-within.ts';

const endless: IndexDocuments = ({ signal }) =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

describe('indexWithin', () => {
  it('gives back what was indexed in time', async () => {
    const done = { documents: 1, chunks: 3 };
    expect(await indexWithin(async () => done, 1_000)({ tenantId: 't' })).toEqual(done);
  });

  it('leaves the rest when the time is up', async () => {
    await expect(indexWithin(endless, 10)({ tenantId: 't' })).rejects.toMatchObject({ code: 'overloaded' });
  });

  it('leaves the abort of its caller an abort', async () => {
    const signal = AbortSignal.abort(new Error('left'));
    const indexing: IndexDocuments = async (input) => {
      input.signal?.throwIfAborted();
      return { documents: 0, chunks: 0 };
    };
    await expect(indexWithin(indexing, 1_000)({ tenantId: 't', signal })).rejects.toThrow('left');
  });
});
