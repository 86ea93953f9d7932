import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createOAuthProviders } from './oauth-providers.ts';

const clientSecret = 'secret of the app';
const org = '00D000000000062EAA';
const user = '0050000000000a1AAA';
const identityUrl = `https://login.salesforce.com/id/${org}/${user}`;
const sign = (id: string, issuedAt: string, secret = clientSecret) =>
  createHmac('sha256', secret)
    .update(id + issuedAt)
    .digest('base64');

type Change = { tokens?: Record<string, unknown>; userInfo?: Record<string, unknown>; subject?: string | undefined };
const read = (change: Change = {}, secret: string | null = clientSecret) =>
  createOAuthProviders({
    salesforce: { loginUrl: 'https://login.salesforce.com', clientId: 'app', clientSecret: secret },
  }).salesforce.readAccount({
    tokens: {
      instance_url: 'https://northwind.my.salesforce.com/',
      id: identityUrl,
      issued_at: '1764000000000',
      signature: sign(identityUrl, '1764000000000'),
      ...change.tokens,
    },
    userInfo: {
      user_id: user,
      organization_id: org,
      email: 'Robin@northwind.example',
      email_verified: true,
      name: 'Robin Rep',
      active: true,
      ...change.userInfo,
    },
    subject: 'subject' in change ? change.subject : identityUrl,
  });
const signed = (id: string) => ({ id, signature: sign(id, '1764000000000') });

describe('who signed in at Salesforce', () => {
  it('is read from the identity URL, the ID token and the user info, which agree', () => {
    expect(read()).toEqual({
      externalUserId: user,
      externalOrgId: org,
      email: 'robin@northwind.example',
      isEmailVerified: true,
      name: 'Robin Rep',
      instanceUrl: 'https://northwind.my.salesforce.com',
    });
  });

  it('is the same by ids of 15 characters, at a My Domain, and without a secret', () => {
    const short = `https://northwind.my.salesforce.com/id/${org.slice(0, 15)}/${user.slice(0, 15)}`;
    expect(read({ tokens: signed(short), userInfo: { organization_id: org.slice(0, 15) } })).toEqual(read());
    expect(read({ tokens: { signature: '' } }, null)).toEqual(read());
  });

  it('has the address that the sandbox made unusable', () => {
    expect(read({ userInfo: { email: 'robin@northwind.example.invalid' } }).email).toBe('robin@northwind.example');
  });

  it.each<[string, Change]>([
    ['the user info names another org', { userInfo: { organization_id: '00D000000000063EAA' } }],
    ['the user info names another user', { userInfo: { user_id: '0050000000000b1AAA' } }],
    ['a user differs in case alone', { userInfo: { user_id: '0050000000000A1' } }],
    ['the identity URL is that of another user', { tokens: signed(identityUrl.replace('a1AAA', 'b1AAA')) }],
    ['the ID token is that of another user', { subject: identityUrl.replace('a1AAA', 'b1AAA') }],
    ['the ID token says nobody', { subject: undefined }],
    ['the identity URL has more behind it', { tokens: signed(`${identityUrl}/../${user}`) }],
    ['the identity URL only ends like one', { tokens: signed(`https://evil.example/?/id/${org}/${user}`) }],
    ['the signature is of another secret', { tokens: { signature: sign(identityUrl, '1764000000000', 'guess') } }],
    ['the signature is of another time', { tokens: { issued_at: '1764000000001' } }],
    ['there is no signature', { tokens: { signature: '' } }],
    ['the user is not active', { userInfo: { active: false } }],
  ])('is nobody when %s', (_, change) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ code: 'not_permitted' }));
  });
});
