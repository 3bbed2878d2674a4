import type { TypedField } from '../../../shared/call-outcome.ts';
import { likelyDomain } from '../../../shared/email.ts';
import { type ParsedPhone, parsePhone } from '../../../shared/phone.ts';
import { graphemes } from '../../../shared/screen/cells.ts';
import { townKey } from '../../../shared/town-key.ts';
import { FRENCH } from '../../words/french.ts';
import { textField } from '../text-field.ts';
import type { Call } from './call.ts';
import type { CorrectionForm } from './forms.ts';
import { fieldLabel, isRetyped, placeOf, typedIn } from './typed-fields.ts';

/** What the program would rather have in a field than what stands there: shown, taken by one key, never by itself. */
export interface Suggestion {
  /** French clause. */
  readonly says: string;
  /** What stands there is probably wrong: it is asked about before it is kept. */
  readonly isDoubt: boolean;
  /** Fields and what they would hold; none when there is something to look at and nothing to take. */
  readonly values: Readonly<Partial<Record<TypedField, string>>>;
}

type Suggest = (form: CorrectionForm, call: Call) => Suggestion | undefined;

const SUGGESTIONS: Readonly<Partial<Record<TypedField, Suggest>>> = {
  CP: townOfPostcode,
  VILLE: townOfPostcode,
  EMAIL: knownDomain,
  TEL_FIXE: (form, call) => otherSlot(form, call, { from: 'TEL_FIXE', to: 'TEL_MOBILE', type: 'mobile' }),
  TEL_MOBILE: (form, call) => otherSlot(form, call, { from: 'TEL_MOBILE', to: 'TEL_FIXE', type: 'fixed' }),
};

export function suggestionFor(form: CorrectionForm, index: number, call: Call): Suggestion | undefined {
  const name = form.names[index];
  return name && SUGGESTIONS[name]?.(form, call);
}

/** The first town of a new place’s postcode, then the next one each time; another than theirs is doubtful, never refused. */
function townOfPostcode(form: CorrectionForm, call: Call): Suggestion | undefined {
  const { postcode, names = [] } = form.towns ?? {};
  const isNewPlace = isRetyped(form, 'CP', call) || isRetyped(form, 'VILLE', call);
  if (names.length === 0 || postcode !== typedIn(form, 'CP') || !isNewPlace) return undefined;
  const at = names.findIndex((name) => townKey(name) === townKey(typedIn(form, 'VILLE')));
  const next = names[(at + 1) % names.length];
  if (next === undefined || (at >= 0 && names.length === 1)) return undefined;
  const others = [...names.slice(at + 2), ...names.slice(0, Math.max(0, at))];
  return { says: FRENCH.correction.towns(next, others), isDoubt: at < 0, values: { VILLE: next } };
}

function knownDomain(form: CorrectionForm, call: Call): Suggestion | undefined {
  if (!isRetyped(form, 'EMAIL', call)) return undefined;
  const typed = typedIn(form, 'EMAIL');
  const domain = likelyDomain(typed);
  if (domain === undefined) return undefined;
  const values = { EMAIL: typed.slice(0, typed.lastIndexOf('@') + 1) + domain };
  return { says: FRENCH.correction.likely(domain), isDoubt: true, values };
}

interface Slots {
  readonly from: 'TEL_FIXE' | 'TEL_MOBILE';
  readonly to: 'TEL_FIXE' | 'TEL_MOBILE';
  /** Of the numbers that belong in the other one. */
  readonly type: (ParsedPhone & { ok: true })['type'];
}

/** A mobile typed as a fixed number, and the reverse: it changes place, and the field says again what the card said. */
function otherSlot(form: CorrectionForm, call: Call, { from, to, type }: Slots): Suggestion | undefined {
  if (!isRetyped(form, from, call)) return undefined;
  const typed = typedIn(form, from);
  const { country, postcode } = placeOf(form, call);
  const read = parsePhone(typed, country, postcode);
  if (!read.ok || read.type !== type) return undefined;
  const label = fieldLabel(to, call);
  if (typedIn(form, to) !== '')
    return { says: FRENCH.correction.misplaced(label), isDoubt: true, values: {} };
  const values = { [from]: call.card.donor.fields[from], [to]: typed };
  return { says: FRENCH.correction.moved(label), isDoubt: true, values };
}

/** The form with what is suggested for the field under the cursor, once it stands at the end of it. */
export function takeSuggestion(form: CorrectionForm, call: Call): CorrectionForm | undefined {
  const field = form.fields[form.index];
  const values = suggestionFor(form, form.index, call)?.values ?? {};
  if (!field || field.cursor < graphemes(field.text).length || Object.keys(values).length === 0)
    return undefined;
  const fields = form.fields.map((one, at) => {
    const name = form.names[at];
    const value = name === undefined ? undefined : values[name];
    return value === undefined ? one : textField(value, { max: one.max });
  });
  return { ...form, fields };
}

/** The first field in doubt whose suggestion was neither taken nor asked about, and what is then known to be asked. */
export function openSuggestion(
  form: CorrectionForm,
  call: Call,
): { readonly index: number; readonly doubted: string } | undefined {
  const open = form.names.flatMap((name, index) => {
    // The postcode's own line only repeats what the town's says.
    const suggested = name === 'CP' ? undefined : suggestionFor(form, index, call);
    return suggested?.isDoubt ? [{ index, text: `${form.fields[index]?.text} ${suggested.says}` }] : [];
  });
  const doubted = open.map(({ text }) => text).join('\n');
  const [first] = open;
  return first && doubted !== form.doubted ? { index: first.index, doubted } : undefined;
}
