import { type ParsedPhone, parsePhone, splitPhones } from '../../../shared/phone.ts';
import { PHONE_SLOTS, type PhoneSlot, SPARE_FIRST } from '../../../shared/phone-slots.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { DonorPhone } from '../donor.ts';
import type { ContactProfile } from './contact-profile.ts';
import { accepted, type Reading, type RowProblem, refused } from './contact-remarks.ts';
import { cleanText, type FilledCell } from './contact-texts.ts';

const MAX_CELL = 100;

/** The text of a phone cell; a number cell is written in full (Excel never does for long ones). */
export function readPhoneText(cell: FilledCell): Reading<string> {
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

export interface PhoneCells {
  readonly texts: Readonly<Record<PhoneSlot, string | undefined>>;
  readonly postcode: string;
  readonly source: DonorPhone['source'];
  readonly sourceDate: CivilDate | undefined;
}

type Valid = Extract<ParsedPhone, { ok: true }>;

function problem(column: PhoneSlot, code: string, message: string): RowProblem {
  return { column, code, message, severity: 'warning' };
}

/** Every number of a row: at most one per slot, none twice. A number that cannot be called is left out with a warning. */
export function readPhones(
  cells: PhoneCells,
  profile: ContactProfile,
): { readonly phones: readonly DonorPhone[]; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = [];
  const bySlot = new Map<PhoneSlot, Valid>();
  const spare: { readonly from: PhoneSlot; readonly phone: Valid }[] = [];
  for (const slot of PHONE_SLOTS) {
    for (const text of splitPhones(cells.texts[slot] ?? '')) {
      const phone = parsePhone(text, profile.country, cells.postcode);
      if (!phone.ok) problems.push(problem(slot, 'phone-invalid', `Numéro écarté : ${phone.why}.`));
      else if (bySlot.has(slot)) spare.push({ from: slot, phone });
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
  bySlot: Map<PhoneSlot, Valid>,
  spare: readonly { readonly from: PhoneSlot; readonly phone: Valid }[],
): readonly RowProblem[] {
  return spare.map(({ from, phone }) => {
    const free = SPARE_FIRST.find((slot) => !bySlot.has(slot));
    if (free === undefined) return problem(from, 'phone-dropped', 'Numéro en trop, écarté : plus de place.');
    bySlot.set(free, phone);
    return problem(from, 'phone-moved', `Plusieurs numéros dans la cellule : le suivant passe en ${free}.`);
  });
}

function dropRepeats(bySlot: Map<PhoneSlot, Valid>): readonly RowProblem[] {
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
