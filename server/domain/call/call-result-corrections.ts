import { CORRECTABLE_FIELDS, type CorrectableField, type Corrections } from '../../../shared/call-outcome.ts';
import { readCoordinate } from '../../../shared/coordinates.ts';
import { isPhoneSlot } from '../../../shared/phone-slots.ts';
import type { CallContent, Donor } from '../donor.ts';

export interface Corrected {
  readonly donor: Donor;
  /** Before/after pairs; numbers as E.164. A value typed again unchanged is no correction. */
  readonly changes: CallContent['changes'];
  /** French, one per refused field. */
  readonly problems: readonly string[];
}

const ADDRESS_KEYS = {
  ADR_L2: 'addressL2',
  ADR_L3: 'addressL3',
  ADR_L4: 'addressL4',
  ADR_L5: 'addressL5',
  CP: 'postcode',
  VILLE: 'city',
  EMAIL: 'email',
} as const;
type TextField = keyof typeof ADDRESS_KEYS;

const FIELD_NAME: Readonly<Record<CorrectableField, string>> = {
  ADR_L2: 'Complément (ligne 2)',
  ADR_L3: 'Complément (ligne 3)',
  ADR_L4: 'Rue (ligne 4)',
  ADR_L5: 'Lieu-dit, boîte ou case (ligne 5)',
  CP: 'Code postal',
  VILLE: 'Ville',
  EMAIL: 'E-mail',
  TEL_FIXE: 'Téléphone fixe',
  TEL_MOBILE: 'Téléphone mobile',
  TEL_AUTRE: 'Autre téléphone',
};

/** Applies the agent's corrections to the donor; postcode first, since it says how an overseas number is read. Pure. */
export function correctDonor(donor: Donor, corrections: Corrections): Corrected {
  let now = donor;
  const changes: CallContent['changes'][number][] = [];
  const problems: string[] = [];
  for (const field of CORRECTABLE_FIELDS) {
    const typed = corrections[field];
    if (typed === undefined) continue;
    const value = readCoordinate(field, typed, now);
    if ('problem' in value) {
      problems.push(`${FIELD_NAME[field]} : ${value.problem}.`);
      continue;
    }
    const before = currentValue(now, field);
    if (before === value.text) continue;
    changes.push({ field, before, after: value.text });
    now = withValue(now, field, value.text);
  }
  return { donor: now, changes, problems };
}

function currentValue(donor: Donor, field: CorrectableField): string {
  if (isPhoneSlot(field)) return donor.phones.find((phone) => phone.slot === field)?.e164 ?? '';
  return donor[ADDRESS_KEYS[field as TextField]];
}

/** A number the donor gives replaces the slot's, untested; the empty text removes it. */
function withValue(donor: Donor, field: CorrectableField, text: string): Donor {
  if (isPhoneSlot(field)) {
    const others = donor.phones.filter((phone) => phone.slot !== field);
    if (text === '') return { ...donor, phones: others };
    const phone = { slot: field, e164: text, source: 'DONATEUR', validity: 'NON_TESTE' } as const;
    return { ...donor, phones: [...others, phone] };
  }
  return { ...donor, [ADDRESS_KEYS[field as TextField]]: text };
}
