import type { Context } from 'hono';
import type { z } from 'zod';
import { InferenceError } from '../errors.ts';

/**
 * Parses a JSON body by a schema.
 * @throws {InferenceError} `invalid_value`, naming the first field at fault and never its value.
 */
export const readBody = async <Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<{ raw: object; body: z.infer<Schema> }> => {
  const raw: unknown = await context.req.json().catch((cause: unknown) => {
    throw new InferenceError('invalid_value', 'The body is not JSON.', { cause });
  });
  if (typeof raw !== 'object' || raw === null) throw new InferenceError('invalid_value', 'The body is not an object.');
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { raw, body: parsed.data };
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  throw new InferenceError('invalid_value', `${path || 'The body'}: ${issue?.message ?? 'is not valid'}`, {
    ...(path && { param: path }),
  });
};
