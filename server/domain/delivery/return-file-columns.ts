import { CORRECTABLE_FIELDS, IDENTITY_FIELDS, type IdentityField } from '../../../shared/call-outcome.ts';
import { asksSomething, type CampaignKind, callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import {
  type Disposition,
  dispositionOf,
  isAwaitingSignature,
  isProcessed,
} from '../../../shared/dispositions.ts';
import { PHONE_SLOTS } from '../../../shared/phone-slots.ts';
import { isoWithOffset } from '../../../shared/time.ts';
import { CHECK_COLUMN, type CheckStanding } from '../agreement/agreement-check.ts';
import { judgedOn } from '../agreement/first-debit.ts';
import { mandateAction } from '../agreement/mandate-action.ts';
import { knownIdentity } from '../call/identity-proposals.ts';
import type { CellValue, ColumnSpec } from '../files/sheets.ts';
import { isRefusal, isStopRequest } from '../indicators/indicator-counters.ts';
import { type PostalLines, postalLines } from '../postal/postal-lines.ts';
import type { ReturnFact } from './return-file-facts.ts';
import { type FieldPair, fieldPairs } from './return-file-pairs.ts';

/** Longest comment that leaves (docs/rules/layouts.md#return-file). */
export const MAX_COMMENT = 250;

/** A fact with what several columns read, worked out once a row. */
export interface ReturnRow {
  readonly fact: ReturnFact;
  readonly last: Disposition | undefined;
  /** The final disposition; undefined while the record is open. */
  readonly final: Disposition | undefined;
  readonly pairs: readonly FieldPair[];
  readonly post: PostalLines;
}

export interface ReturnColumn extends ColumnSpec {
  readonly cell: (row: ReturnRow) => CellValue;
}

type Column = readonly [string, ColumnSpec['kind'], (row: ReturnRow) => CellValue, (number | undefined)?];

export function returnRow(fact: ReturnFact): ReturnRow {
  const last = fact.disposition === null ? undefined : dispositionOf(fact.disposition);
  return {
    fact,
    last,
    final: last?.isFinal ? last : undefined,
    pairs: fieldPairs(fact.content),
    post: postalLines(fact.content),
  };
}

const yesNo = (answer: boolean | undefined): string => (answer ? 'O' : 'N');
const instant = (atMs: number | undefined): CellValue => (atMs === undefined ? null : isoWithOffset(atMs));
const amount = (minor: number | null | undefined): CellValue =>
  minor === null || minor === undefined ? null : { minor };

const RESULT: readonly Column[] = [
  ['ID_DONATEUR', 'text', ({ fact }) => fact.content.donor.donorId],
  ['CODE_CAMPAGNE', 'text', ({ fact }) => fact.campaign],
  ['SEGMENT', 'text', ({ fact }) => fact.segment],
  ['STATUT_FINAL', 'text', ({ final }) => final?.code ?? ''],
  ['LIBELLE_STATUT', 'text', statusLabel, 44],
  ['FAMILLE', 'text', ({ final }) => final?.family ?? '', 20],
  ['TRAITEE', 'text', ({ final }) => yesNo(final && isProcessed(final)), 9],
  ['CU', 'text', ({ final }) => yesNo(final?.useful), 6],
  ['CA', 'text', ({ final }) => yesNo(final?.pitched), 6],
  ['ACCORD', 'text', (row) => yesNo((row.final?.agreement || isSigned(row)) && holds(row)), 9],
  ['MOTIF_REFUS', 'text', ({ final }) => (final && isRefusal(final) ? final.code : '')],
  ['FREIN_REACTIVATION', 'text', brakes, 24],
  ['MOTIF_ARRET_ENTENDU', 'text', ({ fact }) => noted(fact, 'stopReasons'), 24],
  ['NB_TENTATIVES', 'integer', ({ fact }) => fact.attempts],
  ['DATE_1ER_APPEL', 'text', ({ fact }) => instant(fact.calls[0]?.startedAtMs), 26],
  ['DATE_DERNIER_APPEL', 'text', ({ fact }) => instant(fact.calls.at(-1)?.startedAtMs), 26],
  [
    'DUREE_TOTALE_S',
    'integer',
    ({ fact }) => fact.calls.reduce((sum, call) => sum + call.durationSeconds, 0),
  ],
  ['STATUT_DON_AVANT', 'text', ({ fact }) => statusBefore(fact)],
  ['MONTANT_AVANT', 'amount', ({ fact }) => amount(giftOf(fact))],
  ['STATUT_DON_APRES', 'text', (row) => giftAfter(row).status],
  ['MONTANT_APRES', 'amount', (row) => amount(giftAfter(row).minor)],
  ['DEVISE', 'text', ({ fact }) => fact.currency, 8],
  ['PERIODICITE', 'text', ({ fact }) => fact.content.donor.gift.frequency, 8],
  [
    'DON_PONCTUEL',
    'amount',
    (row) => (row.final?.oneOff && !isCancelledGift(row) ? amount(lastValue(row.fact, 'oneOffMinor')) : null),
  ],
  ['OPPOSITION', 'text', ({ final }) => yesNo(final && isOpposed(final)), 10],
];

/** What is wider than a number: an address is read whole. */
const WIDTHS = { ADR_L2: 32, ADR_L3: 32, ADR_L4: 32, ADR_L5: 32, VILLE: 24, EMAIL: 34 } as const;
const WIDER = new Map<string, number>(Object.entries(WIDTHS));

const CORRECTED: readonly Column[] = CORRECTABLE_FIELDS.flatMap((field): Column[] => {
  const of = (row: ReturnRow) => row.pairs.find((pair) => pair.field === field);
  const width = WIDER.get(field);
  return [
    [`${field}_AVANT`, 'text', (row) => of(row)?.before ?? '', width],
    [`${field}_APRES`, 'text', (row) => of(row)?.after ?? '', width],
  ];
});

/** Never applied here: a human of the charity judges. Both are blank where nothing was proposed. */
const IDENTITY: readonly Column[] = IDENTITY_FIELDS.flatMap((field): Column[] => [
  [
    `${field}_CONNU`,
    'text',
    ({ fact }) => (isProposed(fact, field) ? knownIdentity(fact.content.donor, field) : ''),
  ],
  [`${field}_PROPOSE`, 'text', ({ fact }) => fact.content.proposed?.[field] ?? ''],
]);

function isProposed({ content }: ReturnFact, field: IdentityField): boolean {
  return content.proposed?.[field] !== undefined;
}

/** An envelope as its country’s post reads it, after the calls; the name is the charity’s own line. */
const POST: readonly Column[] = [
  ...([2, 3, 4, 5, 6] as const).map(
    (line, at): Column => [`POSTE_L${line}`, 'text', ({ post }) => post.lines[at] ?? '', 38],
  ),
  ['POSTE_ETAT', 'text', ({ post }) => post.state],
];

const PHONES: readonly Column[] = [
  ...PHONE_SLOTS.map(
    (slot): Column => [
      `${slot}_VALIDITE`,
      'text',
      ({ fact }) => fact.content.donor.phones.find((phone) => phone.slot === slot)?.validity ?? '',
    ],
  ),
  [
    'TEL_ENRICHI_SOURCE',
    'text',
    ({ fact }) =>
      fact.content.donor.phones
        .filter((phone) => phone.source === 'ENRICHI')
        .map(({ slot, origin, sourceDate }) => [slot, origin, sourceDate].filter(Boolean).join(' '))
        .join(' ; '),
    30,
  ],
];

const FOLLOW_UP: readonly Column[] = [
  ['DEMANDE_RGPD', 'text', ({ final }) => yesNo(final?.personRequest), 10],
  ['A_TRAITER_CLIENT', 'text', ({ final }) => (final?.family === 'ARRÊT / LITIGE' ? final.code : '')],
  ['ACCORD_ANNULE', 'text', (row) => yesNo(isCancelledGift(row)), 10],
  ['VERIFICATION_ACCORD', 'text', verificationOf],
  ['COORDONNEES_MODIFIEES', 'text', changedFields, 30],
  [
    'IDENTITE_A_VALIDER',
    'text',
    ({ fact }) => IDENTITY_FIELDS.filter((field) => isProposed(fact, field)).join(' '),
    24,
  ],
  ['COMMENTAIRE', 'text', ({ fact }) => [...fact.note].slice(0, MAX_COMMENT).join(''), 50],
];

/** Only of a campaign of thanks: the answer to the question of satisfaction, as the last call noted it. */
const SATISFACTION: Column = [
  'SATISFACTION',
  'text',
  ({ fact }) =>
    fact.calls.findLast(({ notes }) => notes?.satisfaction.length)?.notes?.satisfaction.at(-1) ?? '',
  18,
];

/**
 * Columns of the return file in the order of docs/rules/layouts.md#return-file; the charity's own extra columns come
 * after them.
 */
export const RETURN_COLUMNS: readonly ReturnColumn[] = [
  ...RESULT,
  ...CORRECTED,
  ...IDENTITY,
  ...POST,
  ...PHONES,
  ...FOLLOW_UP,
].map(columnOf);

function columnOf([header, kind, cell, width = 16]: Column): ReturnColumn {
  return { header, kind, cell, width };
}

/** Those of a campaign of that kind; whatever asks nothing has its answers of satisfaction besides. */
export function returnColumns(kind: CampaignKind): readonly ReturnColumn[] {
  return asksSomething(kind) ? RETURN_COLUMNS : [...RETURN_COLUMNS, columnOf(SATISFACTION)];
}

/** No amount stands in the file of a campaign that asks nothing. */
function giftOf({ kind, giftMinor }: ReturnFact): number | null {
  return asksSomething(kind) ? giftMinor : null;
}

function statusLabel({ fact, last, final }: ReturnRow): string {
  const { country } = fact.content.donor;
  if (final) return dispositionLabel(final.code, country);
  if (last) return `En cours : ${dispositionLabel(last.code, country)}`;
  return fact.calls.length === 0 ? 'Jamais appelée' : 'En cours';
}

/** what holds a lapsed donor back, as the answers of the calls noted it; one who resumed has overcome it. */
function brakes(row: ReturnRow): string {
  const { final } = row;
  const resumed = final?.form === 'agreement' && !isCancelledGift(row);
  return resumed ? '' : noted(row.fact, 'brakes');
}

/** Codes noted over all the calls of the record, each once, in the order first said. */
function noted({ calls }: ReturnFact, kind: 'brakes' | 'stopReasons'): string {
  return [...new Set(calls.flatMap((call) => call.notes?.[kind] ?? []))].join(' ');
}

/** Wants no more calls, or was on an opposition list; a death blocks the number but opposes nothing. */
function isOpposed(row: Disposition): boolean {
  return row.doNotCall === 'all' && !row.correction;
}

function statusBefore(fact: ReturnFact): string {
  return callsStoppedGifts(fact.kind) ? 'ARRETE' : 'ACTIF';
}

/** The agreement or one-off gift that closed the record was cancelled: what was before it stands. */
function isCancelledGift({ fact, final }: ReturnRow): boolean {
  const gave = final?.form === 'agreement' || final?.form === 'one-off';
  return gave && fact.calls.findLast((call) => call.disposition === final.code)?.isCancelled === true;
}

/** Where the verification of the agreement that closed the record stands (F-05). */
function checkOf({ fact, final }: ReturnRow): CheckStanding | undefined {
  return fact.calls.findLast((call) => call.disposition === final?.code)?.check;
}

/** Blank where nothing is to be verified. */
function verificationOf(row: ReturnRow): string {
  const standing = checkOf(row);
  return standing === undefined ? '' : CHECK_COLUMN[standing];
}

/** Neither cancelled nor rejected by its verifier: no weekly file carried a rejected one. */
function holds(row: ReturnRow): boolean {
  return !isCancelledGift(row) && checkOf(row) !== 'rejected';
}

/** The new mandate that the agreement waited for was signed. */
function isSigned({ fact, final }: ReturnRow): boolean {
  return fact.calls.some((call) => call.isSigned && call.disposition === final?.code);
}

/** Names of the fields that the charity has to change, and of those alone. */
function changedFields({ pairs }: ReturnRow): string {
  return pairs
    .filter(({ before, after }) => before !== after)
    .map(({ field }) => field)
    .join(' ');
}

function giftAfter(row: ReturnRow): { readonly status: string; readonly minor: number | null } {
  const { fact, final } = row;
  if (!holds(row)) return giftBefore(fact);
  if (final?.agreement || isSigned(row))
    return { status: debitStatus(row), minor: lastValue(fact, 'newMinor') };
  if (final && isAwaitingSignature(final)) return { status: 'A_SIGNER', minor: lastValue(fact, 'newMinor') };
  if (final && isStopRequest(final)) return { status: 'ARRET_DEMANDE', minor: giftOf(fact) };
  return giftBefore(fact);
}

/**
 * A resumed gift runs only under a mandate that may be debited: the weekly files held the others back
 * (docs/rules/direct-debit.md).
 */
function debitStatus(row: ReturnRow): string {
  const { kind, calls, content } = row.fact;
  const agreed = calls.findLast((call) => call.disposition === row.final?.code);
  if (agreed?.check === 'to-check') return 'A_VERIFIER';
  if (!callsStoppedGifts(kind) || !agreed || isSigned(row)) return 'ACTIF';
  const { gift, mandate } = content.donor;
  const action = mandateAction({ kind, gift, mandate, debitOn: judgedOn(agreed) });
  return AFTER[action];
}

const AFTER = { REUTILISER: 'ACTIF', NOUVEAU_SIGNATURE: 'A_SIGNER', A_VERIFIER: 'A_VERIFIER' } as const;

function giftBefore(fact: ReturnFact): { readonly status: string; readonly minor: number | null } {
  return { status: statusBefore(fact), minor: callsStoppedGifts(fact.kind) ? null : giftOf(fact) };
}

function lastValue(fact: ReturnFact, field: 'newMinor' | 'oneOffMinor'): number | null {
  return fact.calls.findLast((call) => call[field] !== null)?.[field] ?? null;
}
