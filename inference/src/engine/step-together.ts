/**
 * Lets sequences that decode at the same time queue their next tokens in one tick and in the order of their numbers.
 * llama.cpp decodes in one pass only what is queued together, and splits a batch whose sequence numbers do not rise
 * (`split_equal` with sequential ids); left to themselves, a sequence that is sampled last misses each other pass.
 */
export const createStepTogether = (now: () => number = () => performance.now()) => {
  const members = new Set<number>();
  const ready = new Map<number, () => void>();
  let givingWay: { ms: number; resolve: () => void }[] = [];
  let passStartedAt: number | null = null;

  /** Counts the pass that just ended, for those who wait for its time to be spent. */
  const endPass = (): void => {
    const ms = passStartedAt === null ? 0 : now() - passStartedAt;
    for (const waiting of givingWay) waiting.ms -= ms;
    const isOver = ({ ms: left }: { ms: number }) => left <= 0 || members.size === 0;
    const over = givingWay.filter(isOver);
    givingWay = givingWay.filter((waiting) => !isOver(waiting));
    passStartedAt = null;
    for (const { resolve } of over) resolve();
  };

  const releaseWhenComplete = (): void => {
    if (ready.size === 0 || ready.size < members.size) return;
    const turns = [...ready].sort(([a], [b]) => a - b);
    ready.clear();
    endPass();
    passStartedAt = now();
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
      if (members.size === 0) endPass();
      releaseWhenComplete();
    },
    /** Resolves when the members have had so much time for themselves, or when there is none. */
    giveWay(ms: number): Promise<void> {
      if (members.size === 0) return Promise.resolve();
      return new Promise((resolve) => givingWay.push({ ms, resolve }));
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
