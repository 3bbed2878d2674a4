/** What a stop says of the mandate: the donor revoked it or closed the account, nobody knows, or it surely lives on. */
type MandateAfterStop = 'revoked' | 'unknown' | 'alive';

interface StopFacts {
  /** French, between brackets after the date of the stop. */
  readonly label: string;
  readonly mandate: MandateAfterStop;
  /** It came from the bank, not from the donor: the call takes the practical way (docs/rules/asks.md#a-call). */
  readonly isOfBank: boolean;
}

/** THE table of `MOTIF_ARRET`, why a regular gift stopped as the charity's file says it (docs/rules/direct-debit.md). */
const ROWS = {
  DEMANDE: { label: 'à sa demande', mandate: 'revoked', isOfBank: false },
  REJET_BANCAIRE: { label: 'rejet bancaire', mandate: 'unknown', isOfBank: true },
  COMPTE_CLOS: { label: 'compte clos', mandate: 'revoked', isOfBank: true },
  IMPAYES: { label: 'impayés', mandate: 'alive', isOfBank: true },
  INCONNU: { label: 'motif inconnu', mandate: 'unknown', isOfBank: false },
} satisfies Record<string, StopFacts>;

export type StopReason = keyof typeof ROWS;

/** A file that says nothing says « inconnu ». */
export function stopFacts(reason: StopReason = 'INCONNU'): StopFacts {
  return ROWS[reason];
}
