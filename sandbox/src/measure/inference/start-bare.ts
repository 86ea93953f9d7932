import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The bare engine in a process of its own, with so many libuv workers: the tier gives itself one, Node's default is 4. */
export const startBare = async ({
  modelPath,
  sequences,
  workers,
}: {
  modelPath: string;
  sequences: number;
  workers: number;
}) => {
  const program = fileURLToPath(new URL('./bare-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, modelPath, String(sequences)], {
    env: { PATH: process.env.PATH, UV_THREADPOOL_SIZE: String(workers) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readLine = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('The bare engine ended.');
    return JSON.parse(value);
  };
  await readLine();
  return {
    async decode(prompts: string[], maxTokens: number): Promise<{ tokens: number; ms: number }> {
      child.stdin.write(`${JSON.stringify({ prompts, maxTokens })}\n`);
      return (await readLine()) as { tokens: number; ms: number };
    },
    async stop(): Promise<void> {
      const exited = once(child, 'exit');
      child.stdin.end();
      await exited;
    },
  };
};
