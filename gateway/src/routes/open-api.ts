import { type Contract, type ErrorCode, errorCodes, problemSchema } from '@dealside/shared';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';

/** OpenAPI 3.1 of the given contracts: nothing in it is written by hand. */
export const createOpenApi = (
  contracts: readonly Contract[],
  options: { publicUrl: string; version: string },
): ReturnType<typeof createDocument> => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const contract of contracts) {
    const operations = paths[contract.path] ?? {};
    operations[contract.method.toLowerCase()] = toOperation(contract);
    paths[contract.path] = operations;
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Dealside gateway', version: options.version },
    servers: [{ url: options.publicUrl }],
    paths: paths as ZodOpenApiPathsObject,
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
};

const toOperation = (contract: Contract): ZodOpenApiOperationObject => {
  const errors = new Set<ErrorCode>([...contract.errors, ...impliedErrors(contract)]);
  const errorStatuses = Map.groupBy(errors, (code) => errorCodes[code].status);
  const successes = Object.entries(contract.responses).map(([status, schema]) => [
    status,
    {
      description: status === '304' ? 'Not modified' : 'Success',
      ...(schema === null ? {} : { content: { 'application/json': { schema } } }),
    },
  ]);
  const failures = [...errorStatuses].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${errorCodes[code].sentence}`).join(' '),
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ]);
  const roles = contract.roles ? ` Roles: ${contract.roles.join(', ')}.` : '';
  return {
    operationId: contract.name,
    summary: contract.summary + roles,
    security: [{ session: [] }],
    ...(contract.params || contract.query
      ? {
          requestParams: {
            ...(contract.params ? { path: contract.params } : {}),
            ...(contract.query ? { query: contract.query } : {}),
          },
        }
      : {}),
    ...(contract.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: contract.body } } } }
      : {}),
    responses: Object.fromEntries([...successes, ...failures]),
  };
};

/** What the mounting of a contract itself can answer. */
const impliedErrors = (contract: Contract): ErrorCode[] => [
  'internal',
  'session_missing',
  'session_expired',
  'not_permitted',
  ...(contract.params || contract.query || contract.body ? (['bad_request'] as const) : []),
  ...(contract.body ? (['body_too_large', 'unsupported_media_type'] as const) : []),
];
