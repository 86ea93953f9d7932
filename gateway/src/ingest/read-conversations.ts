import { z } from 'zod';
import { transcriptMeta } from './build-transcript.ts';
import { cleanText } from './clean-text.ts';
import type { ReadOptions, SourceFileContent } from './read-file.ts';
import { readPlainTranscript } from './read-plain-transcript.ts';
import { skipReasons } from './skip-reasons.ts';

const conversationSchema = z.object({
  ConversationId: z.string().min(1),
  StartTime: z.string(),
  EndTime: z.string().nullish(),
  Content: z.string(),
  topic: z.string().nullish(),
});

/**
 * Calls exported as JSON, one object or an array, with `ConversationId`, `StartTime` (UTC) and the transcript as
 * `Content`: what contact-centre exports give.
 */
export const readConversations = (json: string, name: string, options: ReadOptions): SourceFileContent => {
  const content: SourceFileContent = { documents: [], skipped: [] };
  const skip = (source: string, reason: string) => content.skipped.push({ source, reason });
  const parsed = parse(json);
  if (parsed === undefined) {
    skip(name, skipReasons.brokenJson);
    return content;
  }
  for (const [index, entry] of (Array.isArray(parsed) ? parsed : [parsed]).entries()) {
    const label = Array.isArray(parsed) ? `${name}#${index + 1}` : name;
    const conversation = conversationSchema.safeParse(entry);
    if (!conversation.success) {
      skip(label, skipReasons.notConversation);
      continue;
    }
    const { ConversationId, StartTime, EndTime, Content, topic } = conversation.data;
    const at = parseUtc(StartTime) ?? options.at;
    if (cleanText(Content) === '') skip(label, skipReasons.noText);
    else if (!at) skip(label, skipReasons.noDate);
    else {
      const transcript = readPlainTranscript(Content);
      const end = EndTime ? parseUtc(EndTime) : null;
      content.documents.push({
        kind: 'call',
        sourceId: `conversation:${ConversationId}`,
        version: '1',
        recordKeys: options.recordKeys,
        visibility: options.visibility,
        title: topic?.trim() || 'Call',
        author: null,
        at,
        text: transcript?.text ?? cleanText(Content),
        meta: {
          ...(transcript ? transcriptMeta(transcript) : {}),
          ...(end && end > at ? { durationMs: end.getTime() - at.getTime() } : {}),
        },
      });
    }
  }
  return content;
};

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
};

/** `2025-12-08 07:00:00` without a zone is read as UTC. */
const parseUtc = (text: string): Date | null => {
  const date = new Date(/[zZ]|[+-]\d{2}:?\d{2}$/.test(text) ? text : `${text.trim().replace(' ', 'T')}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
};
