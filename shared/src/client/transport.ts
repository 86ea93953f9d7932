/** How a host reaches the gateway: `fetch`, `hubspot.fetch`, an Apex callout. The session is the transport's matter. */
export type Transport = (request: {
  method: 'GET' | 'POST';
  /** From `/v1/` on. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  signal?: AbortSignal;
}) => Promise<{
  status: number;
  body: string;
  /** Case of the name does not matter. */
  header(name: string): string | null;
}>;

/**
 * Over `fetch`, with a gateway session.
 * @param options.getToken asked before each call, so that a session can be renewed
 */
export const createFetchTransport =
  (options: {
    gatewayUrl: string;
    getToken: () => Promise<string>;
    fetch?: typeof globalThis.fetch;
    timeoutMs?: number;
  }): Transport =>
  async ({ method, path, headers, body, signal }) => {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? 15_000);
    const response = await (options.fetch ?? fetch)(`${options.gatewayUrl.replace(/\/+$/, '')}${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${await options.getToken()}` },
      ...(body === null ? {} : { body }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return {
      status: response.status,
      body: await response.text(),
      header: (name) => response.headers.get(name),
    };
  };
