import { PassThrough } from 'node:stream';
import { Transport } from '@jsforce/jsforce-node/lib/transport.js';
import type { HttpRequest, HttpResponse } from '@jsforce/jsforce-node/lib/types/common.js';
import { StreamPromise } from '@jsforce/jsforce-node/lib/util/promise.js';

const noBody = new Set(['GET', 'HEAD']);

/**
 * What jsforce sends its requests through. Its own transport has no limit on the time a body takes and does not hear of
 * a connection that drops inside a body: that error reaches nobody and ends the process (seen with 3.12.0). Here one
 * signal covers the request from the first byte to the last.
 */
export class SalesforceTransport extends Transport {
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal | undefined;

  constructor(timeoutMs: number, signal?: AbortSignal) {
    super();
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: this.#send(request) }));
  }

  async #send({ url, method, headers, body }: HttpRequest): Promise<HttpResponse> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const response = await fetch(url, {
      method,
      headers: withoutLength(headers),
      redirect: 'manual',
      signal: this.#signal ? AbortSignal.any([this.#signal, timeout]) : timeout,
      ...(typeof body === 'string' && !noBody.has(method) ? { body } : {}),
    });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  }
}

/** `fetch` counts the bytes itself. */
const withoutLength = (headers: HttpRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length'));
