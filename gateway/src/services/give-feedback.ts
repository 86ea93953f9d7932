import { AppError } from '@dealside/shared';
import type { Session } from '../auth/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/sealer.ts';
import { storeFeedback } from '../store/insights.ts';
import type { Database } from '../store/open-database.ts';
import type { LoadInsight } from './load-insight.ts';

type Verdict = 'up' | 'down' | 'dismiss' | 'correct' | 'none';

export type GiveFeedback = (
  session: Session,
  given: { insightId: string; verdict: Verdict; correction?: string | undefined },
) => Promise<{ insightId: string; verdict: Verdict }>;

/** @throws {AppError} `bad_request` for `correct` without a correction, `not_found`, the CRM's own. */
export const createGiveFeedback =
  (options: { db: Database; sealer: Sealer; clock: Clock; loadInsight: LoadInsight }): GiveFeedback =>
  async (session, { insightId, verdict, correction }) => {
    const { tenantId, userId } = session;
    if ((verdict === 'correct') !== (correction !== undefined))
      throw new AppError('bad_request', 'a correction belongs to the verdict `correct`, and only to it', {
        details: { issues: [{ path: 'body.correction', message: 'belongs to the verdict `correct`' }] },
      });
    const { recordKey, stored } = await options.loadInsight(session, insightId);
    await storeFeedback(
      options.db,
      { tenantId, insightId, userId },
      verdict === 'none'
        ? null
        : {
            recordKey,
            verdict,
            signalCode: stored.insight.code,
            sealedCorrection: correction === undefined ? null : options.sealer.seal(tenantId, correction),
            at: options.clock.now(),
          },
    );
    return { insightId, verdict };
  };
