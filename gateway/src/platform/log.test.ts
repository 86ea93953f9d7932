import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

const write = (...line: [object, string]): Record<string, unknown> => {
  let text = '';
  createLog({ level: 'info', destination: { write: (part) => (text += part) } }).info(...line);
  return JSON.parse(text);
};

describe('createLog', () => {
  it('removes secrets and texts by name', () => {
    const line = write(
      { accessToken: 's1', request: { authorization: 's2', question: 's3' }, document: { text: 's4' }, jobId: 'j' },
      'done',
    );
    expect(JSON.stringify(line)).not.toMatch(/s[1-4]/);
    expect(line).toMatchObject({ jobId: 'j', msg: 'done' });
  });

  it('prints an error with its causes and without what vendors hang on it', () => {
    const cause = Object.assign(new Error('socket hang up'), { config: { headers: { authorization: 'secret' } } });
    const line = write({ err: new TypeError('fetch failed', { cause }) }, 'failed');
    expect(line.err).toMatchObject({
      type: 'TypeError',
      message: 'fetch failed',
      cause: { message: 'socket hang up' },
    });
    expect(JSON.stringify(line)).not.toContain('secret');
  });

  it('prints a failed query without the values it was sent with', () => {
    const failed = new DrizzleQueryError('insert into "documents" values ($1)', ['Re: our secret'], new Error('no'));
    const line = write({ err: new Error('a try failed', { cause: failed }) }, 'failed');
    expect(line.err).toMatchObject({ cause: { message: 'Failed query: insert into "documents" values ($1)' } });
    expect(JSON.stringify(line)).not.toContain('our secret');
  });

  it('prints what is no JSON without a piece of it', () => {
    const parse = () => JSON.parse('Priya says the secret price');
    expect(parse).toThrow('Priya');
    try {
      parse();
    } catch (err) {
      expect(JSON.stringify(write({ err }, 'failed'))).not.toContain('Priya');
    }
  });
});
