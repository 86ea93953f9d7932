import { cpus } from 'node:os';

/** Milliseconds of processor time spent so far: by everything on the machine, and by this process. */
export type ProcessorUse = { at: number; machineMs: number; ownMs: number };

const intervalMs = 250;

/**
 * Keeps the number of decoding threads at what the rest of the machine leaves free, looking four times a second.
 *
 * llama.cpp's threads wait for each other by spinning, some hundred times a token. When other programs want the same
 * cores, a thread that holds up the rest is not running: on two busy cores two threads decode 2 tokens a second where
 * one decodes 84 (SmolLM2 135M, load 12).
 */
export const fitThreads = (options: {
  threads: number;
  setThreads: (threads: number) => void;
  readUse?: () => ProcessorUse;
}): { look(): void; stop(): void } => {
  const { threads, setThreads, readUse = readProcessorUse } = options;
  let before = readUse();
  let current = threads;
  const look = () => {
    const now = readUse();
    const elapsedMs = now.at - before.at;
    // Too short a look says nothing; a long one (the loop was held up) still does.
    if (elapsedMs < intervalMs / 2) return;
    const othersMs = now.machineMs - before.machineMs - (now.ownMs - before.ownMs);
    before = now;
    const fit = countThreads(threads, othersMs / elapsedMs);
    if (fit === current) return;
    current = fit;
    setThreads(fit);
  };
  const timer = setInterval(look, intervalMs);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
};

/** All but the cores that others keep busy; half a core is given up for, less is not. */
export const countThreads = (threads: number, busyCores: number): number =>
  Math.min(threads, Math.max(1, Math.round(threads - Math.max(0, busyCores) - 0.01)));

const readProcessorUse = (): ProcessorUse => {
  const own = process.cpuUsage();
  let machineMs = 0;
  for (const { times } of cpus()) machineMs += times.user + times.nice + times.sys + times.irq;
  return { at: performance.now(), machineMs, ownMs: (own.user + own.system) / 1000 };
};
