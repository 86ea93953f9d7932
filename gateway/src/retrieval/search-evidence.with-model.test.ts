import { parseRecordKey } from '@dealside/shared';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestIndex, dealKey, mailDocument, page, type TestIndex } from '../../test/create-test-index.ts';
import { buildTranscript } from '../ingest/build-transcript.ts';
import { createLlmClient } from '../llm/llm-client.ts';

const embedding = { model: 'all-minilm-l6-v2', dimensions: 384 };
let index: TestIndex;
let tenantId: string;
let userId: string;

beforeAll(async () => {
  index = await createTestIndex({
    postgresUrl: inject('postgresUrl'),
    qdrantUrl: inject('qdrantUrl'),
    llm: createLlmClient({ urls: [inject('inferenceUrl')], chatModel: null, embedding }),
  });
  ({ tenantId, userId } = await index.createTenant('with-model'));
  const call = buildTranscript([
    { speaker: 'Priya', startMs: 0, endMs: 6_000, text: 'Good morning, how was the trip to Hamburg?' },
    { speaker: 'Tom', startMs: 6_000, endMs: 14_000, text: 'Rainy, but the fair was worth it.' },
  ]);
  const { report } = await index.ingestPage(
    tenantId,
    page(
      mailDocument({ sourceId: 'price', text: 'Your quote is a fifth above what Acme would charge us.' }),
      mailDocument({ sourceId: 'login', text: 'Staff must be able to sign in with their Okta accounts.' }),
      mailDocument({ sourceId: 'legal', text: 'Counsel wants to strike the indemnity clause from the contract.' }),
      mailDocument({ sourceId: 'date', text: 'The board meets on 14 December and decides there.' }),
      mailDocument({ sourceId: 'trip', kind: 'call', text: call.text, meta: { turns: call.turns } }),
    ),
  );
  expect(report).toMatchObject({ stored: 5, chunks: 5 });
});
afterAll(() => index?.close());

describe('searchEvidence with real embeddings', () => {
  it.each([
    ['Is single sign-on needed?', 'Staff must be able to sign in with their Okta accounts.'],
    ['Do they think we are too expensive?', 'Your quote is a fifth above what Acme would charge us.'],
    ['When will they choose?', 'The board meets on 14 December and decides there.'],
    ['What do their lawyers object to?', 'Counsel wants to strike the indemnity clause from the contract.'],
  ])('finds by meaning: %s', async (query, expected) => {
    const search = index.searchWith(async () => new Set());
    const { mode, passages } = await search({
      tenantId,
      userId,
      query,
      records: [parseRecordKey(dealKey(1))],
      limit: 2,
      now: new Date('2026-06-01T00:00:00Z'),
    });
    expect(mode).toBe('hybrid');
    expect(passages.map(({ text }) => text)).toContain(expected);
  });
});
