import type { SellerKey } from '../../book/users.ts';

/**
 * A question as somebody in sales operations asks it, and the queries that answer it, written by hand over the book of
 * business. More than one stands where people would mean different things: the rows of any of them are right. `:me` is
 * the asking user.
 */
export type LabelledQuestion = {
  id: string;
  as: SellerKey;
  question: string;
  right: readonly string[];
  /** Telling what cannot be answered, and why, is right too; with no query it is the only right outcome. */
  mayRefuse?: true;
};
