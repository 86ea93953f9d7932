/**
 * A task of a CRM has no external id, so its description ends with one: the task that carries it is the one that was
 * made, whatever happened to the reply.
 */
export const taskMark = (externalId: string): string => `Dealside ${externalId.slice(0, 16)}`;

/** A task we made quotes what is known already: its description is no source of anything. */
export const isOurTask = (description: string): boolean => /\bDealside [0-9a-f]{16}\b/.test(description);
