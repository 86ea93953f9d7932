import { type ChatHistoryItem, type LlamaModel, resolveChatWrapper, type Token } from 'node-llama-cpp';

export type ChatMessage = { role: 'system' | 'user' | 'assistant'; content: string };

/**
 * Renders a conversation by the template in the model's own file. What people wrote is never read as a control token:
 * a mail that says `<|im_end|>` stays text.
 */
export const createRenderChat = (model: LlamaModel): ((messages: readonly ChatMessage[]) => Token[]) => {
  const wrapper = resolveChatWrapper(model);
  return (messages) => {
    const history = messages.map(toHistoryItem);
    const { contextText } = wrapper.generateContextState({
      chatHistory: [...history, { type: 'model', response: [] }],
    });
    const tokens = contextText.tokenize(model.tokenizer);
    // The wrapper puts a BOS before every prompt; a model whose BOS is its turn mark (SmolLM2) would begin with two.
    const isDoubled = !model.tokens.shouldPrependBosToken && tokens[0] === model.tokens.bos && tokens[1] === tokens[0];
    return isDoubled ? tokens.slice(1) : tokens;
  };
};

const toHistoryItem = ({ role, content }: ChatMessage): ChatHistoryItem =>
  role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content };
