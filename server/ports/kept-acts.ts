/** What a restored backup must not undo. Blind indexes, codes and times alone: nobody is named. */
export type KeptAct =
  /** Blocked for the charity, or for one of its campaigns (`campaign` not empty). */
  | {
      readonly kind: 'objection';
      readonly charity: string;
      readonly campaign: string;
      readonly blinds: readonly string[];
      readonly atMs: number;
    }
  /** An objection taken back by the person. */
  | {
      readonly kind: 'lift';
      readonly charity: string;
      readonly blinds: readonly string[];
      readonly atMs: number;
    }
  /** One record of an erased person; `blind` is the one it bore until then. */
  | {
      readonly kind: 'erasure';
      readonly charity: string;
      readonly campaign: string;
      readonly blind: string;
      readonly requestId: string;
      readonly atMs: number;
    }
  /** Somebody erased from the directory of a charity: `participant` is a number drawn by chance. */
  | {
      readonly kind: 'participant';
      readonly charity: string;
      readonly participant: string;
      /** Number of the CRM and e-mail, blind, by which they do not come back; absent: an act taken back, or of before. */
      readonly blinds?: readonly string[] | undefined;
      readonly atMs: number;
    }
  /** Who made a pledge, erased at their demand: `pledge` is a number drawn by chance. */
  | {
      readonly kind: 'pledge';
      readonly charity: string;
      readonly campaign: string;
      readonly pledge: string;
      readonly atMs: number;
    }
  /** A directory destroyed: whatever comes back of the one that was opened then goes again. Operator and verifier: accounts. */
  | {
      readonly kind: 'directory';
      readonly charity: string;
      readonly operator: string;
      readonly verifier: string;
      readonly openedAtMs: number;
      /** Rows that there were, by table. */
      readonly counts: Readonly<Record<string, number>>;
      readonly atMs: number;
    }
  /** A destruction begun: whatever comes back of the campaign goes again. */
  | {
      readonly kind: 'purge';
      readonly charity: string;
      readonly campaign: string;
      readonly operator: string;
      readonly atMs: number;
    };

/**
 * The acts that protect persons, kept beside the keys, outside the data folder and its backups: written before the base commits
 * them, so that whoever restores an older base can do them again (continuity plan). Append-only but for `forget`.
 */
export interface KeptActs {
  /**
   * On disk when it returns; synchronous, for it stands inside a transaction. AppError `kept-acts-unwritten`: nothing
   * is committed.
   */
  add(acts: readonly KeptAct[]): void;
  /** In the order they were written, charity by charity. A line that a power cut tore is left out: its act was never answered. */
  all(): readonly KeptAct[];
  /**
   * A campaign's purge: its own lines go, the charity's whole list with its last campaign, but for what was erased of its
   * directory, which outlives campaigns. Nothing to forget is a no-op.
   */
  forget(what: {
    readonly charity: string;
    readonly campaign: string;
    readonly isLastOfCharity: boolean;
  }): void;
}
