import { createHash } from 'node:crypto';
import type { Evidence, Insight, RecordReference } from '@dealside/shared';
import { taskMark } from '../connectors/crm/task-mark.ts';
import type { InsightFields } from './insight-record.ts';

export const taskObject = 'Task';

const subjectCharacters = 255;
const descriptionCharacters = 4_000;

/** One task an insight and user: two people may each take on the same step. */
export const taskIdOf = (tenantId: string, insightId: string, userId: string): string =>
  createHash('sha256').update(`${tenantId}\n${insightId}\ntask\n${userId}`).digest('hex').slice(0, 40);

/** The task that an insight makes, as the fields of its record. The due date is the one that was said, or none. */
export const toTaskFields = (input: {
  insight: Insight;
  evidence: readonly Evidence[];
  record: RecordReference;
  who: RecordReference | null;
  ownerId: string;
  externalId: string;
}): InsightFields => {
  const { insight, record, who } = input;
  const isPerson = record.type === 'Contact' || record.type === 'Lead';
  return {
    Subject: subjectOf(insight),
    ActivityDate: insight.due,
    OwnerId: input.ownerId,
    WhatId: isPerson ? null : record.id,
    WhoId: isPerson ? record.id : (who?.id ?? null),
    Status: 'Not Started',
    Priority: 'Normal',
    Description: describe(input.evidence, input.externalId),
  };
};

/** `Maya: "…"`: the source's own words, which a brief quotes with who said them. */
const quoted = /^[^:"]{1,60}: "(.+)"$/s;
const promised =
  /^(?:(?:and|so|ok|yes|no),?\s+)?(?:(?:I|we)(?:['’]ll| will| shall| can|['’]m going to| am going to| are going to)|let me)\s+/i;

/** What is to be done, as a task says it: `I'll send you the terms` → `Send you the terms`; a question asks for its answer. */
const subjectOf = ({ text, kind, who }: Insight): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const own = (quoted.exec(line)?.[1] ?? line).replace(/\.$/, '').trim();
  if (kind === 'ask') return cutText(`Answer ${who ?? 'them'}: ${own}`, subjectCharacters);
  const names = who ? [who, who.split(' ')[0] ?? who] : [];
  const name = names.find((one) => own.startsWith(`${one} will `));
  const step = name ? own.slice(`${name} will `.length) : own.replace(promised, '');
  return cutText(`${step.charAt(0).toLocaleUpperCase()}${step.slice(1)}`, subjectCharacters);
};

const describe = (evidence: readonly Evidence[], externalId: string): string => {
  const quotes = evidence.map(({ quote, author, title, at }) =>
    [`${author ? `${author}: ` : ''}“${quote.trim()}”`, `${title}, ${at.slice(0, 10)}`].join('\n'),
  );
  return `${cutText(quotes.join('\n\n'), descriptionCharacters)}\n\n${taskMark(externalId)}`;
};

const cutText = (text: string, characters: number): string => {
  if (text.length <= characters) return text;
  const cut = text.slice(0, characters - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
};
