import { HttpApiError } from './salesforce-errors.ts';

export type OpenedStream = { headers: Headers; status: number; body: AsyncIterable<Uint8Array> };

/**
 * A GET whose body is read as it comes. The timeout is on silence, not on the whole: a reader that takes its time does
 * not end the answer, a server that says nothing for `timeoutMs` does.
 * @throws {HttpApiError} for an answer that is none, with Salesforce's code; what `fetch` throws.
 */
export const openStream = async (input: {
  url: string;
  headers: Record<string, string>;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onHeaders?: (headers: Headers) => void;
}): Promise<OpenedStream> => {
  const silence = new AbortController();
  const wait = async <T>(work: Promise<T>): Promise<T> => {
    const timer = setTimeout(
      () => silence.abort(new DOMException('nothing came in time', 'TimeoutError')),
      input.timeoutMs,
    );
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  };
  const signal = input.signal ? AbortSignal.any([input.signal, silence.signal]) : silence.signal;
  const response = await wait(fetch(input.url, { headers: input.headers, redirect: 'manual', signal }));
  input.onHeaders?.(response.headers);
  if (!response.ok) throw HttpApiError.read(response.status, await wait(response.text()));
  return { headers: response.headers, status: response.status, body: read(response, wait) };
};

async function* read(response: Response, wait: <T>(work: Promise<T>) => Promise<T>): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await wait(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // One that stops early lets go of the connection.
    await reader.cancel().catch(() => undefined);
  }
}
