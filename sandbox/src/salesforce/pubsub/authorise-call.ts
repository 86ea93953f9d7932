import type { Metadata } from '@grpc/grpc-js';
import type { Viewer } from '../store/sharing.ts';
import { type PubsubStatus, toStatus } from './pubsub-status.ts';

export type AuthoriseCall = (metadata: Metadata) => Promise<Viewer | PubsubStatus>;

/** Each call names its token, its instance and its org by the 18 characters of its id. */
export const createAuthoriseCall =
  (options: {
    instanceUrl: string;
    orgId: string;
    recogniseViewer: (accessToken: string) => Promise<Viewer | null>;
  }): AuthoriseCall =>
  async (metadata) => {
    const [accessToken, instanceUrl, tenantId] = ['accesstoken', 'instanceurl', 'tenantid'].map((name) =>
      String(metadata.get(name)[0] ?? ''),
    );
    if (!accessToken || instanceUrl !== options.instanceUrl || tenantId !== options.orgId)
      return toStatus('service.auth.headers.invalid', 'The accesstoken, instanceurl or tenantid header is invalid.');
    const viewer = await options.recogniseViewer(accessToken);
    return viewer ?? toStatus('service.auth.error', 'An authentication exception occurred.');
  };

export const isViewer = (answer: Viewer | PubsubStatus): answer is Viewer => 'profile' in answer;
