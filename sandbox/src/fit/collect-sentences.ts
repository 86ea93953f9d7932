import { conceptsOf } from '@dealside/gateway/insights/signals/text/concepts';
import { isInstruction } from '@dealside/gateway/insights/signals/text/is-instruction';
import { type MaskedSentence, maskNamesOf } from '@dealside/gateway/insights/signals/text/mask-names';
import { isStatement, ownSentences } from '@dealside/gateway/insights/signals/text/own-sentences';
import type { SentencePlace } from '@dealside/gateway/insights/signals/text/sentence-features';
import type { TextTopic } from '@dealside/gateway/insights/signals/text/text-topics';
import type { Book } from '../book/book.ts';
import { createReadDealFacts } from '../book/read-deal-facts.ts';

export type LabelledSentence = {
  masked: MaskedSentence;
  place: SentencePlace;
  topics: readonly TextTopic[];
  /** How often it occurs, names aside. */
  count: number;
};

/** Every own sentence of a split's deals with the topics it is labelled with, equal ones (names aside) together. */
export const collectSentences = async (book: Book, split: 'tune' | 'report'): Promise<LabelledSentence[]> => {
  const readDealFacts = createReadDealFacts(book);
  const topicsOf = labelledTopics(book);
  const collected = new Map<string, LabelledSentence>();
  for (const deal of book.opportunities) {
    if (deal.split !== split) continue;
    const facts = await readDealFacts(deal.id);
    const maskNames = maskNamesOf(facts);
    for (const interaction of facts.interactions)
      for (const sentence of ownSentences(facts, interaction)) {
        if (isInstruction(sentence.text) || !isStatement(sentence.text)) continue;
        const masked = maskNames(sentence.text);
        const topics = topicsOf(deal.id, sentence.text);
        const key = [
          masked.text.replace(/\d[\d.,]*/g, '0'),
          sentence.side,
          interaction.kind,
          [...conceptsOf(sentence.question ?? '')].join(),
          ...topics,
        ].join('|');
        const known = collected.get(key);
        if (known) known.count++;
        else
          collected.set(key, {
            masked,
            place: { side: sentence.side, kind: interaction.kind, question: sentence.question },
            topics,
            count: 1,
          });
      }
  }
  return [...collected.values()];
};

const labelledTopics = (book: Book) => {
  const topics = new Map<string, Set<TextTopic>>();
  const keyOf = (dealId: string, sentence: string) => `${dealId} ${sentence.replace(/\s+/g, ' ').trim()}`;
  for (const { opportunityId, code, source } of book.labels) {
    if (source.type === 'crm') continue;
    const key = keyOf(opportunityId, source.sentence);
    const topic = (code.startsWith('commitment_') ? 'commitment' : code) as TextTopic;
    topics.set(key, (topics.get(key) ?? new Set()).add(topic));
  }
  return (dealId: string, sentence: string): TextTopic[] => [...(topics.get(keyOf(dealId, sentence)) ?? [])].toSorted();
};
