/** A link that was e-mailed to a participant: it opens one session, once. */
export interface WebLinkRow {
  /** SHA-256 of the token, hexadecimal. */
  readonly tokenHash: string;
  readonly participant: string;
  readonly madeAtMs: number;
  readonly usedAtMs: number | null;
}

/** Somebody of the directory who came in by a link. */
export interface WebSessionRow {
  /** How the person names it, to end it from another device. */
  readonly id: string;
  /** SHA-256 of the token, hexadecimal. */
  readonly tokenHash: string;
  readonly participant: string;
  readonly openedAtMs: number;
  readonly seenAtMs: number;
}

export interface WebDoorReader {
  link(tokenHash: string): Promise<WebLinkRow | undefined>;
  session(tokenHash: string): Promise<WebSessionRow | undefined>;
  /** The last seen first. */
  sessionsOf(participant: string): Promise<readonly WebSessionRow[]>;
  /** Participants who have one, each once. */
  withSessions(): Promise<readonly string[]>;
}

export interface WebDoorWriter extends WebDoorReader {
  addLink(row: Omit<WebLinkRow, 'usedAtMs'>): Promise<void>;
  useLink(tokenHash: string, atMs: number): Promise<void>;
  addSession(row: WebSessionRow): Promise<void>;
  seeSession(tokenHash: string, atMs: number): Promise<void>;
  endSession(tokenHash: string): Promise<void>;
  /** Their links too: none of them opens anything any more. Answers how many sessions ended. */
  endAllOf(participant: string): Promise<number>;
  /** Links made, and sessions last seen, before those instants. Answers how many rows went. */
  dropBefore(before: { readonly linksMs: number; readonly sessionsMs: number }): Promise<number>;
}
