export type StreamPace = {
  /** Without any answer for so long the stream is dead, whatever the connection says. */
  silentMs: number;
  /** How often it is told that nothing has changed. */
  beatEveryMs: number;
};
