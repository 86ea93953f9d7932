/** What a CRM tells about an object that is followed. */
export type ChangeNews =
  | {
      kind: 'changes';
      /** Following goes on behind it; to be stored once the changes are dealt with. */
      position: string;
      /** Ids of records that were created, changed or restored: to be read again. */
      changed: readonly string[];
      /** Ids of records that are gone. */
      deleted: readonly string[];
      /** The earliest of these changes. */
      since: Date;
      /** More changed than is told: what was last certain is no longer. */
      isIncomplete: boolean;
      /** Nothing else waited when this was told. */
      isCaughtUp: boolean;
    }
  /** Nothing has changed until `ageMs` ago. A position moves on without changes too; null: there is none yet. */
  | { kind: 'quiet'; position: string | null; ageMs: number }
  /** The CRM no longer keeps what came after the position. Following has ended; it may begin anew. */
  | { kind: 'position_lost' };

/** Follows what changes in a CRM, as it tells by itself. News is a hint what to read again; it carries no content. */
export type ChangeStream = {
  readonly system: 'salesforce' | 'hubspot';

  /** What can be followed, and the objects whose changes are read along with it because they make no news. */
  readonly objects: readonly { object: string; alongside: readonly string[] }[];

  /**
   * News of an object behind `position` (null, or one of another kind of stream: from now on) until `signal` aborts.
   * Whoever iterates sets the pace: more is asked for once the last was dealt with.
   * @throws {AppError} `crm_unavailable` when the stream broke, `too_many_requests` when no more is delivered today,
   *   `crm_not_connected`, `crm_rejected` for an object that this connection cannot follow, `upstream_garbage`.
   */
  follow(input: {
    connectionId: string;
    object: string;
    position: string | null;
    signal: AbortSignal;
  }): AsyncIterable<ChangeNews>;
};
