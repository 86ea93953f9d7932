import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 * @throws {Error} with the end of what it wrote to stderr.
 */
export const runProgram = (program: string, args: string[], environment: Record<string, string> = {}): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => {
      errors = (errors + data).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${errors.trim()}\n(${program} ended with ${code})`)),
    );
  });
