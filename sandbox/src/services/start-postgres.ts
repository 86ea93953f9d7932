import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';
import { findPostgresProgram, postgresOwner } from './postgres-binaries.ts';
import { isAlive, stopProcess, waitForExit } from './processes.ts';

const startTimeoutMs = 60_000;

/**
 * Starts a real PostgreSQL on `127.0.0.1` and waits until it takes connections. The data stay in `dataDirectory`, so a
 * second start takes a fraction of a second. A server that a killed run left behind on the same data is stopped first.
 *
 * @throws {Error} when another living process uses the same data, or with the end of the log when it does not start.
 */
export const startPostgres = async ({ dataDirectory, port }: { dataDirectory: string; port?: number }) => {
  mkdirSync(dataDirectory, { recursive: true });
  const files = {
    cluster: join(dataDirectory, 'cluster'),
    password: join(dataDirectory, 'password'),
    owner: join(dataDirectory, 'owner.pid'),
    log: join(dataDirectory, 'postgres.log'),
  };
  const owner = postgresOwner();
  if (owner) chownSync(dataDirectory, owner.uid, owner.gid);
  await stopLeftover(files);
  if (!existsSync(files.cluster)) await createCluster(dataDirectory, files);

  const chosenPort = port || (await freePorts({ postgres: 0 })).postgres;
  const program = findPostgresProgram('postgres', files.cluster);
  const child = startProgram(program, ['-D', files.cluster, '-p', String(chosenPort), ...settings], files.log);
  const killOnExit = () => child.kill('SIGINT');
  process.once('exit', killOnExit);
  writeFileSync(files.owner, String(process.pid));
  const stop = async () => {
    process.off('exit', killOnExit);
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, the data are consistent on disk.
    await stopProcess(child, 'SIGINT', 20_000);
    rmSync(files.owner, { force: true });
  };
  try {
    await waitUntilReady(child, files);
  } catch (error) {
    await stop();
    throw error;
  }
  // A run that fails elsewhere may end without stopping us; the exit handler does it then.
  child.unref();
  const password = readFileSync(files.password, 'utf8');
  return { url: `postgres://postgres:${password}@127.0.0.1:${chosenPort}/postgres`, stop };
};

type Files = { cluster: string; password: string; owner: string; log: string };

const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'];

const startProgram = (program: ReturnType<typeof findPostgresProgram>, args: string[], logFile: string) => {
  const [file = program.file, ...words] = [...program.prefix, program.file, ...args];
  // A file and not a pipe: the server must be able to write its last lines when this process is gone.
  const log = openSync(logFile, 'a');
  try {
    return spawn(file, words, { stdio: ['ignore', log, log], cwd: '/', ...program.ids });
  } finally {
    closeSync(log);
  }
};

/** Made under another name and renamed when whole, so that an interrupted first start leaves nothing half done. */
const createCluster = async (dataDirectory: string, files: Files): Promise<void> => {
  const unfinished = `${files.cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(files.password, randomBytes(18).toString('base64url'), { mode: 0o600 });
  const owner = postgresOwner();
  if (owner) chownSync(files.password, owner.uid, owner.gid);
  const child = startProgram(
    findPostgresProgram('initdb', dataDirectory),
    [
      `--pgdata=${unfinished}`,
      `--pwfile=${files.password}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Built in, so that sorting does not depend on the locales this machine has.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    files.log,
  );
  if ((await waitForExit(child)) !== 0) throw new Error(`initdb failed.\n${readEnd(files.log)}`);
  renameSync(unfinished, files.cluster);
};

const stopLeftover = async (files: Files): Promise<void> => {
  const pidFile = join(files.cluster, 'postmaster.pid');
  const pid = readPid(pidFile);
  if (pid === null) return;
  if (isAlive(pid, 'postgres')) {
    const owner = readPid(files.owner);
    if (owner !== null && isAlive(owner, 'node'))
      throw new Error(`PostgreSQL already runs on ${files.cluster}, started by process ${owner}. Stop that one first.`);
    process.kill(pid, 'SIGINT');
    for (const giveUpAt = Date.now() + 20_000; isAlive(pid, 'postgres') && Date.now() < giveUpAt; ) await delay(20);
  }
  // What is left now was written by a server that is gone; PostgreSQL would ask whether its number is in use again.
  rmSync(pidFile, { force: true });
};

/** As pg_ctl does it: the server writes its state into the eighth line of its pid file. */
const waitUntilReady = async (child: ChildProcess, files: Files): Promise<void> => {
  const pidFile = join(files.cluster, 'postmaster.pid');
  const giveUpAt = Date.now() + startTimeoutMs;
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`PostgreSQL ended at once.\n${readEnd(files.log)}`);
    if (existsSync(pidFile) && readFileSync(pidFile, 'utf8').split('\n')[7]?.trim() === 'ready') return;
    await delay(15);
  }
  throw new Error(`PostgreSQL was not ready after ${startTimeoutMs / 1000} s.\n${readEnd(files.log)}`);
};

const readPid = (file: string): number | null => {
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
};

const readEnd = (logFile: string): string =>
  existsSync(logFile) ? readFileSync(logFile, 'utf8').split('\n').slice(-15).join('\n') : '';
