type Completion = {
  choices: { message: { content: string } }[];
  usage: { completion_tokens: number; prompt_tokens_details: { cached_tokens: number } };
};

const headers = { 'content-type': 'application/json' };

/** Calls the tier as the gateway does: one POST, the whole answer at once. */
export const createCallTier = (url: string, model: string) => {
  const post = (body: object) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model, temperature: 0, ...body }),
    });
  const complete = async (content: string, maxTokens: number, more: object = {}): Promise<Completion> => {
    const response = await post({ messages: [{ role: 'user', content }], max_tokens: maxTokens, ...more });
    if (!response.ok) throw new Error(`The tier answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Completion;
  };
  return {
    /** All at once; the tokens of all and the time until the last. */
    async decode(contents: string[], maxTokens: number, more: object = {}): Promise<{ tokens: number; ms: number }> {
      const startedAt = performance.now();
      const completions = await Promise.all(contents.map((content) => complete(content, maxTokens, more)));
      const ms = performance.now() - startedAt;
      return { tokens: completions.reduce((sum, { usage }) => sum + usage.completion_tokens, 0), ms };
    },
    /** Milliseconds to the first streamed text, and how much of the prompt was not read again. */
    async firstToken(system: string, content: string): Promise<{ ms: number; reused: number }> {
      const startedAt = performance.now();
      const response = await post({
        messages: [
          { role: 'system', content: system },
          { role: 'user', content },
        ],
        max_tokens: 2,
        stream: true,
        stream_options: { include_usage: true },
      });
      let ms = 0;
      let text = '';
      const decoder = new TextDecoder();
      for await (const bytes of response.body ?? []) {
        text += decoder.decode(bytes, { stream: true });
        if (ms === 0 && /"delta":\{"content":"./.test(text)) ms = performance.now() - startedAt;
      }
      return { ms, reused: Number(/"cached_tokens":(\d+)/.exec(text)?.[1] ?? 0) };
    },
  };
};
