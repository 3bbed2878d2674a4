/** A lead's words to people of the floor; never about a donor. */
export interface MessageRow {
  readonly id: string;
  readonly atMs: number;
  /** Account id. */
  readonly author: string;
  /** '' unless it was meant for the people of one campaign. */
  readonly campaign: string;
  readonly text: string;
}

export interface MessageReader {
  /** Oldest first. */
  of(agent: string, fromMs: number): readonly MessageRow[];
}

export interface MessageWriter extends MessageReader {
  add(row: MessageRow, agents: readonly string[]): void;
  /** Returns how many went. */
  dropBefore(atMs: number): number;
}
