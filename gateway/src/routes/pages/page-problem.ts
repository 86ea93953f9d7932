import type { AppError } from '@dealside/shared';
import { type PageProblem, pageWords } from './words.ts';

/** Which sentence of a page tells of an error. */
export const toPageProblem = (error: AppError): PageProblem => {
  const { refusal } = error.details;
  if (typeof refusal === 'string' && Object.hasOwn(pageWords.en.problems, refusal)) return refusal as PageProblem;
  switch (error.code) {
    case 'bad_request':
    case 'crm_not_connected':
      return 'ended';
    case 'crm_unavailable':
    case 'upstream_garbage':
      return 'crm_unavailable';
    default:
      return 'internal';
  }
};
