import { createHash } from 'node:crypto';
import type { Locator, RecordReference } from '@dealside/shared';
import { formatRecordKey } from '@dealside/shared';
import type { DealFacts, Interaction } from './deal-facts.ts';
import type { EvidenceDraft } from './signal.ts';

export const shortHash = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\u0000')).digest('hex').slice(0, 24);

/** A CRM field with its history, as the CRM shows it now. */
export const fieldEvidence = (
  facts: DealFacts,
  field: { field: string; label: string; value: string | null; quote?: string; at?: Date; record?: RecordReference },
): EvidenceDraft => {
  const record = field.record ?? facts.record;
  const changes = facts.history.filter((change) => change.field === field.field);
  const at = field.at ?? changes.at(-1)?.at ?? new Date(facts.deal.lastModifiedAt);
  return {
    id: shortHash('field', formatRecordKey(record), field.field, field.value ?? '', changes.at(-1)?.id ?? ''),
    kind: 'field',
    documentId: null,
    record,
    title: facts.deal.name,
    author: changes.at(-1)?.byName ?? null,
    at: at.toISOString(),
    quote: field.quote ?? `${field.label}: ${field.value ?? 'empty'}`,
    locator: {
      type: 'field',
      record,
      field: field.field,
      label: field.label,
      value: field.value,
      history: changes.map(({ at, oldValue, newValue, byName }) => ({
        at: at.toISOString(),
        from: oldValue,
        to: newValue,
        by: byName,
      })),
    },
  };
};

/** A stretch of a document's text; the quote is exactly `text.slice(start, end)`. */
export const textEvidence = (interaction: Interaction, start: number, end: number): EvidenceDraft => {
  const quote = interaction.text.slice(start, end);
  return {
    id: shortHash('text', interaction.sourceId, String(start), String(end), quote),
    kind: interaction.kind,
    documentId: interaction.documentId,
    record: interaction.record,
    title: interaction.title,
    author: speakerAt(interaction, start) ?? interaction.author,
    at: interaction.at.toISOString(),
    quote,
    locator: locate(interaction, start, end),
  };
};

const turnAt = (interaction: Interaction, offset: number) =>
  interaction.meta.turns?.find((turn) => turn.start <= offset && offset < turn.end);

const speakerAt = (interaction: Interaction, offset: number): string | null =>
  turnAt(interaction, offset)?.speaker ?? null;

const locate = (interaction: Interaction, start: number, end: number): Locator => {
  const turn = turnAt(interaction, start);
  if (!turn || turn.startMs === null) return { type: 'characters', start, end };
  const { startMs, endMs, speaker } = turn;
  return { type: 'time', startMs, endMs: Math.max(startMs, endMs ?? startMs), speaker, start, end };
};
