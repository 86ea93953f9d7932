import { type ChildProcess, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Whether a process with this number runs and is the program meant: numbers are used again. */
export const isAlive = (pid: number, program: string): boolean => commandOf(pid).includes(program);

/** Empty for a process that is gone or only waits to be reaped. */
const commandOf = (pid: number): string => {
  if (!existsSync('/proc/self/cmdline')) return spawnSync('ps', ['-o', 'args=', '-p', String(pid)]).stdout.toString();
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/** The exit code, or 1 when a signal ended it or it could not start. */
export const waitForExit = (child: ChildProcess): Promise<number> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode ?? 1)
    : new Promise((resolve) => {
        child.once('error', () => resolve(1));
        child.once('exit', (code) => resolve(code ?? 1));
      });

/** Asks a child to end and kills it when it has not after `patienceMs`. Safe to repeat. */
export const stopProcess = async (child: ChildProcess, signal: NodeJS.Signals, patienceMs: number): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = waitForExit(child);
  child.kill(signal);
  const kill = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await exited;
  clearTimeout(kill);
};
