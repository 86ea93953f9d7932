/** Whether a check ends well within its time. It never throws. */
export const isUp = async (
  check: (signal: AbortSignal) => Promise<void>,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<boolean> => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const limit = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const late = new Promise<never>((_, reject) => limit.addEventListener('abort', () => reject(limit.reason)));
  return Promise.race([check(limit), late]).then(
    () => true,
    () => false,
  );
};
