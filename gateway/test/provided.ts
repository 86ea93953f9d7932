/** What the global set-up hands to the gateway's tests; read with vitest's `inject`. */
declare module 'vitest' {
  export interface ProvidedContext {
    /** A server's address with the rights to create databases; make one of your own a test file. */
    postgresUrl: string;
    /** One engine; use collection names of your own. */
    qdrantUrl: string;
    /** The inference tier with the real models; only in `*.with-model.test.ts`. */
    inferenceUrl: string;
  }
}

export {};
