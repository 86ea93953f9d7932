/** One figure-taking command: `npm run -s measure -- NAME`. It measures and never judges. */
export type Measure = {
  name: string;
  /** A line for the list of names. */
  about: string;
  run(options: MeasureOptions): Promise<{ figures: Record<string, number>; rows: (string | number)[][] }>;
};

export type MeasureOptions = {
  /** Rough figures within a minute. */
  quick: boolean;
  /** The folder with the evaluation data: `scifact/`, `calls/`, `email-intent/`, … */
  dataDirectory: string;
};
