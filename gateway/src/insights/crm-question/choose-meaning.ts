import { z } from 'zod';
import type { CrmSchema } from '../../connectors/crm/crm-queries.ts';
import type { Llm } from '../../llm/llm.ts';
import { plainLabel } from './soql/resolve-path.ts';
import type { FieldPlace } from './words/vocabulary.ts';

/** Below this likeness of meaning a field is no candidate: the words mean nothing that is here. */
const leastLikeness = 0.55;
const maxCandidates = 4;
const none = 'none of these';

/**
 * Lets the model choose which field some unknown words mean, among the few fields whose label is near them in meaning.
 * It can only answer one of them or none: its reply is bound to that list, so a small model can be wrong, but never make
 * up a field.
 * @throws {AppError} `model_unavailable`.
 */
export const createChooseMeaning =
  (llm: Llm) =>
  async (input: {
    question: string;
    words: string;
    object: string;
    schema: CrmSchema;
    signal?: AbortSignal;
  }): Promise<{ place: FieldPlace; model: string } | null> => {
    const fields = [...(input.schema.objects.get(input.object)?.fields.values() ?? [])].filter(
      ({ isFilterable, type }) => isFilterable && type !== 'id' && type !== 'reference',
    );
    const labels = fields.map(plainLabel);
    const signal = input.signal ? { signal: input.signal } : {};
    const [asked, ...known] = await llm.embed([input.words, ...labels], { priority: 'interactive', ...signal });
    if (!asked) return null;
    const candidates = fields
      .map((field, index) => ({ field, label: labels[index] ?? field.name, likeness: dot(asked, known[index] ?? []) }))
      .filter(({ likeness }) => likeness >= leastLikeness)
      .toSorted((left, right) => right.likeness - left.likeness)
      .slice(0, maxCandidates);
    if (candidates.length === 0) return null;
    const choices = [...candidates.map(({ label }) => label), none];
    const { text, model } = await llm.complete({
      messages: [
        {
          role: 'system',
          content: 'You map a word of a question to a field of a CRM. Answer with one of the given fields.',
        },
        {
          role: 'user',
          content: `Question: ${input.question}\nWord: ${input.words}\nFields: ${choices.join('; ')}\nWhich field does the word mean?`,
        },
      ],
      schema: {
        name: 'field',
        schema: {
          type: 'object',
          properties: { field: { enum: choices } },
          required: ['field'],
          additionalProperties: false,
        },
      },
      maxTokens: 40,
      temperature: 0,
      priority: 'interactive',
      ...signal,
    });
    const chosen = z.object({ field: z.enum(choices) }).safeParse(toJson(text)).data?.field;
    const candidate = candidates.find(({ label }) => label === chosen);
    return candidate ? { place: { object: input.object, field: candidate.field.name }, model } : null;
  };

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

const toJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
