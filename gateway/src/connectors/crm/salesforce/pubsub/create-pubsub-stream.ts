import { AppError } from '@dealside/shared';
import type { TokenVault } from '../../../../auth/token-vault.ts';
import { readConnection } from '../../../../store/connections.ts';
import type { Database } from '../../../../store/open-database.ts';
import type { ChangeStream } from '../../change-stream.ts';
import { followedObjects } from '../followed-objects.ts';
import type { StreamPace } from '../stream-pace.ts';
import { createDecodeEvent, type DecodeEvent } from './decode-event.ts';
import { followTopic } from './follow-topic.ts';
import { createPubsubClient } from './pubsub-client.ts';
import { isPositionLost, isUnauthenticated, toPubsubError } from './pubsub-errors.ts';

/** An empty answer comes within 270 s. */
const usualPace: StreamPace = { silentMs: 300_000, beatEveryMs: 10_000 };

/**
 * Change events through Salesforce's Pub/Sub API.
 * @param url `https://api.pubsub.salesforce.com:7443`, the same for all orgs
 */
export const createPubsubStream = ({
  url,
  vault,
  db,
  readFields,
  pace = {},
}: {
  url: string;
  vault: TokenVault;
  db: Database;
  /** What is read of an object in the org of a connection. */
  readFields: (input: { connectionId: string; object: string }) => Promise<readonly string[]>;
  pace?: Partial<StreamPace>;
}): ChangeStream => {
  const client = createPubsubClient(url);
  /** By id, which is a hash of the schema: one never changes. */
  const decoders = new Map<string, DecodeEvent>();

  const readAccess = async (connectionId: string) => {
    const orgId = (await readConnection(db, connectionId))?.externalOrgId;
    if (!orgId) throw new AppError('crm_not_connected', 'the connection is missing');
    return { ...(await vault.getAccess(connectionId)), orgId };
  };

  const decoderOf = async (connectionId: string, schemaId: string): Promise<DecodeEvent> => {
    const known = decoders.get(schemaId);
    if (known) return known;
    const made = createDecodeEvent(await client.getSchema(await readAccess(connectionId), schemaId));
    decoders.set(schemaId, made);
    return made;
  };

  return {
    system: 'salesforce',
    objects: followedObjects,
    async *follow({ connectionId, object, position, signal }) {
      const access = await readAccess(connectionId);
      const call = client.subscribe(access);
      try {
        yield* followTopic({
          call,
          topicName: `/data/${object}ChangeEvent`,
          position,
          // Not known: everything that changed is read.
          readFields: () => readFields({ connectionId, object }).catch(() => null),
          decoderOf: (schemaId) => decoderOf(connectionId, schemaId),
          signal,
          pace: { ...usualPace, ...pace },
        });
      } catch (error) {
        if (signal.aborted) return;
        if (isPositionLost(error)) {
          yield { kind: 'position_lost' };
          return;
        }
        if (!isUnauthenticated(error)) throw toPubsubError(error);
        // Throws when the connection has ended for good; else whoever follows comes back with a new token.
        await vault.refreshAccess(connectionId, access.accessToken);
        throw new AppError('crm_unavailable', 'the session of the event stream ended and was renewed');
      } finally {
        call.cancel();
      }
    },
  };
};
