import { createHash } from 'node:crypto';
import type { listAttention as contract } from '@dealside/shared';
import type { ListAttention } from '../services/list-attention.ts';
import type { Handler } from './mount.ts';

export const listAttentionRoute =
  (listAttention: Pick<ListAttention, 'list'>): Handler<typeof contract> =>
  async ({ session, headers }) => {
    const list = await listAttention.list(session);
    // A list that says the same a minute later is the same list.
    const { at: _at, ...content } = list;
    const etag = `"${createHash('sha1').update(JSON.stringify(content)).digest('base64url')}"`;
    const responseHeaders = { etag, 'cache-control': 'private, no-cache' };
    if (headers.get('if-none-match') === etag) return { status: 304, body: null, headers: responseHeaders };
    return { status: 200, body: list, headers: responseHeaders };
  };
