import { createHash } from 'node:crypto';
import type { Evidence, Insight, RecordReference } from '@dealside/shared';

/** Field values of one record of the insight object; the names are those of the CRM's custom object. */
export type InsightFields = Record<string, string | number | null>;

export const insightObject = 'Dealside_Insight__c';
export const externalIdField = 'External_Id__c';

export const fieldLabels: Record<string, string> = {
  Opportunity__c: 'Opportunity',
  Account__c: 'Account',
  Contact__c: 'Contact',
  Kind__c: 'Kind',
  Title__c: 'Title',
  Body__c: 'Insight',
  Evidence__c: 'Evidence',
  Confidence__c: 'Confidence',
  Model__c: 'Model',
  Status__c: 'Status',
  Generated_At__c: 'Generated at',
  Subject: 'Subject',
  ActivityDate: 'Due',
  OwnerId: 'Assigned to',
  WhatId: 'Related to',
  WhoId: 'Name',
  Priority: 'Priority',
  Description: 'Description',
  Status: 'Status',
};

const lookups: Record<string, string> = {
  Opportunity: 'Opportunity__c',
  Account: 'Account__c',
  Contact: 'Contact__c',
};

const titleCharacters = 255;
const evidenceCharacters = 32_000;

/** The same for the same insight of the same tenant, in every process and for ever: writing twice meets the same record. */
export const externalIdOf = (tenantId: string, insightId: string): string =>
  createHash('sha256').update(`${tenantId}\n${insightId}`).digest('hex').slice(0, 40);

/** What an insight says, as the fields of its record. */
export const toInsightFields = (input: {
  insight: Insight;
  evidence: readonly Evidence[];
  record: RecordReference;
  model: string | null;
  madeAt: string;
}): InsightFields => {
  const { insight, record } = input;
  const lookup = lookups[record.type];
  return {
    ...(lookup ? { [lookup]: record.id } : {}),
    Kind__c: insight.kind,
    Title__c: cutText(insight.text.replaceAll(/\s+/g, ' ').trim(), titleCharacters),
    Body__c: insight.text.trim(),
    Evidence__c: printEvidence(input.evidence),
    Confidence__c: Math.round(insight.confidence * 100) / 100,
    Model__c: input.model ?? 'cited extracts',
    Status__c: 'Saved',
    Generated_At__c: input.madeAt,
  };
};

/** As many quotes as fit the field, whole ones: half of a JSON text is none. */
const printEvidence = (evidence: readonly Evidence[]): string => {
  const entries: Record<string, unknown>[] = [];
  for (const { id, kind, title, author, at, quote } of evidence) {
    const entry = { id, kind, title, author, at, quote: cutText(quote, 2_000) };
    if (JSON.stringify([...entries, entry]).length > evidenceCharacters) break;
    entries.push(entry);
  }
  return JSON.stringify(entries);
};

const cutText = (text: string, characters: number): string => {
  if (text.length <= characters) return text;
  const cut = text.slice(0, characters - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
};
