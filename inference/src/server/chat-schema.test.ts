import { describe, expect, it } from 'vitest';
import { chatSchema, refuseUnsupported, toChatRequest } from './chat-schema.ts';

const least = { model: 'm', messages: [{ role: 'user', content: 'hi' }] };
const read = (body: object) => toChatRequest(chatSchema.parse({ ...least, ...body }));

describe('the chat request', () => {
  it("has OpenAI's defaults", () => {
    expect(read({})).toEqual({
      messages: [{ role: 'user', content: 'hi' }],
      maxTokens: null,
      temperature: 1,
      topP: 1,
      topK: 40,
      minP: 0,
      seed: null,
      stop: [],
      json: null,
      topLogprobs: null,
    });
  });

  it('joins text parts and takes a developer for a system', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];
    expect(read({ messages: [{ role: 'developer', content }] }).messages).toEqual([{ role: 'system', content: 'ab' }]);
  });

  it('prefers max_completion_tokens to the older name', () => {
    expect(read({ max_tokens: 5, max_completion_tokens: 7 }).maxTokens).toBe(7);
  });

  it.each([
    ['no messages', { messages: [] }],
    ['an image', { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] }],
    ['a tool message', { messages: [{ role: 'tool', content: 'x' }] }],
    ['a negative temperature', { temperature: -1 }],
    ['five stop strings', { stop: ['a', 'b', 'c', 'd', 'e'] }],
    ['an unknown response format', { response_format: { type: 'yaml' } }],
    ['zero tokens', { max_tokens: 0 }],
  ])('refuses %s', (_, body) => {
    expect(chatSchema.safeParse({ ...least, ...body }).success).toBe(false);
  });

  it.each([
    ['logprobs of sampled tokens', { logprobs: true }, 'unsupported_parameter'],
    ['top_logprobs without logprobs', { top_logprobs: 2 }, 'invalid_value'],
  ])('refuses %s', (_, body, code) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ code }));
  });
});

describe('refuseUnsupported', () => {
  it.each([{ n: 2 }, { tools: [{}] }, { logit_bias: { 5: 1 } }, { presence_penalty: 0.5 }, { modalities: ['audio'] }])(
    'refuses %o, which would change the answer',
    (body) => {
      expect(() => refuseUnsupported(body)).toThrow(
        expect.objectContaining({ code: 'unsupported_parameter', param: Object.keys(body)[0] }),
      );
    },
  );

  it('lets pass what changes nothing', () => {
    refuseUnsupported({
      n: 1,
      tools: [],
      tool_choice: 'auto',
      logit_bias: {},
      user: 'u',
      metadata: { a: 1 },
      store: true,
    });
  });
});
