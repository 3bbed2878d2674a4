import type { TypedField } from '../../../shared/call-outcome.ts';
import type { HomePlace } from '../../../shared/coordinates.ts';
import { FRENCH } from '../../words/french.ts';
import type { Call } from './call.ts';
import type { CorrectionForm } from './forms.ts';

/** What stands in that field of the form now; '' also when the form does not list it. */
export function typedIn(form: CorrectionForm, name: TypedField): string {
  return form.fields[form.names.indexOf(name)]?.text.trim() ?? '';
}

/** True for a field that says something else than the card. */
export function isRetyped(form: CorrectionForm, name: TypedField, { card }: Call): boolean {
  return typedIn(form, name) !== card.donor.fields[name];
}

/** Where the donor lives, as the form says it now. */
export function placeOf(form: CorrectionForm, { card }: Call): HomePlace {
  return { country: card.campaign.country, postcode: typedIn(form, 'CP') };
}

/** What that field is called, in the words of the donor's country. */
export function fieldLabel(name: TypedField, { card }: Call): string {
  const { fields, ownFields } = FRENCH.correction;
  return ownFields[card.campaign.country][name] ?? fields[name];
}
