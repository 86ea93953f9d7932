import { createHash } from 'node:crypto';
import { AppError, formatRecordKey, type RecordReference } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { CheckSources, Source } from '../connectors/crm/source.ts';
import { listCurrentBriefs, openVisibility } from '../store/briefs.ts';
import type { Database } from '../store/open-database.ts';
import { noSuchRecord } from './require-record.ts';

/** The class of viewers who may not read exactly these sources of a record: each class has a brief of its own. */
export const visibilityOf = (withheld: Iterable<Source>): string => {
  const sorted = [...withheld].sort();
  return sorted.length === 0
    ? openVisibility
    : createHash('sha256').update(sorted.join('\n')).digest('base64url').slice(0, 22);
};

/**
 * Of the briefs of a record the one of the class that may not read these sources; null when there is none, or when it
 * holds one of them all the same.
 */
export const chooseVersion = <Version extends { visibility: string; sources: readonly Source[] }>(
  versions: readonly Version[],
  unreadable: ReadonlySet<Source>,
): Version | null => {
  const open = versions.find(({ visibility }) => visibility === openVisibility);
  const visibility = visibilityOf((open?.sources ?? []).filter((source) => unreadable.has(source)));
  const version = versions.find((one) => one.visibility === visibility);
  const isReadable = version && version.sources.length > 0 && !version.sources.some((one) => unreadable.has(one));
  return isReadable ? version : null;
};

/**
 * Of the sources that a record's brief can be made of, those that this viewer may not read now.
 * @throws {AppError} `record_not_found` when the record itself is one of them; the CRM's own errors.
 */
export const findWithheld = async (
  checkSources: CheckSources,
  { tenantId, userId }: Pick<Session, 'tenantId' | 'userId'>,
  of: { recordKey: string; sources: readonly Source[] },
): Promise<Source[]> => {
  const unreadable = await checkSources({ tenantId, userId, sources: [of.recordKey, ...of.sources] });
  if (unreadable.has(of.recordKey)) throw new AppError('record_not_found', noSuchRecord);
  return [...unreadable].sort();
};

export type FindVisibility = (session: Session, record: RecordReference) => Promise<string>;

/** The visibility class of a viewer for a record, as far as its open brief tells; open while there is none. */
export const createFindVisibility =
  (options: { db: Database; checkSources: CheckSources }): FindVisibility =>
  async (session, record) => {
    const recordKey = formatRecordKey(record);
    const current = await listCurrentBriefs(options.db, { tenantId: session.tenantId, recordKey });
    const open = current.find(({ visibility }) => visibility === openVisibility);
    return visibilityOf(await findWithheld(options.checkSources, session, { recordKey, sources: open?.sources ?? [] }));
  };
