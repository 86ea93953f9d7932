/**
 * Lets sequences that decode at the same time queue their next tokens in one tick and in the order of their numbers.
 * llama.cpp decodes in one pass only what is queued together, and splits a batch whose sequence numbers do not rise
 * (`split_equal` with sequential ids); left to themselves, a sequence that is sampled last misses each other pass.
 */
export const createStepTogether = () => {
  const members = new Set<number>();
  const ready = new Map<number, () => void>();

  const releaseWhenComplete = (): void => {
    if (ready.size === 0 || ready.size < members.size) return;
    const turns = [...ready].sort(([a], [b]) => a - b);
    ready.clear();
    // Not at once: the member that came last has yet to await its turn, and would be served last.
    queueMicrotask(() => {
      for (const [, go] of turns) go();
    });
  };

  return {
    join(member: number): void {
      members.add(member);
    },
    leave(member: number): void {
      members.delete(member);
      ready.delete(member);
      releaseWhenComplete();
    },
    /** Resolves when every member waits for its turn. */
    turn(member: number): Promise<void> {
      return new Promise((resolve) => {
        ready.set(member, resolve);
        releaseWhenComplete();
      });
    },
  };
};
