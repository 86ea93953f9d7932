import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { stopProcess, waitForExit } from './processes.ts';

const startTimeoutMs = 60_000;
const serverDirectory = resolve(import.meta.dirname, '../../services');

export type QdrantOptions = {
  /** Collections lie here and outlive the process. */
  dataDirectory: string;
  /** 0 or absent: a free one. */
  port?: number;
  /** The interpreter that has `sandbox/services/requirements.txt` installed. */
  python: string;
};

/**
 * Starts the embedded Qdrant server (`sandbox/services/README.md`) and waits until it answers. It ends with this process,
 * however this one ends. `kill` is a SIGKILL, for tests of what survives one.
 *
 * @throws {Error} with the end of its log when it does not start, for example on data that another process serves.
 */
export const startQdrant = async ({ dataDirectory, port = 0, python }: QdrantOptions) => {
  mkdirSync(dataDirectory, { recursive: true });
  const logFile = join(dataDirectory, 'qdrant.log');
  const log = openSync(logFile, 'a');
  const child = spawn(
    python,
    ['-m', 'qdrant_server', '--data', resolve(dataDirectory), '--port', String(port), '--end-with-parent'],
    { cwd: serverDirectory, stdio: ['pipe', 'pipe', log] },
  );
  closeSync(log);
  try {
    const url = `http://127.0.0.1:${await readPort(child)}`;
    // A run that fails elsewhere may end without stopping us; the closing pipe does it then.
    child.unref();
    for (const pipe of [child.stdin, child.stdout]) if (pipe instanceof Socket) pipe.unref();
    return {
      url,
      stop: () => stopProcess(child, 'SIGTERM', 20_000),
      kill: () => stopProcess(child, 'SIGKILL', 20_000),
    };
  } catch (cause) {
    await stopProcess(child, 'SIGKILL', 20_000);
    const end = existsSync(logFile) ? readFileSync(logFile, 'utf8').split('\n').slice(-10).join('\n') : '';
    throw new Error(`The embedded Qdrant server did not start.\n${end}`, { cause });
  }
};

/** Its first line is the port it listens on; it prints it when its collections are loaded. */
const readPort = (child: ChildProcess): Promise<number> =>
  new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`no answer in ${startTimeoutMs / 1000} s`)), startTimeoutMs);
    let printed = '';
    child.stdout?.on('data', (data: Buffer) => {
      printed += data.toString();
      if (!printed.includes('\n')) return;
      clearTimeout(timer);
      found(Number(printed));
    });
    child.once('error', failed);
    void waitForExit(child).then((code) => {
      clearTimeout(timer);
      failed(new Error(`it ended with ${code}`));
    });
  });
