/**
 * Reads that are asked for while earlier ones are under way go out together. A read never joins one that was sent
 * before it was asked for, so it sees all that was written before; the same key asked for twice is read once.
 * @param options.load answers in the order of its keys; when it fails, all of its batch fail
 */
export const createBatcher = <Key, Value>(options: {
  load: (keys: readonly Key[]) => Promise<readonly Value[]>;
  keyOf: (key: Key) => string;
  maxBatch: number;
  maxInFlight: number;
}): ((key: Key) => Promise<Value>) => {
  type Waiting = { key: Key; promise: Promise<Value>; resolve(value: Value): void; reject(error: unknown): void };
  const waiting = new Map<string, Waiting>();
  let inFlight = 0;

  const send = (): void => {
    while (inFlight < options.maxInFlight && waiting.size > 0) {
      const batch = [...waiting].slice(0, options.maxBatch);
      for (const [name] of batch) waiting.delete(name);
      inFlight += 1;
      void settle(batch.map(([, entry]) => entry));
    }
  };

  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const values = await options.load(batch.map(({ key }) => key));
      for (const [index, entry] of batch.entries()) entry.resolve(values[index] as Value);
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    } finally {
      inFlight -= 1;
      send();
    }
  };

  return (key) => {
    const name = options.keyOf(key);
    const known = waiting.get(name);
    if (known) return known.promise;
    const entry = { key, ...Promise.withResolvers<Value>() };
    waiting.set(name, entry);
    // What else is asked for in this turn of the event loop goes along.
    if (waiting.size === 1) setImmediate(send);
    return entry.promise;
  };
};
