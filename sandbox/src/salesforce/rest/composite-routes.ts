import { type Context, Hono } from 'hono';
import { ApiError } from '../api-error.ts';
import type { Unit } from '../store/record-store.ts';
import { basePathOf, type RestDependencies, type RestEnv, readJson } from './rest-env.ts';

type Dispatch = (request: Request, env: RestEnv['Bindings']) => Response | Promise<Response>;
type Subrequest = {
  method?: string;
  url?: string;
  referenceId?: string;
  body?: unknown;
  httpHeaders?: Record<string, string>;
};
type Subresponse = { body: unknown; httpHeaders: Record<string, string>; httpStatusCode: number; referenceId: string };

const maxSubrequests = 25;
const halted = (message: string) => [{ errorCode: 'PROCESSING_HALTED', message }];

/** `composite` and `composite/batch`: several requests in one, answered by the same routes. */
export const createCompositeRoutes = (dependencies: RestDependencies, dispatch: Dispatch): Hono<RestEnv> => {
  const send = async (c: Context<RestEnv>, request: Subrequest, url: string, unit?: Unit) => {
    const answer = await dispatch(
      new Request(new URL(url, 'http://composite'), {
        method: request.method ?? 'GET',
        headers: { 'content-type': 'application/json', ...request.httpHeaders },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      }),
      { viewer: c.env.viewer, ...(unit ? { unit } : {}) },
    );
    const text = await answer.text();
    const location = answer.headers.get('location');
    return {
      status: answer.status,
      headers: location ? { Location: location } : ({} as Record<string, string>),
      body: text === '' ? null : (JSON.parse(text) as unknown),
    };
  };

  return new Hono<RestEnv>()
    .post('/composite', async (c) => {
      const { allOrNone = false, compositeRequest } = await readJson(c);
      const requests = readSubrequests(compositeRequest, 'compositeRequest');
      const unit = allOrNone === true ? dependencies.store.begin() : undefined;
      const answers: Subresponse[] = [];
      const bodies = new Map<string, unknown>();
      let hasFailed = false;
      try {
        for (const request of requests) {
          const referenceId = request.referenceId ?? '';
          if (hasFailed && unit) break;
          const filled = fillReferences(request, bodies);
          const answer =
            filled === null
              ? {
                  status: 400,
                  headers: {},
                  body: halted('Invalid reference specified: the request it names has failed or does not exist.'),
                }
              : await send(c, filled, filled.url ?? '', unit);
          if (answer.status >= 400) hasFailed = true;
          else bodies.set(referenceId, answer.body);
          answers.push({ body: answer.body, httpHeaders: answer.headers, httpStatusCode: answer.status, referenceId });
        }
      } finally {
        if (hasFailed) unit?.rollback();
        else unit?.commit();
      }
      return c.json({ compositeResponse: unit && hasFailed ? haltOthers(requests, answers) : answers });
    })
    .post('/composite/batch', async (c) => {
      const { batchRequests, haltOnError = false } = await readJson(c);
      const results: { statusCode: number; result: unknown }[] = [];
      let hasErrors = false;
      for (const request of readSubrequests(batchRequests, 'batchRequests')) {
        if (hasErrors && haltOnError === true) {
          results.push({
            statusCode: 412,
            result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
          });
          continue;
        }
        const { richInput, ...rest } = request as Subrequest & { richInput?: unknown };
        const url = `/services/data/${(request.url ?? '').replace(/^\/?(services\/data\/)?/, '')}`;
        const answer = await send(c, richInput === undefined ? rest : { ...rest, body: richInput }, url);
        if (answer.status >= 400) hasErrors = true;
        results.push({ statusCode: answer.status, result: answer.body });
      }
      return c.json({ hasErrors, results });
    })
    .get('/composite', (c) =>
      c.json({ sobjects: `${basePathOf(c)}/composite/sobjects`, batch: `${basePathOf(c)}/composite/batch` }),
    );
};

const readSubrequests = (value: unknown, name: string): Subrequest[] => {
  if (!Array.isArray(value) || value.length === 0)
    throw new ApiError(400, 'JSON_PARSER_ERROR', `${name} must be a list of requests`);
  if (value.length > maxSubrequests)
    throw new ApiError(
      400,
      'INVALID_INPUT',
      `The composite request can contain a maximum of ${maxSubrequests} operations`,
    );
  return value as Subrequest[];
};

/** `@{ref.id}` and `@{ref.records[0].Id}` of earlier answers; null when one of them names nothing. */
const fillReferences = (request: Subrequest, bodies: ReadonlyMap<string, unknown>): Subrequest | null => {
  let isBroken = false;
  const filled = JSON.stringify({ ...request, referenceId: undefined }).replaceAll(
    /@\{([A-Za-z0-9_]+)((?:\.[A-Za-z0-9_]+|\[\d+\])*)\}/g,
    (_, reference: string, path: string) => {
      let value = bodies.get(reference);
      for (const [, name, index] of path.matchAll(/\.([A-Za-z0-9_]+)|\[(\d+)\]/g))
        value = (value as Record<string, unknown> | null | undefined)?.[name ?? index ?? ''];
      if (value === undefined || value === null) isBroken = true;
      return JSON.stringify(String(value)).slice(1, -1);
    },
  );
  return isBroken ? null : (JSON.parse(filled) as Subrequest);
};

const haltOthers = (requests: readonly Subrequest[], answers: readonly Subresponse[]): Subresponse[] =>
  requests.map(({ referenceId = '' }, place) => {
    const answer = answers[place];
    if (answer && answer.httpStatusCode >= 400) return answer;
    return {
      body: halted('The transaction was rolled back since another operation in the same transaction failed.'),
      httpHeaders: {},
      httpStatusCode: 400,
      referenceId,
    };
  });
