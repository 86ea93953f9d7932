import { describe, expect, it } from 'vitest';
import type { CompletionRequest, Llm } from './llm.ts';
import { rememberCompletions } from './remember-completions.ts';

const setUp = () => {
  const asked: string[] = [];
  let isDown = false;
  const llm: Llm = {
    embedding: { model: 'e', dimensions: 1 },
    embed: async () => [],
    async complete({ messages }) {
      if (isDown) throw new Error('down');
      asked.push(messages[0]?.content ?? '');
      const text = `${messages[0]?.content} ${asked.length}`;
      return { text, model: 'm', adapter: null, finishReason: 'stop', promptTokens: 1, completionTokens: 1 };
    },
  };
  const clock = { now: 0 };
  const { complete } = rememberCompletions(llm, () => clock.now);
  const ask = async (content: string, rest: Partial<CompletionRequest> = {}) =>
    (await complete({ messages: [{ role: 'user', content }], maxTokens: 9, temperature: 0, ...rest })).text;
  return { asked, ask, clock, goDown: (to: boolean) => (isDown = to) };
};

describe('rememberCompletions', () => {
  it('asks the same question once, whoever waits how long for it', async () => {
    const { asked, ask } = setUp();
    expect(await ask('a', { timeoutMs: 1, priority: 'background' })).toBe('a 1');
    expect(await ask('a', { timeoutMs: 2, priority: 'interactive' })).toBe('a 1');
    expect(await ask('b')).toBe('b 2');
    expect(asked).toEqual(['a', 'b']);
  });

  it.each([
    ['left to chance', { temperature: 0.7 }],
    ['with another seed', { seed: 8 }],
    ['with another limit', { maxTokens: 10 }],
    ['with another form', { schema: { name: 's', schema: {} } }],
  ])('asks again what is %s', async (_, other) => {
    const { asked, ask } = setUp();
    await ask('a');
    await ask('a', other);
    expect(asked).toHaveLength(2);
  });

  it('takes a seed for a question that is settled', async () => {
    const { asked, ask } = setUp();
    await ask('a', { temperature: 0.1, seed: 7 });
    await ask('a', { temperature: 0.1, seed: 7 });
    expect(asked).toHaveLength(1);
  });

  it('forgets in time, and does not remember a failure', async () => {
    const { asked, ask, clock, goDown } = setUp();
    goDown(true);
    await expect(ask('a')).rejects.toThrow('down');
    goDown(false);
    expect(await ask('a')).toBe('a 1');
    clock.now += 5 * 3_600_000;
    expect(await ask('a')).toBe('a 2');
    expect(asked).toHaveLength(2);
  });
});
