import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const complete = {
  DATABASE_URL: 'postgres://localhost/dealside',
  QDRANT_URL: 'http://localhost:6333/',
  INFERENCE_URLS: 'http://gpu-1:8000, http://gpu-2:8000/',
  EMBEDDING_MODEL: 'all-minilm-l6-v2',
  EMBEDDING_DIMENSIONS: '384',
  DEALSIDE_KEY: randomBytes(32).toString('base64'),
  PUBLIC_URL: 'https://dealside.example',
  SALESFORCE_CLIENT_ID: 'client',
};

describe('readEnv', () => {
  it('reads a complete environment, with its defaults', () => {
    expect(readEnv(complete)).toMatchObject({
      QDRANT_URL: 'http://localhost:6333',
      INFERENCE_URLS: ['http://gpu-1:8000', 'http://gpu-2:8000'],
      CHAT_MODEL: null,
      EMBEDDING_DIMENSIONS: 384,
      ROLE: 'all',
      PORT: 4601,
      SALESFORCE_LOGIN_URL: 'https://login.salesforce.com',
      SALESFORCE_CLIENT_SECRET: null,
      CONNECTED_PAGE_URL: null,
      METRICS_PORT: 9464,
      DEALSIDE_NOW: null,
    });
  });

  it('names everything that is missing or wrong, and repeats no value', () => {
    const wrong = { ...complete, DATABASE_URL: undefined, DEALSIDE_KEY: 'c2hvcnQ=', PORT: 'many', ROLE: 'boss' };
    expect(() => readEnv(wrong)).toThrow(/DATABASE_URL.*PORT|DEALSIDE_KEY/s);
    for (const name of ['DATABASE_URL', 'DEALSIDE_KEY', 'PORT', 'ROLE']) expect(() => readEnv(wrong)).toThrow(name);
    expect(() => readEnv(wrong)).not.toThrow('c2hvcnQ=');
  });

  it('takes no public address with a path: it is who issued the tokens', () => {
    expect(() => readEnv({ ...complete, PUBLIC_URL: 'https://example.com/dealside' })).toThrow('PUBLIC_URL');
  });
});
