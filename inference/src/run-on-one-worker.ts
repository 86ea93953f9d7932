/**
 * Starts this process anew, in place, with one libuv worker, unless the operator has set their number.
 *
 * llama.cpp decodes on the libuv worker that picks the pass up, and its own threads belong to the worker that began
 * them: with the default of four workers each pass may fall to another one, whose threads were asleep while the last
 * one's still spin. On two cores this costs two thirds of the decoding speed (65 against 173 tokens a second with
 * SmolLM2 135M). libuv reads the variable when Node starts, so it cannot be set from within.
 */
export const runOnOneWorker = (current: NodeJS.Process): void => {
  if (current.env.UV_THREADPOOL_SIZE !== undefined || !current.execve) return;
  current.execve(current.execPath, [current.execPath, ...current.execArgv, ...current.argv.slice(1)], {
    ...current.env,
    UV_THREADPOOL_SIZE: '1',
  });
};
