/** Things that arrive by themselves, for a reader who takes all that have come. */
export const createInbox = <Item>() => {
  const items: Item[] = [];
  let failure: { error: unknown } | null = null;
  let wake: (() => void) | null = null;

  return {
    put(item: Item): void {
      items.push(item);
      wake?.();
    },
    /** Nothing more will come; what came before is still taken. */
    fail(error: unknown): void {
      failure ??= { error };
      wake?.();
    },
    /** Waits until something is there. @throws what it failed with, once all is taken. */
    async takeAll(): Promise<Item[]> {
      while (items.length === 0) {
        if (failure) throw failure.error;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
      return items.splice(0);
    },
  };
};
