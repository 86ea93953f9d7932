/** Someone who can be signed in to the page: a user of the stand-in and of the gateway's tenant. */
export type PageUser = {
  /** Salesforce user id. */
  id: string;
  email: string;
  name: string;
  profile: 'rep' | 'manager' | 'admin';
};
