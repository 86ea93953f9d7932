/**
 * The gateway as the components see it, through the one Apex method. `on('GET /v1/…', reply)` answers with a status and a
 * body, with what a function returns, or with `later()`, which is answered by hand.
 */
function createFakeGateway(apexCall) {
  const replies = new Map();
  const calls = [];
  apexCall.mockImplementation(async ({ method, path, body, etag }) => {
    const call = { method, path, body: body === null ? null : JSON.parse(body), etag };
    calls.push(call);
    const key = [...replies.keys()].filter((candidate) => matches(candidate, `${method} ${path}`)).at(-1);
    if (!key) return toReply(404, { code: 'not_found' });
    const reply = replies.get(key);
    const { status, data, etag: newTag } = typeof reply === 'function' ? await reply(call) : await reply;
    return toReply(status, data, newTag);
  });
  return {
    calls,
    on: (key, reply) => {
      replies.delete(key);
      replies.set(key, reply);
    },
    callsOf: (key) => calls.filter(({ method, path }) => matches(key, `${method} ${path}`)),
  };
}

const matches = (pattern, text) => {
  const parts = pattern.split('*');
  return parts.length === 1 ? pattern === text : text.startsWith(parts[0]) && text.endsWith(parts[1]);
};
const toReply = (status, data, etag) => ({ status, body: data === undefined ? '' : JSON.stringify(data), etag });

const ok = (data, etag) => ({ status: 200, data, etag });
const accepted = (data) => ({ status: 202, data });
const failed = (status, code) => ({ status, data: { code, status, title: code, detail: '', retryable: false } });

function later() {
  let resolve;
  const promise = new Promise((resolveIt) => {
    resolve = resolveIt;
  });
  return Object.assign(promise, { answer: resolve });
}

/** Lets promises and renders run until nothing is left that needs no timer. */
async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

module.exports = { accepted, createFakeGateway, failed, later, ok, settle };
