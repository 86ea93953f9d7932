import 'vitest';

/** What the global set-ups hand to the tests; read with vitest's `inject`. */
declare module 'vitest' {
  export interface ProvidedContext {
    /** A server's address with the rights to create databases; make one of your own a test file. */
    postgresUrl: string;
    /** One engine; use collection names of your own. */
    qdrantUrl: string;
    /** The inference tier with the real models. */
    inferenceUrl: string;
    modelsDirectory: string;
    /** The whole product with its page, filled with some deals. */
    pageUrl: string;
    gatewayUrl: string;
    salesforceUrl: string;
    /** Where the tools of the release checks are installed. */
    releaseTools: string;
    /** A Java of version 11 or newer; null: none can be had here. */
    java: string | null;
  }
}
