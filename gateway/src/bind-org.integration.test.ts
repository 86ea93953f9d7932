import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createTestDatabase } from '../test/create-test-database.ts';

const program = fileURLToPath(new URL('./bind-org.ts', import.meta.url));
const org = [
  '--org',
  '00D000000000062',
  '--redirect',
  'https://northwind.my.salesforce.com/services/authcallback/Dealside',
];

describe('npm run -w gateway bind-org', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  const key = randomBytes(32).toString('base64');
  beforeAll(async () => {
    database = await createTestDatabase(inject('postgresUrl'));
  });
  afterAll(() => database.close());

  const run = async (args: string[], environment: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: database.url,
        DEALSIDE_KEY: key,
        PUBLIC_URL: 'https://dealside.example',
        ...environment,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        output += data.toString();
      });
    const [code] = await once(child, 'close');
    return { code, output };
  };

  it('binds an org and prints, once, what the org takes', async () => {
    const first = await run(['--tenant', 'northwind', ...org, '--admin', 'Ada@northwind.example']);
    expect(first.output).toContain('00D000000000062EAA belongs to northwind');
    expect(first.output).toContain('https://dealside.example/oauth/authorize');
    const [, secret = ''] = /Client secret\s+(\S{40,})/.exec(first.output) ?? [];
    expect([first.code, secret.length]).toEqual([0, 43]);
    const again = await run([
      '--tenant',
      'northwind',
      '--org',
      '00D000000000062EAA',
      '--admin',
      'ada@northwind.example',
    ]);
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('as it was given before') });
    expect(again.output).not.toContain(secret);
    const { rows } = await database.pool.query('select email, roles from users');
    expect(rows).toEqual([{ email: 'ada@northwind.example', roles: ['admin'] }]);
  });

  it.each([
    ['the org of another tenant', ['--tenant', 'globex', ...org], 1, 'belongs to another tenant'],
    [
      'another org than before',
      ['--tenant', 'northwind', '--org', '00D000000000099'],
      1,
      'has to be replaced on purpose',
    ],
    ['what is no org', ['--tenant', 'northwind', '--org', '005000000000062'], 1, 'is no id of a Salesforce org'],
    ['nothing', [], 2, 'Makes a Salesforce org that of a tenant'],
  ])('says why it does not bind %s', async (_, args, code, words) => {
    expect(await run(args)).toEqual({ code, output: expect.stringContaining(words) });
  });

  it('says what is missing in its environment', async () => {
    const { code, output } = await run(['--tenant', 'x', ...org], { DEALSIDE_KEY: 'short' });
    expect([code, output]).toEqual([1, expect.stringContaining('DEALSIDE_KEY')]);
    expect(output).not.toContain('short');
  });
});
