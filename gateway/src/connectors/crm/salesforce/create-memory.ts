/** A change in the org's set-up is noticed after this time. */
const keptMs = 10 * 60_000;

/** Remembers what was asked of an org's set-up for ten minutes, by key; a failed question is asked again. */
export const createMemory = <Input, Value>(now: () => number, ask: (input: Input) => Promise<Value>) => {
  const kept = new Map<string, { until: number; value: Promise<Value> }>();
  return (key: string, input: Input): Promise<Value> => {
    const known = kept.get(key);
    if (known && known.until > now()) return known.value;
    const value = ask(input);
    kept.set(key, { until: now() + keptMs, value });
    value.catch(() => kept.delete(key));
    return value;
  };
};
