/** Schemes under which a regular gift is collected, or billed (eBill, QR-bill). */
const DEBIT_SCHEMES = ['SEPA', 'LSV+', 'CH-DD', 'EBILL', 'QR'] as const;
export type DebitScheme = (typeof DEBIT_SCHEMES)[number];

/** Columns that name a mandate, in the charity's files and in e-mails. */
export type MandateColumn = 'RUM' | 'SYSTEME' | 'REF_AUTORISATION';

/** How mandates of a country are named. */
export interface DebitFacts {
  /** Of a donor whose file names none. */
  readonly usualScheme: DebitScheme;
  /** In the order of the files. `SYSTEME` there: each donor's row says its scheme; absent: all are under the usual one. */
  readonly columns: readonly MandateColumn[];
  /** The column that bears the mandate's reference. */
  readonly reference: 'RUM' | 'REF_AUTORISATION';
  /** Every mandate names its creditor (ICS); else a SEPA one only. */
  readonly namesCreditor: boolean;
}

/** SEPA alone: mandate reference and creditor identifier. */
export const SEPA_DEBIT: DebitFacts = {
  usualScheme: 'SEPA',
  columns: ['RUM'],
  reference: 'RUM',
  namesCreditor: true,
};

/** Several schemes side by side, each with a reference of its own. */
export const SWISS_DEBIT: DebitFacts = {
  usualScheme: 'LSV+',
  columns: ['SYSTEME', 'REF_AUTORISATION'],
  reference: 'REF_AUTORISATION',
  namesCreditor: false,
};

/** The names of a debit that a donor's bank knows, as an e-mail must tell them. */
export function debitReferences({ columns, namesCreditor }: DebitFacts): readonly (MandateColumn | 'ICS')[] {
  return namesCreditor ? [...columns, 'ICS'] : columns;
}
