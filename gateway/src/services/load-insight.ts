import { AppError, parseRecordKey, type RecordReference } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Sealer } from '../platform/sealer.ts';
import { listInsightVersions } from '../store/insights.ts';
import type { Database } from '../store/open-database.ts';
import { type StoredInsight, storedInsightSchema } from './brief-text.ts';
import type { ChooseReadable } from './choose-readable.ts';

export type LoadedInsight = {
  record: RecordReference;
  recordKey: string;
  /** What it was made of. */
  sources: string[];
  stored: StoredInsight;
};
export type LoadInsight = (session: Session, insightId: string) => Promise<LoadedInsight>;

/** An insight with its evidence, for a user who may read all it was made of now. @throws {AppError} `not_found`. */
export const createLoadInsight =
  (options: { db: Database; sealer: Sealer; chooseReadable: ChooseReadable }): LoadInsight =>
  async (session, insightId) => {
    const { tenantId } = session;
    const row = await options.chooseReadable(
      session,
      await listInsightVersions(options.db, { tenantId, id: insightId }),
    );
    if (!row) throw new AppError('not_found', 'there is no such insight for this user');
    const { recordKey, sources } = row;
    const stored = storedInsightSchema.parse(JSON.parse(options.sealer.open(tenantId, row.sealedInsight)));
    return { record: parseRecordKey(recordKey), recordKey, sources, stored };
  };
