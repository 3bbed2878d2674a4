/** Systems between banks, each with days of its own on which nothing is settled. */
export type BankSystem = 'TARGET' | 'SIC';

interface SchemeFacts {
  /** Settles its debits, so gives the days on which one may fall. */
  readonly settledBy: BankSystem;
  /** A debit order exists; without one the donor pays each bill. */
  readonly isOrder: boolean;
}

/** Schemes under which a regular gift is collected, or billed (eBill, QR-bill). */
const SCHEMES = {
  SEPA: { settledBy: 'TARGET', isOrder: true },
  'LSV+': { settledBy: 'SIC', isOrder: true },
  'CH-DD': { settledBy: 'SIC', isOrder: true },
  EBILL: { settledBy: 'SIC', isOrder: false },
  QR: { settledBy: 'SIC', isOrder: false },
} satisfies Record<string, SchemeFacts>;

export type DebitScheme = keyof typeof SCHEMES;

export function schemeFacts(scheme: DebitScheme): SchemeFacts {
  return SCHEMES[scheme];
}

/** What the charity must do with a mandate (docs/rules/direct-debit.md, weekly file column MANDAT_ACTION). */
export type MandateAction = 'REUTILISER' | 'NOUVEAU_SIGNATURE' | 'A_VERIFIER';

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
