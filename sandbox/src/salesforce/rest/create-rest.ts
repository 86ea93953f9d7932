import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ApiError } from '../api-error.ts';
import { createBulkRoutes } from '../bulk/bulk-routes.ts';
import { createLimitRoutes } from '../bulk/limit-routes.ts';
import { createToolingRoutes } from '../tooling/tooling-routes.ts';
import { createCollectionRoutes } from './collection-routes.ts';
import { createCompositeRoutes } from './composite-routes.ts';
import { createQueryRoutes } from './query-routes.ts';
import { basePathOf, type RestDependencies, type RestEnv } from './rest-env.ts';
import { createSObjectRoutes } from './sobject-routes.ts';

const firstVersion = 31;
const lastVersion = 64;

/** Everything under `/services/data`, for a caller who has been recognised. */
export const createRest = (dependencies: RestDependencies) => {
  const rest = new Hono<RestEnv>();
  const versioned = '/services/data/:version{v[0-9]{2}\\.0}';
  const routes = new Hono<RestEnv>()
    .get('/', (c) => {
      const base = basePathOf(c);
      const names = ['sobjects', 'query', 'queryAll', 'limits', 'composite', 'jobs'];
      const links = Object.fromEntries(names.map((name) => [name, `${base}/${name}`]));
      return c.json({ ...links, identity: dependencies.identityUrlOf(c.env.viewer.id) });
    })
    .route('/', createLimitRoutes(dependencies))
    .route('/', createBulkRoutes(dependencies))
    .route('/', createToolingRoutes(dependencies))
    .route('/', createQueryRoutes(dependencies))
    .route(
      '/',
      createCompositeRoutes(dependencies, (request, env) => rest.fetch(request, env)),
    )
    .route('/', createCollectionRoutes(dependencies))
    .route('/', createSObjectRoutes(dependencies));

  rest.route(versioned, routes);
  rest.notFound((c) => c.json([{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }], 404));
  rest.onError((error, c) => {
    if (error instanceof ApiError) return c.json(error.entries, error.status as ContentfulStatusCode);
    console.error('Salesforce stand-in:', error);
    return c.json([{ errorCode: 'UNKNOWN_EXCEPTION', message: 'An unexpected error occurred.' }], 500);
  });
  return rest;
};

export const listVersions = () =>
  Array.from({ length: lastVersion - firstVersion + 1 }, (_, place) => {
    const version = `${firstVersion + place}.0`;
    return { label: `Version ${version}`, url: `/services/data/v${version}`, version };
  });
