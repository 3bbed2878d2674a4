import { CORRECTABLE_FIELDS, type CorrectableField } from '../../../shared/call-outcome.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import { isPhoneSlot } from '../../../shared/phone-slots.ts';
import type { Donor, RecordContent } from '../donor.ts';

/** `X_AVANT` and `X_APRES` of one correctable field; equal when nothing was corrected. */
export interface FieldPair {
  readonly field: CorrectableField;
  readonly before: string;
  readonly after: string;
}

/** The pairs of a record, in the order of the layout. A number written otherwise but the same is no correction. */
export function fieldPairs({ donor, imported }: RecordContent): readonly FieldPair[] {
  return CORRECTABLE_FIELDS.map((field) => {
    const before = imported[field];
    const now = currentValue(donor, field);
    return {
      field,
      before,
      after: isPhoneSlot(field) && sameNumber(before, now, donor.country) ? before : now,
    };
  });
}

function currentValue(donor: Donor, field: CorrectableField): string {
  switch (field) {
    case 'ADR_L2':
      return donor.addressL2;
    case 'ADR_L3':
      return donor.addressL3;
    case 'ADR_L4':
      return donor.addressL4;
    case 'ADR_L5':
      return donor.addressL5;
    case 'CP':
      return donor.postcode;
    case 'VILLE':
      return donor.city;
    case 'EMAIL':
      return donor.email;
    case 'TEL_FIXE':
    case 'TEL_MOBILE':
    case 'TEL_AUTRE':
      return donor.phones.find((phone) => phone.slot === field)?.e164 ?? '';
  }
}

/** Whatever the prefix: `06 39…`, `0033 6 39…`, `+33 6 39…`. */
function sameNumber(raw: string, e164: string, country: Country): boolean {
  const { subscriberDigits } = countryFacts(country).dialling;
  const digits = (text: string) => text.replace(/\D/g, '').slice(-subscriberDigits);
  return digits(raw).length === subscriberDigits && digits(raw) === digits(e164);
}
