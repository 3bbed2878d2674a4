import { amountProblem, MAX_AMOUNT_MINOR } from '../../../shared/amount-bounds.ts';
import { readAmountText } from '../../../shared/amount-text.ts';
import { cardNumber } from '../../../shared/card-number.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { RawCell, RawRow, SheetFacts } from '../contact-file/raw-sheet.ts';

/** What the charity says of one payment. `reference` is its own, hashed before anything is kept. */
export interface FulfilmentRow {
  readonly rowNumber: number;
  readonly token: string;
  readonly status: 'PAYE' | 'ANNULE';
  /** In the currency of the campaign's country; 0 of a cancelled one. */
  readonly minor: number;
  readonly paidOn: CivilDate;
  readonly reference: string;
}

/** A row that says nothing that can be counted; `problem` is a French sentence without a value of the row. */
interface UnreadRow {
  readonly rowNumber: number;
  readonly problem: string;
}

const COLUMNS = ['JETON', 'STATUT', 'MONTANT', 'DATE', 'REFERENCE'] as const;
type Name = (typeof COLUMNS)[number];
type Cells = Readonly<Record<Name, RawCell>>;

const EMPTY: RawCell = { kind: 'empty' };
/** 128 bits as an address may hold them. */
const TOKEN = /^[A-Za-z0-9_-]{22}$/;

function placesOf({ header }: SheetFacts): ReadonlyMap<Name, number> {
  const named = header.map((text) => text.trim().toUpperCase());
  const places = new Map(COLUMNS.map((name) => [name, named.indexOf(name)] as const));
  const missing = COLUMNS.filter((name) => places.get(name) === -1);
  if (missing.length === 0) return places;
  throw new AppError({
    code: 'layout-missing-columns',
    kind: 'invalid',
    message: `Colonnes obligatoires absentes : ${missing.join(', ')}.`,
    hint: 'La première ligne porte JETON, STATUT, MONTANT, DATE et REFERENCE ; rien n’a été pris en compte.',
  });
}

const textOf = (cell: RawCell): string => (cell.kind === 'text' ? cell.text.trim() : '');

/** A number that Excel holds, or a text that says one without any doubt. */
function minorOf(cell: RawCell, country: Country): number | undefined {
  if (cell.kind === 'number') {
    const minor = Math.round(cell.value * 100);
    return Math.abs(cell.value * 100 - minor) < 1e-6 ? minor : undefined;
  }
  const read = readAmountText(textOf(cell));
  const { currency } = countryFacts(country);
  return read && (read.currency ?? currency) === currency ? read.minor : undefined;
}

function dayOf(cell: RawCell): CivilDate | undefined {
  if (cell.kind === 'date') return cell.date;
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(textOf(cell)) ?? [];
  const written = year === undefined ? textOf(cell) : `${year}-${month}-${day}`;
  try {
    return Temporal.PlainDate.from(written, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

type Read<T> = { readonly value: T } | { readonly problem: string };

function readAmount(cells: Cells, country: Country): Read<number> {
  const minor = minorOf(cells.MONTANT, country);
  if (minor === undefined)
    return { problem: 'MONTANT : un montant comme 50 ou 12,50, dans la monnaie du pays.' };
  const { currency } = countryFacts(country);
  const bounds = { minMinor: 1, maxMinor: MAX_AMOUNT_MINOR, currency };
  return amountProblem({ minor, currency }, bounds, country) === undefined
    ? { value: minor }
    : { problem: 'MONTANT : hors de ce qui peut se payer.' };
}

function readRow(cells: Cells, rowNumber: number, country: Country): FulfilmentRow | UnreadRow {
  const refuse = (problem: string): UnreadRow => ({ rowNumber, problem });
  if (COLUMNS.some((name) => ['formula', 'error', 'malformed'].includes(cells[name].kind)))
    return refuse('Une formule, ou une cellule illisible : des valeurs seules.');
  const [token, status] = [textOf(cells.JETON), textOf(cells.STATUT).toUpperCase()];
  const reference =
    cells.REFERENCE.kind === 'number' ? String(cells.REFERENCE.value) : textOf(cells.REFERENCE);
  if (cardNumber(`${reference} ${token} ${status}`))
    return refuse('Un numéro de carte : il n’a été ni gardé ni noté.');
  if (!TOKEN.test(token)) return refuse('JETON : les 22 signes qui finissent le lien.');
  if (status !== 'PAYE' && status !== 'ANNULE') return refuse('STATUT : PAYE ou ANNULE.');
  const paidOn = dayOf(cells.DATE);
  if (paidOn === undefined) return refuse('DATE : un jour qui existe, comme 2026-12-05 ou 05/12/2026.');
  if (status === 'ANNULE') return { rowNumber, token, status, minor: 0, paidOn, reference };
  if (reference === '' || reference.length > 80)
    return refuse('REFERENCE : celle du paiement, 80 signes au plus.');
  const amount = readAmount(cells, country);
  return 'problem' in amount
    ? refuse(amount.problem)
    : { rowNumber, token, status, minor: amount.value, paidOn, reference };
}

/**
 * The rows of a fulfilment file that say something. AppError `layout-missing-columns`, at once; faults of a row stand on the
 * row.
 */
export function readFulfilment(
  sheet: SheetFacts & { readonly rows: readonly RawRow[] },
  country: Country,
): readonly (FulfilmentRow | UnreadRow)[] {
  const places = placesOf(sheet);
  return sheet.rows
    .filter(({ cells }) => cells.some(({ kind }) => kind !== 'empty'))
    .map(({ cells, number }) => {
      const of = (name: Name): RawCell => cells[places.get(name) ?? -1] ?? EMPTY;
      const named = {
        ...{ JETON: of('JETON'), STATUT: of('STATUT'), MONTANT: of('MONTANT') },
        ...{ DATE: of('DATE'), REFERENCE: of('REFERENCE') },
      };
      return readRow(named, number, country);
    });
}

/** `{ORG}_REGLEMENTS_{PAYS}_{AAAAMMJJ}.xlsx.pgp`; a second file of one day ends in `-2`. */
export function isFulfilmentName(
  fileName: string,
  { charity, country }: { readonly charity: string; readonly country: Country },
): boolean {
  return new RegExp(`^${charity}_REGLEMENTS_${country}_\\d{8}(?:-\\d{1,2})?\\.xlsx\\.pgp$`).test(fileName);
}
