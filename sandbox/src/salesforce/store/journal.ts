import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ChangeEvent } from '../events/change-event.ts';
import type { SharingSettings } from './sharing-settings.ts';

/** What happened since the book: a record as it is now, an access right, a change event, something of the login. */
export type JournalEntry =
  | { kind: 'record'; object: string; record: Record<string, string | number | boolean | null> }
  | { kind: 'access'; userId: string; opportunityId: string; isReadable: boolean }
  | { kind: 'sharing'; settings: SharingSettings }
  | { kind: 'event'; event: ChangeEvent }
  /** How far the event bus has come, and up to where it has forgotten. */
  | { kind: 'bus'; head: number; horizon: number }
  | { kind: 'oauth'; key: string; payload: Record<string, unknown> | null };

const keyOf = (entry: JournalEntry): string => {
  if (entry.kind === 'record') return `record ${entry.record.Id}`;
  if (entry.kind === 'access') return `access ${entry.userId} ${entry.opportunityId}`;
  if (entry.kind === 'sharing') return 'sharing';
  if (entry.kind === 'event') return `event ${entry.event.position}`;
  if (entry.kind === 'bus') return 'bus';
  return `oauth ${entry.key}`;
};

export type Journal = { entries: readonly JournalEntry[]; append(entries: readonly JournalEntry[]): void };

/**
 * An append-only file of JSON lines whose first line names the book it belongs to. A journal of another book is begun
 * anew. At opening it is rewritten with the last state of each thing, so that it does not grow for ever.
 */
export const openJournal = (file: string | null, bookKey: string): Journal => {
  if (file === null) return { entries: [], append: () => undefined };
  mkdirSync(dirname(file), { recursive: true });
  const last = new Map<string, JournalEntry>();
  for (const entry of readEntries(file, bookKey)) {
    const key = keyOf(entry);
    last.delete(key);
    last.set(key, entry);
  }
  const bus = last.get('bus');
  const horizon = bus?.kind === 'bus' ? bus.horizon : 0;
  const entries = [...last.values()].filter(
    (entry) =>
      (entry.kind !== 'oauth' || entry.payload !== null) && (entry.kind !== 'event' || entry.event.position > horizon),
  );
  const lines = [{ book: bookKey }, ...entries].map((line) => JSON.stringify(line));
  writeFileSync(`${file}.new`, `${lines.join('\n')}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return {
    entries,
    append(added) {
      if (added.length > 0) appendFileSync(file, added.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    },
  };
};

const readEntries = (file: string, bookKey: string): JournalEntry[] => {
  if (!existsSync(file)) return [];
  const parsed = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): unknown[] => {
      try {
        return line === '' ? [] : [JSON.parse(line)];
      } catch {
        // The last line of a process that was killed while it wrote.
        return [];
      }
    });
  const [head, ...entries] = parsed as [{ book?: string } | undefined, ...JournalEntry[]];
  return head?.book === bookKey ? entries : [];
};
