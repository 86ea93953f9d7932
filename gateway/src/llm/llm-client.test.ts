import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLlmClient } from './llm-client.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: Record<string, unknown>) => void;

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A server that speaks as much of the API as the test needs, and counts. */
const startReplica = async (handler: Handler) => {
  const calls: Record<string, unknown>[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const body = JSON.parse(text) as Record<string, unknown>;
    calls.push(body);
    headers.push(request.headers);
    handler(request, response, body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, headers };
};

const reply = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};
const answering =
  (content: string): Handler =>
  (_, response) =>
    reply(response, 200, {
      model: 'm',
      choices: [{ message: { content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 5, completion_tokens: 2 },
    });
const failing =
  (status: number, code = 'x', headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    reply(response, status, { error: { code, message: 'secret prompt' } }, headers);

const clientOf = (urls: string[], chatModel: string | null = 'm') =>
  createLlmClient({ urls, chatModel, embedding: { model: 'e', dimensions: 2 } });
const question = { messages: [{ role: 'user' as const, content: 'hi' }], maxTokens: 8 };

describe('complete', () => {
  it('sends the standard fields and returns what was answered', async () => {
    const replica = await startReplica(answering('Yes.'));
    const schema = { name: 'answer', schema: { type: 'object' } };
    const completion = await clientOf([replica.url]).complete({ ...question, schema, seed: 7, priority: 'background' });
    expect(completion).toEqual({
      text: 'Yes.',
      model: 'm',
      adapter: null,
      finishReason: 'stop',
      promptTokens: 5,
      completionTokens: 2,
    });
    expect(replica.calls).toEqual([
      {
        model: 'm',
        messages: question.messages,
        max_tokens: 8,
        temperature: 0,
        seed: 7,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'answer', schema: { type: 'object' }, strict: true },
        },
      },
    ]);
    expect(replica.headers[0]?.['x-dealside-priority']).toBe('background');
  });

  it('says at once that there is no model, without a request', async () => {
    const replica = await startReplica(answering('Yes.'));
    await expect(clientOf([replica.url], null).complete(question)).rejects.toMatchObject({
      code: 'model_unavailable',
      retryable: false,
    });
    expect(replica.calls).toHaveLength(0);
  });

  it('falls to the next replica when one is broken or gone', async () => {
    const broken = await startReplica(failing(500));
    const good = await startReplica(answering('Yes.'));
    const completion = await clientOf(['http://127.0.0.1:9', broken.url, good.url]).complete(question);
    expect(completion.text).toBe('Yes.');
    expect(broken.calls).toHaveLength(1);
  });

  it('takes a replica out after three failures in a row', async () => {
    const broken = await startReplica(failing(500));
    const client = clientOf([broken.url]);
    for (let call = 0; call < 5; call++)
      await expect(client.complete(question)).rejects.toMatchObject({ code: 'model_unavailable', retryable: true });
    expect(broken.calls).toHaveLength(3);
  });

  it('waits as long as a busy replica asks, and a busy replica is not a broken one', async () => {
    let isBusy = true;
    const replica = await startReplica((request, response, body) => {
      if (!isBusy) return answering('Yes.')(request, response, body);
      isBusy = false;
      failing(503, 'queue_full', { 'retry-after': '1' })(request, response, body);
    });
    const before = Date.now();
    expect((await clientOf([replica.url]).complete(question)).text).toBe('Yes.');
    expect(Date.now() - before).toBeGreaterThanOrEqual(950);
    expect(replica.calls).toHaveLength(2);
  });

  it('gives up a replica that stays busy after three rounds', async () => {
    const replica = await startReplica(failing(503, 'queue_full', { 'retry-after': '0.05' }));
    await expect(clientOf([replica.url]).complete(question)).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(replica.calls).toHaveLength(3);
  });

  it('does not repeat a refused request, and keeps the prompt out of the error', async () => {
    const first = await startReplica(failing(400, 'context_length_exceeded'));
    const error = await clientOf([first.url, first.url])
      .complete(question)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'model_unavailable',
      retryable: false,
      details: { status: 400, reason: 'context_length_exceeded' },
    });
    expect(String(error)).not.toContain('secret prompt');
    expect(first.calls).toHaveLength(1);
  });

  it('ends with its timeout when nothing answers', async () => {
    const silent = await startReplica(() => undefined);
    await expect(clientOf([silent.url]).complete({ ...question, timeoutMs: 100 })).rejects.toMatchObject({
      code: 'model_unavailable',
      retryable: true,
    });
  });

  it("ends with the caller's reason and closes the connection", async () => {
    const gone = Promise.withResolvers<void>();
    const controller = new AbortController();
    const silent = await startReplica((request) => {
      request.socket.once('close', () => gone.resolve());
      controller.abort(new Error('the rep closed the panel'));
    });
    await expect(clientOf([silent.url]).complete({ ...question, signal: controller.signal })).rejects.toThrow(
      'the rep closed the panel',
    );
    await gone.promise;
  });

  it.each([
    ['another shape', { choices: [] }],
    ['no text', { choices: [{ message: { content: null } }] }],
  ])('calls an answer with %s unusable', async (_, body) => {
    const replica = await startReplica((_request, response) => reply(response, 200, body));
    await expect(clientOf([replica.url]).complete(question)).rejects.toMatchObject({ code: 'model_unavailable' });
  });
});

describe('embed', () => {
  /** Embeds the text "3" as [3, 4], as numbers or as base64, in no order. */
  const embedding =
    (isBase64: boolean): Handler =>
    (_, response, body) => {
      const data = (body.input as string[]).map((text, index) => {
        const vector = [Number(text), Number(text) + 1];
        const base64 = Buffer.from(new Float32Array(vector).buffer).toString('base64');
        return { index, embedding: isBase64 ? base64 : vector };
      });
      reply(response, 200, { data: data.reverse() });
    };

  it.each([true, false])('keeps the order over batches and normalises (base64: %s)', async (isBase64) => {
    const replicas = [await startReplica(embedding(isBase64)), await startReplica(embedding(isBase64))];
    const texts = Array.from({ length: 70 }, (_, index) => String(index));
    const vectors = await clientOf(replicas.map(({ url }) => url)).embed(texts);
    expect(vectors).toHaveLength(70);
    for (const [index, [x = 0, y = 0]] of vectors.entries()) {
      expect(x / y).toBeCloseTo(index / (index + 1), 5);
      expect(Math.hypot(x, y)).toBeCloseTo(1, 6);
    }
    expect(replicas.map(({ calls }) => calls.length).reduce((a, b) => a + b)).toBe(3);
  });

  it('asks nothing for no texts', async () => {
    expect(await clientOf(['http://127.0.0.1:9']).embed([])).toEqual([]);
  });

  it('refuses vectors of another width', async () => {
    const replica = await startReplica((_, response) =>
      reply(response, 200, { data: [{ index: 0, embedding: [1, 2, 3] }] }),
    );
    await expect(clientOf([replica.url]).embed(['a'])).rejects.toMatchObject({ code: 'model_unavailable' });
  });
});
