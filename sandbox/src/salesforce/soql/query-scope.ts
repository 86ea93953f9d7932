import { findObject } from '../schema/objects.ts';
import type { RecordData, SObjectType } from '../schema/sobject.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { Sharing, Viewer } from '../store/sharing.ts';
import type { Today } from './date-literals.ts';

/** Who asks, of what, when. */
export type QueryScope = {
  store: RecordStore;
  sharing: Sharing;
  viewer: Viewer;
  now: Date;
  /** `queryAll`: the recycle bin too. */
  includesDeleted: boolean;
  /** For error messages, which point into it. */
  soql: string;
  /** `/services/data/v64.0` */
  basePath: string;
};

/** The fiscal year is the org's own setting. */
export const todayOf = ({ store, now }: Pick<QueryScope, 'store' | 'now'>): Today => {
  const [organization] = store.all('Organization');
  const month = organization?.FiscalYearStartMonth;
  return { now, fiscalYearStartMonth: typeof month === 'number' ? month : 1 };
};

/** The object with the fields that the asking user sees; null where there is none for this user. */
export const objectFor = (
  { sharing, viewer }: Pick<QueryScope, 'sharing' | 'viewer'>,
  name: string,
): SObjectType | null => {
  const object = findObject(name);
  return object ? sharing.objectFor(viewer, object) : null;
};

/** Whether the asking user sees this record in this query. */
export const isVisible = (
  scope: Pick<QueryScope, 'includesDeleted' | 'sharing' | 'viewer'>,
  object: string,
  record: RecordData,
): boolean => (scope.includesDeleted || !record.IsDeleted) && scope.sharing.canRead(scope.viewer, object, record);
