import { contracts } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createOpenApi } from './open-api.ts';

// As served: what JSON leaves out is left out.
const document = JSON.parse(
  JSON.stringify(createOpenApi(contracts, { publicUrl: 'https://dealside.example', version: '1.2.3' })),
) as unknown;

const schemaSchema = z.record(z.string(), z.unknown());
const mediaSchema = z.record(z.string(), z.strictObject({ schema: schemaSchema }));
/** The parts of OpenAPI 3.1.0 that are in use, by their own rules; what is not named here is refused. */
const openApiSchema = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(
      z.enum(['get', 'post']),
      z.strictObject({
        operationId: z.string().regex(/^[a-z-]+$/),
        summary: z.string().min(10),
        security: z.array(z.record(z.string(), z.array(z.string()))),
        parameters: z
          .array(
            z.strictObject({
              name: z.string(),
              in: z.enum(['path', 'query']),
              required: z.boolean().optional(),
              schema: schemaSchema,
            }),
          )
          .optional(),
        requestBody: z.strictObject({ required: z.boolean(), content: mediaSchema }).optional(),
        responses: z.record(
          z.string().regex(/^[1-5]\d\d$/),
          z.strictObject({ description: z.string().min(1), content: mediaSchema.optional() }),
        ),
      }),
    ),
  ),
  components: z.strictObject({
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal('http'), scheme: z.string(), bearerFormat: z.string() }),
    ),
    schemas: z.record(z.string(), schemaSchema).optional(),
  }),
});

describe('the OpenAPI document', () => {
  const parsed = openApiSchema.parse(document);
  const operations = Object.entries(parsed.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );

  it('has every contract, once', () => {
    const served = operations.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`);
    const expected = contracts.map(({ method, path, name }) => `${method.toLowerCase()} ${path} ${name}`);
    expect(served.sort()).toEqual([...expected].sort());
  });

  it('declares each parameter of each path, required', () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(inPath.map(({ name }) => name).sort()).toEqual(names.sort());
      expect(inPath.every(({ required }) => required === true)).toBe(true);
    }
  });

  it('says that each operation needs a session, in a scheme that is declared', () => {
    for (const operation of operations) expect(operation.security).toEqual([{ session: [] }]);
    expect(parsed.components.securitySchemes).toHaveProperty('session');
  });

  it('describes each success and each problem of each contract', () => {
    for (const operation of operations) {
      const contract = contracts.find(({ name }) => name === operation.operationId);
      for (const status of Object.keys(contract?.responses ?? {})) expect(operation.responses).toHaveProperty(status);
      const problems = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(problems.length).toBeGreaterThan(0);
      for (const [, { content }] of problems) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('refers only to what is in it', () => {
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
    for (const [, pointer] of references) expect(document).toHaveProperty((pointer ?? '').split('/'));
  });
});
