import {
  type Corrections,
  IDENTITY_FIELDS,
  type IdentityField,
  TYPED_FIELDS,
  type TypedField,
} from '../../../shared/call-outcome.ts';
import { MAX_LINE, readCoordinate } from '../../../shared/coordinates.ts';
import { MAX_NAME, readIdentity } from '../../../shared/identity.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { isPhoneSlot } from '../../../shared/phone-slots.ts';
import { FRENCH } from '../../words/french.ts';
import { textField } from '../text-field.ts';
import type { Call } from './call.ts';
import type { CorrectionForm } from './forms.ts';
import { suggestionFor } from './suggestions.ts';
import { placeOf, typedIn } from './typed-fields.ts';

/** Longest values of the return file (docs/rules/layouts.md). */
const MAX_LENGTH: Record<TypedField, number> = {
  ADR_L2: MAX_LINE,
  ADR_L3: MAX_LINE,
  ADR_L4: MAX_LINE,
  ADR_L5: MAX_LINE,
  CP: 10,
  VILLE: MAX_LINE,
  EMAIL: 254,
  TEL_FIXE: 20,
  TEL_MOBILE: 20,
  TEL_AUTRE: 20,
  NOM: MAX_NAME,
  PRENOM: MAX_NAME,
  DATE_NAISSANCE: 10,
};

/** One field per line, with what is known now; corrections made earlier in the call come back. */
export function openCorrectionForm(call: Call): CorrectionForm {
  const fields = TYPED_FIELDS.map((name) =>
    textField(call.corrections[name] ?? call.card.donor.fields[name], { max: MAX_LENGTH[name] }),
  );
  return { kind: 'correction', names: TYPED_FIELDS, fields, index: 0 };
}

/** Who the donor is: heard, and proposed to the charity; nothing changes by itself. */
function isIdentity(name: TypedField): name is IdentityField {
  return IDENTITY_FIELDS.some((one) => one === name);
}

/** What changed against the card; the empty text erases. */
export function correctionsOf(form: CorrectionForm, call: Call): Corrections {
  const changed = form.names.filter((name) => typedIn(form, name) !== call.card.donor.fields[name]);
  return Object.fromEntries(changed.map((name) => [name, typedIn(form, name)]));
}

/**
 * What is wrong with the field at `index` as it stands, in French; undefined when it may be kept. Unchanged values are
 * not judged.
 */
export function fieldProblem(form: CorrectionForm, index: number, call: Call): string | undefined {
  const name = form.names[index];
  if (name === undefined) return undefined;
  const value = typedIn(form, name);
  if (value === call.card.donor.fields[name]) return undefined;
  const read = isIdentity(name)
    ? readIdentity(name, value, call.card.nowMs)
    : readCoordinate(name, value, placeOf(form, call));
  return 'problem' in read ? FRENCH.correction.wrong(read.problem) : undefined;
}

/** Index of the first field that may not be kept; −1 when all may. */
export function firstProblem(form: CorrectionForm, call: Call): number {
  return form.names.findIndex((_, index) => fieldProblem(form, index, call) !== undefined);
}

/** What the program makes of a good new value: the number as it will be dialled, a domain probably misspelt. */
export function fieldRemark(form: CorrectionForm, index: number, call: Call): string | undefined {
  const name = form.names[index];
  const value = name === undefined ? '' : typedIn(form, name);
  const suggested = suggestionFor(form, index, call);
  if (suggested) return suggested.says;
  if (name === undefined || value === call.card.donor.fields[name]) return undefined;
  if (isIdentity(name)) return FRENCH.correction.proposed;
  if (value === '') return FRENCH.correction.erased;
  if (!isPhoneSlot(name)) return undefined;
  const parsed = parsePhone(value, call.card.campaign.country, typedIn(form, 'CP'));
  return parsed.ok ? FRENCH.correction.read(parsed.national) : undefined;
}
