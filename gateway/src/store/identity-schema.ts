import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, bytea } from './columns.ts';

export const tenants = pgTable('tenants', {
  id: uuid('id').primaryKey().defaultRandom(),
  /** A short name, unique: `northwind`. */
  slug: text('slug').notNull().unique(),
  createdAt: at('created_at').notNull().defaultNow(),
});

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    email: text('email').notNull(),
    name: text('name').notNull(),
    roles: text('roles').array().$type<('rep' | 'manager' | 'admin')[]>().notNull(),
    /** Null: may sign in. What was theirs stays. */
    deactivatedAt: at('deactivated_at'),
  },
  (t) => [uniqueIndex('users_tenant_email').on(t.tenantId, t.email)],
);

/** The org of a CRM that belongs to a tenant, as an administrator bound it. An org belongs to one tenant at most. */
export const tenantOrgs = pgTable(
  'tenant_orgs',
  {
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    system: text('system').$type<'salesforce' | 'hubspot'>().notNull(),
    /** Salesforce: the 18 characters. */
    orgId: text('org_id').notNull(),
    /** Where its users sign in (My Domain, a sandbox); null: the address the gateway is set up with. */
    loginUrl: text('login_url'),
    /** Whether a user of the org whom the tenant does not know yet becomes one by signing in. */
    createsUsers: boolean('creates_users').notNull().default(true),
    boundAt: at('bound_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.system] }), uniqueIndex('tenant_orgs_org').on(t.system, t.orgId)],
);

/** Who may ask the gateway's authorization server for tokens: an org's External Credential, later an add-in. */
export const authorizationClients = pgTable('authorization_clients', {
  id: text('id').primaryKey(),
  tenantId: uuid('tenant_id')
    .notNull()
    .references(() => tenants.id),
  /** The CRM whose users sign in through it. */
  system: text('system').$type<'salesforce' | 'hubspot'>().notNull(),
  redirectUris: text('redirect_uris').array().notNull(),
  /** Null: a public client, proved by PKCE alone. */
  sealedSecret: bytea('sealed_secret'),
  createdAt: at('created_at').notNull(),
});

/** What the authorization server remembers: interactions, codes, refresh tokens, grants. Ids are hashed, the rest is sealed. */
export const authorizationItems = pgTable(
  'authorization_items',
  {
    model: text('model').notNull(),
    /** SHA-256 of the id; the id of a code or a refresh token is the secret itself. */
    idHash: text('id_hash').notNull(),
    grantHash: text('grant_hash'),
    sealedPayload: bytea('sealed_payload').notNull(),
    consumedAt: at('consumed_at'),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.model, t.idHash] }),
    index('authorization_items_grant').on(t.grantHash),
    index('authorization_items_expiry').on(t.expiresAt),
  ],
);

/**
 * OAuth tokens of one user toward one system, sealed with AES-256-GCM. `version` is the compare-and-swap of a refresh, the
 * lease keeps two processes from spending one rotating refresh token. Also who a user is in that system.
 */
export const connections = pgTable(
  'connections',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    system: text('system').$type<'salesforce' | 'hubspot'>().notNull(),
    state: text('state').$type<'connected' | 'expired'>().notNull(),
    externalUserId: text('external_user_id').notNull(),
    externalOrgId: text('external_org_id').notNull(),
    instanceUrl: text('instance_url').notNull(),
    sealedTokens: bytea('sealed_tokens').notNull(),
    accessExpiresAt: at('access_expires_at'),
    version: integer('version').notNull().default(1),
    connectedAt: at('connected_at').notNull().defaultNow(),
    /** When the refresh token was last used or given: Salesforce ends one that is not used for 30 days. */
    refreshedAt: at('refreshed_at').notNull().defaultNow(),
    leaseHolder: uuid('lease_holder'),
    leaseEndsAt: at('lease_ends_at'),
  },
  (t) => [
    uniqueIndex('connections_user_system').on(t.userId, t.system),
    uniqueIndex('connections_external_user').on(t.tenantId, t.system, t.externalUserId),
  ],
);

/** Authorization requests under way: state → PKCE verifier, sealed; used once, ten minutes. */
export const authorizationRequests = pgTable('authorization_requests', {
  state: text('state').primaryKey(),
  tenantId: uuid('tenant_id').notNull(),
  /** Whose account is to be connected; null: somebody signs in, and the CRM says who. */
  userId: uuid('user_id'),
  /** The interaction of the authorization server that a sign-in belongs to. */
  interactionId: text('interaction_id'),
  system: text('system').$type<'salesforce' | 'hubspot'>().notNull(),
  sealedVerifier: bytea('sealed_verifier').notNull(),
  expiresAt: at('expires_at').notNull(),
});
