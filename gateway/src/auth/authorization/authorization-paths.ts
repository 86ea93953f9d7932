/** The one scope there is: to act as the user in Dealside. */
export const dealsideScope = 'dealside';

export const authorizationPaths = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  jwks: '/oauth/keys',
  discovery: '/.well-known/openid-configuration',
  /** Pages of our own, between the authorization request and its answer; one address an interaction. */
  signIn: '/oauth/sign-in',
} as const;
