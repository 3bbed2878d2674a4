import { type CivilDate, isoWithOffset } from '../../../shared/time.ts';
import type { CellValue, ColumnSpec, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import type { LineSettings } from './line-settings.ts';
import { type LinkTexts, linkMessage, linkValues } from './link-texts.ts';
import type { PledgeContent, PledgeFacts } from './stored-pledge.ts';

/** Of the columns: another number when one of them means something else. */
const LAYOUT = 1;

/** A pledge of the file, opened in memory. */
export interface PledgeLine {
  readonly row: PledgeFacts & { readonly noticeVersion: string };
  readonly content: PledgeContent;
}

export interface PledgeFileFacts {
  readonly settings: LineSettings;
  readonly texts: LinkTexts;
  readonly day: CivilDate;
  /** Oldest first. */
  readonly lines: readonly PledgeLine[];
  /** Equal facts give equal bytes. */
  readonly createdAtMs: number;
}

const STATES: Readonly<Record<PledgeFacts['state'], string>> = {
  recorded: 'ENREGISTREE',
  checked: 'CONFIRMEE',
  linkSent: 'LIEN_ENVOYE',
  reminded: 'RAPPELEE',
  paid: 'PAYEE',
  differs: 'AUTRE_MONTANT',
  lapsed: 'EXPIREE',
  withdrawn: 'RETIREE',
};
const WAYS: Readonly<Record<PledgeFacts['way'], string>> = { email: 'EMAIL', sms: 'SMS', letter: 'LETTRE' };
const yes = (is: boolean): string => (is ? 'O' : 'N');

type Column = readonly [
  string,
  ColumnSpec['kind'],
  number,
  (line: PledgeLine, facts: PledgeFileFacts) => CellValue,
];

const COLUMNS: readonly Column[] = [
  ['VERSION', 'integer', 9, () => LAYOUT],
  ['CODE_CAMPAGNE', 'text', 16, ({ row }) => row.campaign],
  ['JETON', 'text', 26, ({ content }) => content.token],
  ['ETAT', 'text', 16, (line) => STATES[isLetterOwed(line) ? 'linkSent' : line.row.state]],
  ['DATE_APPEL', 'text', 26, ({ row }) => isoWithOffset(row.atMs)],
  ['MONTANT', 'amount', 12, ({ row }) => ({ minor: row.amountMinor })],
  ['DEVISE', 'text', 8, ({ row }) => row.currency],
  ['RYTHME', 'text', 12, ({ row }) => (row.rhythm === 'monthly' ? 'MENSUEL' : 'PONCTUEL')],
  ['LIEN_PAR', 'text', 10, ({ row }) => WAYS[row.way]],
  ['NOM', 'text', 24, ({ content }) => content.lastName],
  ['PRENOM', 'text', 20, ({ content }) => content.firstName],
  ['ADRESSE', 'text', 40, ({ content }) => content.street],
  ['CODE_POSTAL', 'text', 12, ({ content }) => content.postcode],
  ['VILLE', 'text', 30, ({ content }) => content.town],
  ['PAYS', 'text', 6, (_, { settings }) => settings.country],
  ['EMAIL', 'text', 34, ({ row, content }) => (row.way === 'email' ? content.to : '')],
  ['TELEPHONE', 'text', 16, ({ row, content }) => (row.way === 'sms' ? content.to : '')],
  ['RECU', 'text', 6, ({ row }) => yes(row.receipt)],
  ['MENTION', 'text', 14, ({ row }) => row.noticeVersion],
  ['MONTANT_REGLE', 'amount', 14, ({ row }) => (row.paidMinor === null ? null : { minor: row.paidMinor })],
];

function letterSheet({ settings, texts, lines }: PledgeFileFacts): SheetSpec {
  const waiting = lines.filter(isLetterOwed);
  return {
    name: 'LETTRES',
    columns: [
      { header: 'JETON', width: 26, kind: 'text' },
      { header: 'DESTINATAIRE', width: 44, kind: 'text' },
      { header: 'ADRESSE', width: 40, kind: 'text' },
      { header: 'CODE_VILLE', width: 40, kind: 'text' },
      { header: 'TEXTE', width: 90, kind: 'text' },
    ],
    rows: waiting.map(({ row, content }) => [
      content.token,
      `${content.firstName} ${content.lastName}`.trim(),
      content.street,
      `${content.postcode} ${content.town}`,
      linkMessage(texts, 'letter', linkValues(promised(row), settings, content.token)) ?? '',
    ]),
  };
}

/** What the texts of a link say of a pledge. */
export function promised({ amountMinor: minor, currency, rhythm }: PledgeFacts) {
  return { amount: { minor, currency }, rhythm } as const;
}

/** Its letter leaves with this file, which the charity prints and posts. */
export function isLetterOwed({ row }: Pick<PledgeLine, 'row'>): boolean {
  return row.way === 'letter' && (row.state === 'checked' || row.state === 'recorded');
}

/**
 * The daily file of pledges for the charity (docs/rules/layouts.md#pledges): a line for each one that something happened to, and
 * the letters to post. The same pledge comes again under its token when its state changes. Pure and deterministic.
 */
export function pledgeFile(facts: PledgeFileFacts): WorkbookSpec {
  return {
    title: `Promesses ${facts.settings.code} ${facts.day}`,
    createdAtMs: facts.createdAtMs,
    sheets: [
      {
        name: 'PROMESSES',
        columns: COLUMNS.map(([header, kind, width]) => ({ header, kind, width })),
        rows: facts.lines.map((line) => COLUMNS.map(([, , , cell]) => cell(line, facts))),
      },
      letterSheet(facts),
    ],
  };
}
