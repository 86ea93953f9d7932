// Sets up what a fresh machine lacks, then runs one of the project's commands on the Node the project brings.
// Plain JavaScript without dependencies: this is the first thing that runs in a fresh clone, on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const commands = {
  demo: { entry: 'sandbox/src/demo.ts', python: true, browser: false },
  test: { entry: 'sandbox/src/test.ts', python: true, browser: true },
  check: { entry: 'sandbox/src/check.ts', python: true, browser: false },
  measure: { entry: 'sandbox/src/measure/main.ts', python: true, browser: false },
  ingest: { entry: 'sandbox/src/ingest.ts', python: true, browser: false },
};

const [name, ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`Usage: node sandbox/bin/run.mjs <${Object.keys(commands).join('|')}> [options]`);
  process.exit(2);
}

const startedAt = Date.now();
const say = (text) => console.error(`[${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s] ${text}`);
const hashOf = (...files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
};
const readStamp = (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '');

// Without what `npm run` sets for its scripts: an install inside an install would take this folder for its own.
const plainEnvironment = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key)));

/** Runs a program quietly; its last lines are shown when it fails, with what to do. */
const run = (program, args, hint) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env: plainEnvironment, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (data) => {
      output = (output + data).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(new Error(`${program}: ${error.message}\n${hint}`)));
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output}\n${hint}`)),
    );
  });

const step = async (text, work) => {
  say(`${text} …`);
  const before = Date.now();
  const ticker = setInterval(() => say(`${text} … still at it`), 15_000);
  try {
    await work();
  } finally {
    clearInterval(ticker);
  }
  say(`${text}: done in ${((Date.now() - before) / 1000).toFixed(1)} s`);
};

const installNode = async () => {
  const stamp = 'node_modules/.dealside-stamp';
  const wanted = hashOf('package-lock.json', 'package.json');
  if (readStamp(stamp) === wanted) return;
  await step('Installing the npm packages', () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'To try by hand: npm ci'),
  );
  writeFileSync(join(root, stamp), wanted);
};

const installPython = async () => {
  const stamp = '.dealside/venv/.dealside-stamp';
  const wanted = hashOf('sandbox/services/requirements.txt');
  if (readStamp(stamp) === wanted) return;
  const python = ['python3', 'python'].find(
    (program) => spawnSync(program, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0,
  );
  if (!python)
    throw new Error('Python 3.10 or newer is needed (python3 on the PATH): it runs the embedded Qdrant engine.');
  mkdirSync(join(root, '.dealside'), { recursive: true });
  await step('Making the Python environment', async () => {
    await run(python, ['-m', 'venv', '.dealside/venv'], 'On Debian: apt-get install python3-venv');
    await run(
      '.dealside/venv/bin/python',
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'sandbox/services/requirements.txt'],
      'To try by hand: .dealside/venv/bin/python -m pip install -r sandbox/services/requirements.txt',
    );
  });
  writeFileSync(join(root, stamp), wanted);
};

const installBrowser = async () => {
  if (process.env.CHROMIUM ? existsSync(process.env.CHROMIUM) : existsSync('/usr/bin/chromium')) return;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  const hint = 'Chromium is needed for the browser tests: install it, or set CHROMIUM to its path.';
  if (!isRootOnDebian) throw new Error(hint);
  await step('Installing Chromium', async () => {
    await run('apt-get', ['update', '-qq'], hint);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], hint);
  });
};

try {
  await Promise.all([
    installNode(),
    command.python ? installPython() : undefined,
    command.browser ? installBrowser() : undefined,
  ]);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}

const bin = join(root, 'node_modules', '.bin');
const child = spawn(join(bin, 'node'), ['--disable-warning=ExperimentalWarning', join(root, command.entry), ...rest], {
  stdio: 'inherit',
  cwd: root,
  env: {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    DEALSIDE_STARTED_AT: String(startedAt),
    DEALSIDE_CWD: process.env.INIT_CWD ?? process.cwd(),
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
