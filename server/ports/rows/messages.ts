/** Words between a lead and people of the floor; never about a donor. */
export interface MessageRow {
  readonly id: string;
  readonly atMs: number;
  /** Account id. */
  readonly author: string;
  /** '' unless it was meant for the people of one campaign. */
  readonly campaign: string;
  readonly text: string;
  /** An agent's answer to a lead's message; else an agent's message is a call for help. */
  readonly isReply: boolean;
}

export interface MessageReader {
  /** Oldest first. */
  of(agent: string, fromMs: number): Promise<readonly MessageRow[]>;
  /** The same, written by that person. */
  by(author: string, fromMs: number): Promise<readonly MessageRow[]>;
  /** What agents wrote to that lead and no lead has answered them alone since; oldest first. */
  unanswered(lead: string, fromMs: number): Promise<readonly MessageRow[]>;
}

export interface MessageWriter extends MessageReader {
  add(row: MessageRow, agents: readonly string[]): Promise<void>;
  /** Returns how many went. */
  dropBefore(atMs: number): Promise<number>;
}
