import type { Session } from '../auth/sessions.ts';
import type { CheckSources, Source } from '../connectors/crm/source.ts';

/**
 * The first of some versions whose sources this user may all read now; null where there is none. What names no source
 * is nobody's to read.
 */
export type ChooseReadable = <Version extends { sources: readonly Source[] }>(
  session: Pick<Session, 'tenantId' | 'userId'>,
  versions: readonly Version[],
) => Promise<Version | null>;

export const createChooseReadable =
  ({ checkSources }: { checkSources: CheckSources }): ChooseReadable =>
  async ({ tenantId, userId }, versions) => {
    const sources = versions.flatMap((version) => version.sources);
    const unreadable = await checkSources({ tenantId, userId, sources });
    return (
      versions.find((version) => version.sources.length > 0 && !version.sources.some((one) => unreadable.has(one))) ??
      null
    );
  };
