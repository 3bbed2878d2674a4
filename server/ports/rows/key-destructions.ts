/** The keys of a campaign on one server's ring, from the purge's demand to that server's proof. */
export interface KeyDestruction {
  /** Its name: whichever start of it holds the ring. */
  readonly server: string;
  readonly campaign: string;
  /** Whose blind-index key goes with its last campaign; '' otherwise. */
  readonly charity: string;
  readonly askedAtMs: number;
  readonly doneAtMs: number | null;
  /** What was destroyed there, and the house's detached signature of it; '' until it is done. */
  readonly statement: string;
  readonly signature: string;
}

/** A server that two persons declared gone for ever. */
export interface LostServer {
  readonly name: string;
  /** Account id. */
  readonly declaredBy: string;
  readonly declaredAtMs: number;
}

export interface KeyDestructionReader {
  /** In the order of the servers' names. */
  ofCampaign(campaign: string): Promise<readonly KeyDestruction[]>;
  /** Still owed by that server. */
  owedBy(server: string): Promise<readonly KeyDestruction[]>;
  /** Still owed, by whichever server that is not lost. */
  owed(): Promise<readonly KeyDestruction[]>;
  lostServers(): Promise<readonly LostServer[]>;
}

export interface KeyDestructionWriter extends KeyDestructionReader {
  /** Twice keeps the first. */
  ask(task: Pick<KeyDestruction, 'server' | 'campaign' | 'charity' | 'askedAtMs'>): Promise<void>;
  prove(
    task: Pick<KeyDestruction, 'server' | 'campaign'>,
    proof: Pick<KeyDestruction, 'doneAtMs' | 'statement' | 'signature'>,
  ): Promise<void>;
  /** AppError `server-lost-already`. */
  declareLost(server: LostServer): Promise<void>;
}
