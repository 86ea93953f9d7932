declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the models' files lie, fetched and checked. */
    modelsDirectory: string;
  }
}

export {};
