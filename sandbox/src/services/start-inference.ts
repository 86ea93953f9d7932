import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { freePorts } from './free-ports.ts';
import { stopProcess } from './processes.ts';

const main = createRequire(import.meta.url).resolve('@dealside/inference/main');
const patienceMs = 120_000;

export type InferenceOptions = {
  /** 0 or none: a free one. */
  port?: number;
  modelsDirectory: string;
  /** null: the tier serves embeddings alone and answers chat requests with 503. */
  chatModel: string | null;
  /** One or more, with commas between them. */
  embeddingModel: string | null;
  /** More settings of the tier, as `inference/src/env.ts` names them. */
  environment?: Record<string, string>;
};

/** Starts the inference tier as its own process and waits until its models are loaded. */
export const startInference = async (
  options: InferenceOptions,
): Promise<{ url: string; pid: number; stop(): Promise<void> }> => {
  const { port } = await freePorts({ port: options.port ?? 0 });
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      LOG_LEVEL: 'warn',
      ...options.environment,
      HOST: '127.0.0.1',
      PORT: String(port),
      DEALSIDE_MODELS: options.modelsDirectory,
      CHAT_MODEL: options.chatModel ?? '',
      EMBEDDING_MODEL: options.embeddingModel ?? '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (data: Buffer) => {
    output = (output + data).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const stop = () => stopProcess(child, 'SIGTERM', 15_000);

  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The inference tier ended with ${child.exitCode ?? child.signalCode}:\n${output}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return { url, pid: child.pid ?? 0, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error(`The inference tier was not ready within ${patienceMs / 1000} s:\n${output}`);
};
