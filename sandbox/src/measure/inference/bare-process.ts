import { createInterface } from 'node:readline';
import { createBareEngine } from '@dealside/inference/engine/bare-engine';

/** One JSON line in, one out: `{ prompts, maxTokens }` → `{ tokens, ms }`. The first line out says it is ready. */
const [modelPath = '', sequences = '4'] = process.argv.slice(2);
const engine = await createBareEngine({ modelPath, sequences: Number(sequences) });
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const { prompts, maxTokens } = JSON.parse(line) as { prompts: string[]; maxTokens: number };
  console.log(JSON.stringify(await engine.decode(prompts, maxTokens)));
}
await engine.dispose();
