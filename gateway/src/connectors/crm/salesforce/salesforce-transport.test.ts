import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStream } from './open-stream.ts';
import { SalesforceTransport } from './salesforce-transport.ts';

let url: string;
let answer: (response: ServerResponse) => void;
const server = createServer((_, response) => answer(response));

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends the same piece for ever. */
const endless = (response: ServerResponse) => {
  const piece = `"${'x'.repeat(64_000)}",`;
  const more = () => {
    while (response.write(piece));
    response.once('drain', more);
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  more();
};

describe('an answer of a vendor', () => {
  const send = (rest: { timeoutMs?: number; maxBytes?: number; onHeaders?: (headers: Headers) => void } = {}) =>
    new SalesforceTransport({ timeoutMs: 5_000, ...rest }).httpRequest({ method: 'GET', url, headers: {} });

  it('is read whole, and its headers are heard of', async () => {
    answer = (response) => void response.writeHead(200, { 'sforce-limit-info': 'api-usage=1/2' }).end('{"a":"ü"}');
    let heard: string | null = null;
    const { body } = await send({ onHeaders: (headers) => (heard = headers.get('sforce-limit-info')) });
    expect([body, heard]).toEqual(['{"a":"ü"}', 'api-usage=1/2']);
  });

  it('that is larger than any honest one is not read to its end', async () => {
    answer = endless;
    const before = process.memoryUsage().rss;
    await expect(send({ maxBytes: 5_000_000 })).rejects.toMatchObject({ code: 'upstream_garbage' });
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  it('that never ends is given up', async () => {
    answer = (response) => void response.writeHead(200).write('{');
    await expect(send({ timeoutMs: 50 })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('a stream', () => {
  const open = (rest: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
    openStream({ url, headers: {}, timeoutMs: 5_000, ...rest });

  it('waits for a slow reader and not for a silent server', async () => {
    answer = (response) => void response.writeHead(200).write('first');
    const { body } = await open({ timeoutMs: 150 });
    const read = async () => {
      const parts: string[] = [];
      for await (const part of body) {
        parts.push(Buffer.from(part).toString());
        await new Promise((resolve) => setTimeout(resolve, 300));
        if (parts.length === 1) return parts;
      }
      return parts;
    };
    expect(await read()).toEqual(['first']);
    const { body: silent } = await open({ timeoutMs: 50 });
    const wait = async () => {
      for await (const _ of silent);
    };
    await expect(wait()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('lets go of an answer that is not read to its end', async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (response) => {
        response.once('close', resolve);
        endless(response);
      };
    });
    for await (const _ of (await open()).body) break;
    await closed;
  });

  it('says which error Salesforce answered', async () => {
    answer = (response) => void response.writeHead(404).end('[{"errorCode":"NOT_FOUND","message":"gone"}]');
    await expect(open()).rejects.toMatchObject({ errorCode: 'NOT_FOUND', message: 'gone' });
    answer = (response) => void response.writeHead(502).end('<html>');
    await expect(open()).rejects.toMatchObject({ errorCode: 'ERROR_HTTP_502' });
  });
});
