import { AppError, type Attention, type AttentionItem, type SignalCode } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { CheckSources } from '../connectors/crm/source.ts';
import { helpfulShare, type Reason, rankReasons } from '../insights/attention/rank-reasons.ts';
import { dayOf } from '../insights/days.ts';
import type { StoredBriefText } from '../insights/record-briefs/stored-brief-text.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import {
  type AttentionKey,
  countVerdicts,
  dismissAttention,
  listAttention,
  listOwnedDeals,
  listPutAside,
  noteAttention,
} from '../store/attention.ts';
import { listBriefVersions } from '../store/briefs.ts';
import { findConnection } from '../store/connections.ts';
import { listRecordNames } from '../store/insights.ts';
import { lockUntilEnd } from '../store/lock-until-end.ts';
import type { Database } from '../store/open-database.ts';
import { chooseVersion } from './find-visibility.ts';
import type { RequestBrief } from './request-brief.ts';

export type ListAttention = {
  list(session: Session): Promise<Attention>;
  dismiss(session: Session, asked: { insightId: string; isDismissed: boolean }): Promise<void>;
};

/** So many verdicts are needed before a kind of signal can be muted. */
const leastVerdicts = 6;

type Candidate = { key: string; accountKey: string | null; brief: StoredBriefText; reason: Reason };

/**
 * The deals of a user that need them today: one cited reason a deal, the strongest first, no more in a day than the
 * budget. What was shown stays until it is settled or put aside, and counts for the day all the same.
 * @throws {AppError} `crm_not_connected`, the CRM's own errors; `dismiss`: `not_found`.
 */
export const createListAttention = (options: {
  db: Database;
  clock: Clock;
  sealer: Sealer;
  checkSources: CheckSources;
  requestBrief: Pick<RequestBrief, 'forViewer'>;
  /** Deals a user is called to in a day. */
  attentionPerDay: number;
  /** A kind of signal that a smaller share found helpful is muted. */
  attentionMutedBelow: number;
}): ListAttention => {
  const { db, clock } = options;
  const keyOf = ({ tenantId, userId }: Session, now: Date): AttentionKey => ({ tenantId, userId, day: dayOf(now) });

  /**
   * The deals that have a reason, strongest first, by the briefs of the user's own visibility class: nothing in them was
   * made of what this user may not read now. One that is missing is asked for, and its deal comes with the next list.
   */
  const findCandidates = async (session: Session, now: Date, isMuted: (code: SignalCode) => boolean) => {
    const { tenantId, userId } = session;
    const connection = await findConnection(db, { tenantId, userId, system: 'salesforce' });
    if (connection?.state !== 'connected')
      throw new AppError('crm_not_connected', 'this user has no working connection');
    const owned = await listOwnedDeals(db, { tenantId, ownerId: connection.externalUserId });
    const keys = owned.map(({ key }) => key);
    const [versions, verdicts, putAside] = await Promise.all([
      listBriefVersions(db, { tenantId, recordKeys: keys }),
      countVerdicts(db, tenantId),
      listPutAside(db, { tenantId, userId }),
    ]);
    const unreadable = await options.checkSources({
      tenantId,
      userId,
      sources: [...keys, ...versions.flatMap(({ sources }) => sources)],
    });
    const deals = owned.filter(({ key }) => !unreadable.has(key));
    const versionsOf = Map.groupBy(versions, ({ recordKey }) => recordKey);
    const candidates: Candidate[] = [];
    for (const { key, parentKey } of deals) {
      const ofDeal = versionsOf.get(key) ?? [];
      const version = chooseVersion(ofDeal, unreadable);
      if (!version) {
        if (ofDeal.length > 0) await options.requestBrief.forViewer(session, key);
        continue;
      }
      const brief: StoredBriefText = JSON.parse(options.sealer.open(tenantId, version.sealedBrief));
      const [reason] = rankReasons(brief, {
        now,
        precisionOf: (code) => verdicts.get(code) ?? { helpful: 0, total: 0 },
        isMuted,
        isPutAside: (insightId) => putAside.has(insightId),
      });
      // The name of an account is told where the brief was made with it.
      const accountKey = parentKey !== null && version.sources.includes(parentKey) ? parentKey : null;
      if (reason) candidates.push({ key, accountKey, brief, reason });
    }
    candidates.sort((left, right) => right.reason.score - left.reason.score);
    return { candidates, looked: deals.length, verdicts };
  };

  const findMuted = async (tenantId: string) =>
    [...(await countVerdicts(db, tenantId))].filter(
      ([, precision]) => precision.total >= leastVerdicts && helpfulShare(precision) < options.attentionMutedBelow,
    );

  return {
    async list(session) {
      const now = clock.now();
      const key = keyOf(session, now);
      const muted = await findMuted(session.tenantId);
      const { candidates, looked, verdicts } = await findCandidates(session, now, (code) =>
        muted.some(([other]) => other === code),
      );
      // Two windows that ask at once must not spend the budget twice.
      const { shown, used, heldBack } = await db.transaction(async (transaction) => {
        await lockUntilEnd(transaction, `attention ${key.tenantId} ${key.userId}`);
        const today = await listAttention(transaction, key);
        const dismissed = new Set(today.flatMap(({ recordKey, dismissedAt }) => (dismissedAt ? [recordKey] : [])));
        const known = new Set(today.map(({ recordKey }) => recordKey));
        const open = candidates.filter((one) => !dismissed.has(one.key));
        const fresh = open.filter((one) => !known.has(one.key));
        const added = fresh.slice(0, Math.max(0, options.attentionPerDay - today.length));
        const shown = open.filter((one) => known.has(one.key) || added.includes(one));
        await noteAttention(
          transaction,
          key,
          shown.map((one) => ({ recordKey: one.key, insightId: one.reason.insight.id })),
          now,
        );
        return { shown, used: today.length + added.length, heldBack: fresh.length - added.length };
      });
      const accounts = await listRecordNames(db, {
        tenantId: session.tenantId,
        keys: shown.flatMap(({ accountKey }) => accountKey ?? []),
      });
      return {
        items: shown.map((one) => {
          const account = accounts.get(one.accountKey ?? '') ?? null;
          return toItem(one, account, verdicts.get(one.reason.insight.code) ?? { helpful: 0, total: 0 });
        }),
        looked,
        budget: { perDay: options.attentionPerDay, used },
        heldBack,
        muted: muted.map(([code, precision]) => ({ code, ...precision })),
        at: now.toISOString(),
      };
    },

    async dismiss(session, { insightId, isDismissed }) {
      const now = clock.now();
      const wasShown = await dismissAttention(db, { ...keyOf(session, now), insightId }, isDismissed ? now : null);
      if (!wasShown) throw new AppError('not_found', 'this was not on the list of today');
    },
  };
};

const toItem = (
  { brief, reason }: Candidate,
  account: string | null,
  precision: { helpful: number; total: number },
): AttentionItem => {
  const cited = brief.evidence.filter(({ number }) => reason.insight.cites.includes(number));
  return {
    record: brief.record,
    title: brief.title,
    account,
    stage: brief.stage,
    amount: brief.amount,
    currency: brief.currency,
    closeDate: brief.closeDate,
    state: brief.state,
    reason: { ...reason.insight, cites: cited.map((_piece, index) => index + 1) },
    evidence: cited.map((piece, index) => ({ ...piece, number: index + 1 })),
    precision: { code: reason.insight.code, ...precision },
  };
};
