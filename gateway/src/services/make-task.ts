import { AppError, type CrmWrite, parseRecordKey, type RecordReference, type TaskPreview } from '@dealside/shared';
import { and, eq, inArray } from 'drizzle-orm';
import type { Session } from '../auth/sessions.ts';
import { findConnection } from '../store/connections.ts';
import type { Database } from '../store/open-database.ts';
import { records, users } from '../store/schema.ts';
import type { Writeback } from '../writeback/create-writeback.ts';
import { taskIdOf, toTaskFields } from '../writeback/task-record.ts';
import type { LoadInsight } from './load-insight.ts';
import type { SaveInsight } from './save-insight.ts';

export type MakeTask = {
  preview(session: Session, insightId: string): Promise<TaskPreview>;
  make(session: Session, asked: { insightId: string; idempotencyKey: string }): Promise<CrmWrite>;
};

/**
 * Makes the task that an insight calls for, once, in the CRM and for the user who asks: through the ledger, so that it is
 * audited and can be taken back.
 * @throws {AppError} `not_found`, `crm_not_connected` and those of `Writeback`.
 */
export const createMakeTask = (options: {
  db: Database;
  loadInsight: LoadInsight;
  writeback: Pick<Writeback, 'preview' | 'save'>;
  readWrites: SaveInsight['readWrites'];
}): MakeTask => {
  const { db, writeback } = options;

  const draft = async (session: Session, insightId: string) => {
    const { tenantId, userId } = session;
    const { record, recordKey, sources, stored } = await options.loadInsight(session, insightId);
    const connection = await findConnection(db, { tenantId, userId, system: record.system });
    if (!connection) throw new AppError('crm_not_connected', `this user has not connected ${record.system}`);
    const names = [stored.insight.who, ...stored.evidence.map(({ author }) => author)].filter((name) => name !== null);
    const who = await findPerson(db, { tenantId, recordKey, names });
    const externalId = taskIdOf(tenantId, insightId, userId);
    const fields = toTaskFields({
      insight: stored.insight,
      evidence: stored.evidence,
      record,
      who: who?.record ?? null,
      ownerId: connection.externalUserId,
      externalId,
    });
    return {
      write: { tenantId, userId, insightId, recordKey, sources, kind: 'task' as const, externalId, fields },
      record,
      title: stored.title,
      who,
    };
  };

  return {
    async preview(session, insightId) {
      const { write, record, title, who } = await draft(session, insightId);
      const [{ action }, owner] = await Promise.all([writeback.preview(write), readUserName(db, session.userId)]);
      const isPerson = record.type === 'Contact' || record.type === 'Lead';
      return {
        action: action === 'nothing' ? 'nothing' : 'create',
        subject: String(write.fields.Subject ?? ''),
        due: write.fields.ActivityDate === null ? null : String(write.fields.ActivityDate),
        owner,
        relatedTo: isPerson ? null : { record, name: title },
        who: isPerson ? { record, name: title } : who,
        description: String(write.fields.Description ?? ''),
      };
    },

    async make(session, { insightId, idempotencyKey }) {
      const { write } = await draft(session, insightId);
      const row = await writeback.save({ ...write, idempotencyKey });
      const [made] = await options.readWrites(session, [row.id]);
      if (!made) throw new Error('a write vanished while it was answered');
      return made;
    },
  };
};

const readUserName = async (db: Database, userId: string): Promise<string> => {
  const [user] = await db.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return user?.name ?? '';
};

/** The contact of the deal's account who is called so; nobody where two are, or none. */
const findPerson = async (
  db: Database,
  { tenantId, recordKey, names }: { tenantId: string; recordKey: string; names: readonly string[] },
): Promise<{ record: RecordReference; name: string } | null> => {
  if (names.length === 0) return null;
  const [deal] = await db
    .select({ parentKey: records.parentKey })
    .from(records)
    .where(and(eq(records.tenantId, tenantId), eq(records.key, recordKey)));
  const accountKey = parseRecordKey(recordKey).type === 'Account' ? recordKey : deal?.parentKey;
  if (!accountKey) return null;
  const found = await db
    .select({ key: records.key, name: records.name })
    .from(records)
    .where(
      and(
        eq(records.tenantId, tenantId),
        eq(records.parentKey, accountKey),
        eq(records.type, 'Contact'),
        eq(records.isDeleted, false),
        inArray(records.name, [...new Set(names)]),
      ),
    );
  for (const name of names) {
    const called = found.filter((person) => person.name === name);
    if (called.length === 1 && called[0]) return { record: parseRecordKey(called[0].key), name };
  }
  return null;
};
