import type { getBrief as contract } from '@dealside/shared';
import type { GetBrief } from '../services/get-brief.ts';
import type { Handler } from './mount.ts';

/** The browser keeps it and asks each time whether it is still good. */
const cacheControl = 'private, no-cache';

export const getBriefRoute =
  (getBrief: GetBrief): Handler<typeof contract> =>
  async ({ session, params, headers }) => {
    const result = await getBrief({ session, record: params, knownEtag: headers.get('if-none-match') });
    if (result.outcome === 'being_made') return { status: 202, body: { jobId: result.jobId } };
    const responseHeaders = { etag: result.etag, 'cache-control': cacheControl };
    if (result.outcome === 'unchanged') return { status: 304, body: null, headers: responseHeaders };
    return { status: 200, json: result.json, headers: responseHeaders };
  };
