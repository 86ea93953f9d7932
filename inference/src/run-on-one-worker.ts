/**
 * Starts this process anew, in place, with one libuv worker, unless the operator has set their number.
 *
 * The binding runs each pass and each sampling as a task of libuv's pool. Where the pool's four workers take turns, a
 * pass falls to another worker than the last; where there is one, all stay on it. Measured with SmolLM2 135M and two
 * threads on two cores, nothing else changed: 65 against 173 tokens a second for one sequence, 109 against 210 for four. The order of
 * the workers shows in the figures: three sequences (four tasks a pass, so the same worker each time) were as fast as
 * one worker made them. libuv reads the variable when Node starts, so it cannot be set from within.
 */
export const runOnOneWorker = (current: NodeJS.Process): void => {
  if (current.env.UV_THREADPOOL_SIZE !== undefined || !current.execve) return;
  current.execve(current.execPath, [current.execPath, ...current.execArgv, ...current.argv.slice(1)], {
    ...current.env,
    UV_THREADPOOL_SIZE: '1',
  });
};
