import { isInstruction } from '../signals/text/is-instruction.ts';
import { resolveDays } from '../signals/text/resolve-due.ts';
import { coverage, similarity } from './meaning.ts';
import { strangeNames } from './names.ts';
import { numbersIn } from './numbers.ts';
import { contradictsPolarity } from './polarity.ts';

export type CitedText = {
  quote: string;
  /** When it was said: relative days are read from here. */
  at: Date;
  /** Names and dates a claim may add to it: who said it, the deal, the account. */
  known: readonly string[];
};

export type Verdict =
  | { holds: true }
  | { holds: false; reason: 'form' | 'numbers' | 'dates' | 'names' | 'polarity' | 'meaning' };

/** At least so many of a claim's content words stand in what it cites … */
const leastCoverage = 0.5;
/** … and it must mean about the same, where embeddings can be had. */
const leastSimilarity = 0.55;

/**
 * Holds a claim against what it cites: form, numbers and amounts, days (relative ones resolved), names, negation and
 * direction, meaning. The first check that fails is the reason.
 */
export const verifyClaim = (
  claim: string,
  cited: readonly CitedText[],
  vectors: { claim: readonly number[]; cited: readonly (readonly number[])[] } | null,
): Verdict => {
  const sources = cited.map(({ quote }) => quote).join('\n');
  const known = cited.flatMap((one) => one.known);
  const everything = [sources, ...known].join('\n');
  if (!isWellFormed(claim)) return { holds: false, reason: 'form' };
  const allowed = numbersIn(everything);
  const days = new Set(cited.flatMap(({ quote, at }) => resolveDays(quote, at)));
  const dayNumbers = new Set([...days].map((day) => String(Number(day.slice(8)))));
  for (const value of numbersIn(claim))
    if (!allowed.has(value) && !dayNumbers.has(value) && !isYearOf(value, days))
      return { holds: false, reason: 'numbers' };
  if (!areDaysKnown(claim, cited, days, known)) return { holds: false, reason: 'dates' };
  if (strangeNames(claim, [everything]).length > 0) return { holds: false, reason: 'names' };
  if (contradictsPolarity(claim, sources)) return { holds: false, reason: 'polarity' };
  if (coverage(claim, everything) < leastCoverage) return { holds: false, reason: 'meaning' };
  if (vectors && Math.max(...vectors.cited.map((vector) => similarity(vector, vectors.claim))) < leastSimilarity)
    return { holds: false, reason: 'meaning' };
  return { holds: true };
};

const isWellFormed = (claim: string): boolean => {
  const words = claim.trim().split(/\s+/).length;
  return words >= 3 && words <= 45 && !/[<>{}[\]|]|https?:/.test(claim) && !isInstruction(claim);
};

const isYearOf = (value: string, days: ReadonlySet<string>): boolean => [...days].some((day) => day.startsWith(value));

/** A day the claim names is one the source names, read from any of the days on which the sources were said. */
const areDaysKnown = (
  claim: string,
  cited: readonly CitedText[],
  days: ReadonlySet<string>,
  known: readonly string[],
): boolean => {
  const readings = cited.map(({ at }) => resolveDays(claim, at));
  if (readings.every((reading) => reading.length === 0)) return true;
  const allowed = new Set([...days, ...cited.flatMap(({ at }) => known.flatMap((text) => resolveDays(text, at)))]);
  return readings.some((reading) => reading.length > 0 && reading.every((day) => allowed.has(day)));
};
