import { AppError, errorCodes, type Problem } from '@dealside/shared';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { answerHeaders } from './answer-headers.ts';

/** Any thrown value as the error it is answered with; what was not thrown on purpose reveals nothing. */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status === 413)
    return new AppError('body_too_large', 'the body is larger than this endpoint reads', { cause: error });
  return new AppError('internal', errorCodes.internal.sentence, { cause: error });
};

/** RFC 9457. `title` is the sentence for a seller, `detail` is for the one who looks into it. */
export const toProblem = (error: AppError, requestId: string): Problem => {
  const issues = z.array(z.object({ path: z.string(), message: z.string() })).safeParse(error.details.issues);
  return {
    type: `urn:dealside:problem:${error.code}`,
    title: errorCodes[error.code].sentence,
    status: error.status,
    detail: error.message,
    code: error.code,
    retryable: error.retryable,
    requestId,
    ...(issues.success && issues.data.length > 0 ? { issues: issues.data } : {}),
  };
};

export const problemResponse = (error: AppError, requestId: string): Response => {
  const headers = answerHeaders(requestId, { 'content-type': 'application/problem+json' });
  if (error.status === 429 || error.status === 503) {
    const seconds = error.details.retryAfterSeconds;
    headers['retry-after'] = String(typeof seconds === 'number' ? Math.ceil(seconds) : 2);
  }
  if (error.status === 401) headers['www-authenticate'] = 'Bearer';
  if (Array.isArray(error.details.allow)) headers.allow = error.details.allow.join(', ');
  return new Response(JSON.stringify(toProblem(error, requestId)), { status: error.status, headers });
};
