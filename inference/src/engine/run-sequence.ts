import type { LlamaContextSequence, LlamaGrammarEvaluationState, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import { createTextAssembler } from './assemble-text.ts';
import type { ChatRequest, TokenLogprob } from './chat-request.ts';

type Produced = {
  text: string;
  finishReason: 'stop' | 'length';
  logprobs: TokenLogprob[];
  completionTokens: number;
  firstTokenAt: number;
  lastTokenAt: number;
};

/**
 * Reads a prompt into a sequence, from what it already holds, and decodes the answer. Waits for its turn before every
 * pass, and looks at the request's signal after it: an abandoned request stops within one pass.
 */
export const runSequence = async (options: {
  request: ChatRequest;
  sequence: LlamaContextSequence;
  prompt: Token[];
  reused: number;
  promptChunk: number;
  maxTokens: number;
  grammarState: LlamaGrammarEvaluationState | null;
  turn: { join(): void; wait(): Promise<void>; leave(): void };
}): Promise<Produced> => {
  const { request, sequence, prompt, promptChunk, turn } = options;
  const { signal } = request;
  const priority = request.priority === 'interactive' ? 5 : 1;
  turn.join();
  try {
    let read = options.reused;
    for (; prompt.length - read > promptChunk; read += promptChunk) {
      await turn.wait();
      signal.throwIfAborted();
      const chunk = prompt.slice(read, read + promptChunk);
      await sequence.evaluateWithoutGeneratingNewTokens(chunk, { evaluationPriority: priority });
    }
    await turn.wait();
    signal.throwIfAborted();
    return await decode({ ...options, rest: prompt.slice(read), priority });
  } finally {
    turn.leave();
  }
};

const decode = async (options: {
  request: ChatRequest;
  sequence: LlamaContextSequence;
  rest: Token[];
  priority: 1 | 5;
  maxTokens: number;
  grammarState: LlamaGrammarEvaluationState | null;
  turn: { wait(): Promise<void> };
}): Promise<Produced> => {
  const { request, sequence, maxTokens, turn } = options;
  const { model } = sequence;
  const assembler = createTextAssembler({
    detokenize: (tokens, before) => model.detokenize(tokens as Token[], false, before as Token[]),
    stop: request.stop,
  });
  const produced: Produced = {
    text: '',
    finishReason: 'length',
    logprobs: [],
    completionTokens: 0,
    firstTokenAt: 0,
    lastTokenAt: 0,
  };
  const say = (text: string, logprobs: TokenLogprob[]) => {
    if (text === '' && logprobs.length === 0) return;
    produced.text += text;
    request.onDelta?.({ text, logprobs });
  };
  // Sorting the whole vocabulary costs more than a small model's pass: only where probabilities are asked for. The type
  // says they are always there; they are read only when they are.
  const metadata = { probabilities: request.topLogprobs !== null } as { probabilities: true };
  const iterator = sequence.evaluateWithMetadata(options.rest, metadata, toEvaluateOptions(request, options));
  try {
    while (produced.completionTokens < maxTokens) {
      const { value, done } = await iterator.next();
      request.signal.throwIfAborted();
      if (done) {
        produced.finishReason = 'stop';
        break;
      }
      produced.lastTokenAt = performance.now();
      produced.firstTokenAt ||= produced.lastTokenAt;
      produced.completionTokens++;
      const logprobs = request.topLogprobs === null ? [] : [toLogprob(value, request.topLogprobs, model)];
      produced.logprobs.push(...logprobs);
      const { text, isStopped } = assembler.push(value.token);
      say(text, logprobs);
      if (isStopped) {
        produced.finishReason = 'stop';
        return produced;
      }
      if (produced.completionTokens < maxTokens) await turn.wait();
    }
    say(assembler.flush(), []);
    produced.firstTokenAt ||= performance.now();
    produced.lastTokenAt ||= produced.firstTokenAt;
    return produced;
  } finally {
    await iterator.return(undefined);
  }
};

const toEvaluateOptions = (
  request: ChatRequest,
  { priority, grammarState }: { priority: 1 | 5; grammarState: LlamaGrammarEvaluationState | null },
): SequenceEvaluateOptions => ({
  temperature: request.temperature,
  topP: request.topP,
  topK: request.topK,
  minP: request.minP,
  evaluationPriority: priority,
  ...(request.seed !== null && { seed: request.seed }),
  ...(grammarState && { grammarEvaluationState: grammarState }),
});

const toLogprob = (
  value: { token: Token; probabilities: Map<Token, number> },
  alternatives: number,
  model: LlamaContextSequence['model'],
): TokenLogprob => {
  const describe = (token: Token, probability: number) => {
    const text = model.detokenize([token], true);
    return { token: text, logprob: Math.log(Math.max(probability, 1e-30)), bytes: [...new TextEncoder().encode(text)] };
  };
  const top_logprobs: TokenLogprob['top_logprobs'] = [];
  // Sorted by the binding, likeliest first, and as long as the vocabulary: no copy of it.
  for (const [token, probability] of value.probabilities) {
    if (top_logprobs.length >= alternatives) break;
    top_logprobs.push(describe(token, probability));
  }
  return { ...describe(value.token, value.probabilities.get(value.token) ?? 0), top_logprobs };
};
