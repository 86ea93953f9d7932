import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { startTier, type Tier } from '../../test/start-tier.ts';

const embeddingModel = 'all-minilm-l6-v2';

let tier: Tier;

/** Without a chat model: embeddings are served all the same. */
beforeAll(async () => {
  tier = await startTier({ DEALSIDE_MODELS: inject('modelsDirectory'), CHAT_MODEL: '' });
});
afterAll(() => tier.stop());

const post: Tier['post'] = (...call) => tier.post(...call);

describe('POST /v1/embeddings', () => {
  const embed = async (input: string | string[], encoding_format?: string, model = embeddingModel) => {
    const response = await post('/v1/embeddings', { model, input, encoding_format });
    const schema = z.object({
      data: z.array(z.object({ index: z.number(), embedding: z.union([z.array(z.number()), z.string()]) })),
    });
    return schema.parse(await response.json()).data.map(({ embedding }) => embedding);
  };

  it("gives the model card's reference vector, of length 1", async () => {
    const [vector = []] = await embed('This is an example sentence');
    const numbers = z.array(z.number()).length(384).parse(vector);
    for (const [index, value] of [0.0677, 0.0634, 0.0487, 0.0792].entries())
      expect(numbers[index]).toBeCloseTo(value, 4);
    expect(Math.hypot(...numbers)).toBeCloseTo(1, 6);
  });

  it('embeds a batch as it embeds one', async () => {
    const texts = ['Legal review slipped.', 'Der Preis ist zu hoch: 20 % über Acme.', '   ', 'Who signs? 🙂'];
    const batch = await embed(texts);
    for (const [index, text] of texts.entries()) expect((await embed([text]))[0]).toEqual(batch[index]);
  });

  it('packs floats as base64 when asked to', async () => {
    const [numbers] = await embed('Legal review slipped.');
    const [packed] = await embed('Legal review slipped.', 'base64');
    const bytes = Buffer.from(z.string().parse(packed), 'base64');
    expect([...new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))]).toEqual(
      numbers,
    );
  });

  it('answers with the model asked for, a variant too', async () => {
    const [vector = []] = await embed('This is an example sentence', undefined, 'minilm-deal-sentences');
    const numbers = z.array(z.number()).length(384).parse(vector);
    expect(Math.abs((numbers[0] ?? 0) - 0.0677)).toBeGreaterThan(0.001);
    expect(Math.hypot(...numbers)).toBeCloseTo(1, 6);
  });

  it('knows near from far', async () => {
    const [a, b, c] = z
      .array(z.array(z.number()))
      .parse(await embed(['The price is too high.', 'It costs too much.', 'Our office has a garden.']));
    const cosine = (x: number[] = [], y: number[] = []) =>
      x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
    expect(cosine(a, b)).toBeGreaterThan(cosine(a, c) + 0.3);
  });

  it('refuses a text too long to embed, or cuts it when asked to', async () => {
    const input = ['short', 'word '.repeat(600)];
    const response = await post('/v1/embeddings', { model: embeddingModel, input });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'context_length_exceeded', param: 'input.1' } });
    const cut = await post('/v1/embeddings', { model: embeddingModel, input, truncate_prompt_tokens: -1 });
    expect(cut.status).toBe(200);
    const tiny = await post('/v1/embeddings', { model: embeddingModel, input, truncate_prompt_tokens: 1 });
    expect(tiny.status).toBe(200);
  });
});
