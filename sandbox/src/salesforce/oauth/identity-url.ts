/** Who a user is to Salesforce: an address, which is also the subject of its ID tokens. */
export type IdentityUrls = { of(userId: string): string; read(identityUrl: string): string };

export const createIdentityUrls = (issuer: string, orgId: string): IdentityUrls => ({
  of: (userId) => `${issuer}/id/${orgId}/${userId}`,
  read: (identityUrl) => identityUrl.slice(identityUrl.lastIndexOf('/') + 1),
});
