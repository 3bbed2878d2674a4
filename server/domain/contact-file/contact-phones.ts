import { PHONE_SLOTS, type PhoneSlot, SPARE_FIRST } from '../../../shared/phone-slots.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { DonorPhone } from '../donor.ts';
import { type FilledCell, formed } from './cell-form.ts';
import type { ContactProfile } from './contact-profile.ts';
import { accepted, type Reading, type RowProblem, refused } from './contact-remarks.ts';
import { cleanText } from './contact-texts.ts';
import { type CallablePhone, readPhoneCell } from './phone-cell.ts';

const MAX_CELL = 100;

/** The text of a phone cell; a number cell is written in full (Excel never does for long ones). */
export const readPhoneText = formed({ kind: 'phone' }, phoneTextOf);

function phoneTextOf(cell: FilledCell): Reading<string> {
  if (cell.kind === 'number')
    return Number.isInteger(cell.value) && cell.value > 0
      ? accepted(BigInt(cell.value).toString())
      : refused('phone-invalid', 'Numéro illisible.');
  if (cell.kind !== 'text')
    return refused('phone-invalid', 'Numéro illisible : Excel en a fait autre chose.');
  const { text } = cleanText(cell.text.replace(/[\r\n]+/g, ' / '));
  if (text.length > MAX_CELL) return refused('phone-invalid', 'Texte trop long pour un numéro.');
  return { value: text === '' ? undefined : text, remarks: [] };
}

const NOTE = 'Mention à côté du numéro (lieu, poste, heure…) : elle est écartée, le numéro est gardé.';

export interface PhoneCells {
  readonly texts: Readonly<Record<PhoneSlot, string | undefined>>;
  readonly postcode: string;
  readonly source: DonorPhone['source'];
  readonly sourceDate: CivilDate | undefined;
}

function problem(column: PhoneSlot, code: string, message: string): RowProblem {
  return { column, code, message, severity: 'warning' };
}

/** Every number of a row: at most one per slot, none twice. What is no number to call is left out with a warning. */
export function readPhones(
  cells: PhoneCells,
  profile: ContactProfile,
): { readonly phones: readonly DonorPhone[]; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = [];
  const bySlot = new Map<PhoneSlot, CallablePhone>();
  const spare: { readonly from: PhoneSlot; readonly phone: CallablePhone }[] = [];
  for (const slot of PHONE_SLOTS) {
    const text = cells.texts[slot];
    if (text === undefined) continue;
    const cell = readPhoneCell(text, { country: profile.country, postcode: cells.postcode });
    for (const why of cell.refused) problems.push(problem(slot, 'phone-invalid', `Numéro écarté : ${why}.`));
    if (cell.hasNote) problems.push(problem(slot, 'phone-note', NOTE));
    for (const phone of cell.phones) {
      if (bySlot.has(slot)) spare.push({ from: slot, phone });
      else bySlot.set(slot, phone);
    }
  }
  problems.push(...placeSpares(bySlot, spare), ...dropRepeats(bySlot));
  const { source, sourceDate } = cells;
  const phones = PHONE_SLOTS.flatMap((slot): DonorPhone[] => {
    const phone = bySlot.get(slot);
    return phone
      ? [{ slot, e164: phone.e164, source, ...(sourceDate && { sourceDate }), validity: 'NON_TESTE' }]
      : [];
  });
  return { phones, problems };
}

function placeSpares(
  bySlot: Map<PhoneSlot, CallablePhone>,
  spare: readonly { readonly from: PhoneSlot; readonly phone: CallablePhone }[],
): readonly RowProblem[] {
  return spare.map(({ from, phone }) => {
    const free = SPARE_FIRST.find((slot) => !bySlot.has(slot));
    if (free === undefined) return problem(from, 'phone-dropped', 'Numéro en trop, écarté : plus de place.');
    bySlot.set(free, phone);
    return problem(from, 'phone-moved', `Plusieurs numéros dans la cellule : le suivant passe en ${free}.`);
  });
}

function dropRepeats(bySlot: Map<PhoneSlot, CallablePhone>): readonly RowProblem[] {
  const seen = new Set<string>();
  const problems: RowProblem[] = [];
  for (const slot of PHONE_SLOTS) {
    const phone = bySlot.get(slot);
    if (phone === undefined) continue;
    if (seen.has(phone.e164)) {
      bySlot.delete(slot);
      problems.push(problem(slot, 'phone-repeated', 'Même numéro que dans une autre colonne.'));
    }
    seen.add(phone.e164);
  }
  return problems;
}
