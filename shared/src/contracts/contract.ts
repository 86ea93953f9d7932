import type { z } from 'zod';
import type { ErrorCode } from '../errors/error-codes.ts';

/** One endpoint. `path` uses `{name}` for parameters; requests are strict, responses ignore unknown keys. */
export type Contract = {
  readonly name: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST';
  readonly path: `/v1/${string}`;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** Success bodies by status; null for a response without body (304). */
  readonly responses: Readonly<Record<number, z.ZodType | null>>;
  readonly errors: readonly ErrorCode[];
  /** Roles that may call it; left out: every user. Every contract needs a session. */
  readonly roles?: readonly Role[];
};

export type Role = 'rep' | 'manager' | 'admin';

export const defineContract = <const C extends Contract>(contract: C): C => contract;
