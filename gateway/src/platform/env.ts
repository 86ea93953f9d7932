import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
/** 0.2 is a fifth. */
const share = (most: number) => z.string().min(1).transform(Number).pipe(z.number().min(0).max(most));

const envSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  QDRANT_URL: url,
  /** Replicas of the inference tier, or any OpenAI-compatible server. */
  INFERENCE_URLS: z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .pipe(z.array(url).min(1)),
  /** Empty: no chat model, briefs and answers are made of cited extracts. */
  CHAT_MODEL: z
    .string()
    .default('')
    .transform((value) => value || null),
  EMBEDDING_MODEL: z.string().min(1),
  EMBEDDING_DIMENSIONS: z.coerce.number().int().min(1).max(8192),
  /** 32 random bytes; tenant keys, token seals and the session key are derived from it. */
  DEALSIDE_KEY: z
    .base64()
    .transform((value) => Buffer.from(value, 'base64'))
    .refine((key) => key.byteLength === 32, 'must be 32 bytes in base64'),
  /** Where browsers and CRMs reach the gateway; OAuth returns here, and it is who issued its tokens. */
  PUBLIC_URL: url.refine((value) => new URL(value).pathname === '/', 'must have no path'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4601),
  /** Prometheus reads here, and not on the port of the api. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).default(9464),
  HOST: z.string().default('0.0.0.0'),
  ROLE: z.enum(['api', 'worker', 'all']).default('all'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SALESFORCE_LOGIN_URL: url.default('https://login.salesforce.com'),
  SALESFORCE_CLIENT_ID: z.string().min(1),
  /** Empty: a public client, proved by PKCE alone. */
  SALESFORCE_CLIENT_SECRET: z
    .string()
    .default('')
    .transform((value) => value || null),
  /** From the end of one sync of a CRM to the beginning of the next. */
  SYNC_EVERY_SECONDS: z.coerce.number().int().min(5).default(60),
  /** The same while its changes are followed as they happen: the sweep behind them. */
  SYNC_EVERY_LIVE_SECONDS: z.coerce.number().int().min(5).default(900),
  /** How Salesforce tells of changes: the Pub/Sub API, the Streaming API (CometD), or not at all. */
  SALESFORCE_LIVE: z.enum(['pubsub', 'cometd', 'off']).default('pubsub'),
  /** One address for all orgs; `http` is gRPC without TLS. */
  SALESFORCE_PUBSUB_URL: url.default('https://api.pubsub.salesforce.com:7443'),
  /** An object of which nothing was told for so long is read again. */
  LIVE_SILENCE_SECONDS: z.coerce.number().int().min(1).default(86_400),
  /** Share of the org's daily API requests that background reading leaves to the customer's own integrations. */
  SALESFORCE_API_RESERVE: share(0.95).prefault('0.2'),
  /** Below this share also what a person waits for stops. */
  SALESFORCE_API_FLOOR: share(0.5).prefault('0.02'),
  /** Where the browser goes once an account is connected; empty: a small page of the gateway. */
  CONNECTED_PAGE_URL: z.union([z.literal('').transform(() => null), url]).default(null),
  /** Deals a seller is called to in a day. */
  ATTENTION_PER_DAY: z.coerce.number().int().min(1).max(100).default(7),
  /** A kind of signal that a smaller share of verdicts found helpful calls nobody. */
  ATTENTION_MUTED_BELOW: share(1).prefault('0.35'),
  /** For a made-up book whose "today" lies elsewhere: the clock of everything but sessions starts here. */
  DEALSIDE_NOW: z
    .union([z.literal('').transform(() => null), z.iso.datetime().transform((v) => new Date(v))])
    .default(null),
});

export type Env = z.output<typeof envSchema>;

const setupSchema = envSchema.pick({ DATABASE_URL: true, DEALSIDE_KEY: true, PUBLIC_URL: true });

/**
 * Reads the configuration once.
 * @throws {Error} naming every variable that is missing or wrong; values are not repeated.
 */
export const readEnv = (source: Source): Env => read(envSchema, source);

/** What a command of an administrator needs of it. @throws {Error} as `readEnv`. */
export const readSetupEnv = (source: Source): z.output<typeof setupSchema> => read(setupSchema, source);

type Source = Readonly<Record<string, string | undefined>>;

const read = <Output>(schema: z.ZodType<Output>, source: Source): Output => {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`The gateway's environment is not complete:\n${lines.join('\n')}`);
};
