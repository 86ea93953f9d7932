import { AppError } from '@dealside/shared';

/** How long reading that can wait should wait, where a CRM's budget of requests says so; null: it says nothing. */
export const waitMsOf = (error: unknown): number | null =>
  error instanceof AppError && error.code === 'too_many_requests' && typeof error.details.waitMs === 'number'
    ? error.details.waitMs
    : null;
