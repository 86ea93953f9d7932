export type TextAssembler = ReturnType<typeof createTextAssembler>;

/**
 * Turns tokens into text that may be shown: half a UTF-8 character is held back until its other half comes, and so is
 * whatever may yet become a stop string.
 */
export const createTextAssembler = ({
  detokenize,
  stop,
}: {
  /** The text of tokens that follow `before`. */
  detokenize: (tokens: number[], before: number[]) => string;
  stop: readonly string[];
}) => {
  const stops = stop.filter((text) => text.length > 0);
  let spoken: number[] = [];
  let pending: number[] = [];
  let held = '';

  const takeUntilStop = (isLast: boolean): { text: string; isStopped: boolean } => {
    const positions = stops.map((text) => held.indexOf(text)).filter((position) => position >= 0);
    if (positions.length > 0) {
      const text = held.slice(0, Math.min(...positions));
      held = '';
      return { text, isStopped: true };
    }
    const keep = isLast ? 0 : Math.max(0, ...stops.map((text) => overlap(held, text)));
    const text = held.slice(0, held.length - keep);
    held = held.slice(held.length - keep);
    return { text, isStopped: false };
  };

  return {
    /** The text that may be shown after this token, often none; and whether a stop string ended it. */
    push(token: number): { text: string; isStopped: boolean } {
      pending.push(token);
      const text = detokenize(pending, spoken);
      // U+FFFD at the end: bytes of an unfinished character. None is longer than four bytes, so four tokens.
      if (text.endsWith('\uFFFD') && pending.length < 4) return { text: '', isStopped: false };
      spoken = [...spoken, ...pending].slice(-8);
      pending = [];
      held += text;
      return takeUntilStop(false);
    },
    /** What is still held back, when no more tokens come. */
    flush(): string {
      if (pending.length > 0) held += detokenize(pending, spoken);
      pending = [];
      return takeUntilStop(true).text;
    },
  };
};

/** The length of the longest end of `text` that is a proper beginning of `stop`. */
const overlap = (text: string, stop: string): number => {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length--)
    if (text.endsWith(stop.slice(0, length))) return length;
  return 0;
};
