import { CORRECTABLE_FIELDS } from '../../../shared/call-outcome.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { CallContent, Donor, RecordContent } from '../donor.ts';

interface Remains {
  readonly country: Country;
  readonly segment: string;
  readonly giftMinor: number;
  readonly currency: Currency;
  readonly frequency: Frequency;
}

/**
 * What stands in the place of an erased person: nobody, with the columns that the figures need and that the queue shows
 * anyway.
 */
export function erasedContent(remains: Remains): RecordContent {
  const { country, segment, giftMinor: amountMinor, currency, frequency } = remains;
  const donor: Donor = {
    donorId: '',
    civility: '',
    lastName: '',
    firstName: '',
    language: '',
    addressL2: '',
    addressL3: '',
    addressL4: '',
    addressL5: '',
    postcode: '',
    city: '',
    country,
    npai: false,
    phones: [],
    email: '',
    emailOptIn: false,
    segment,
    gift: { amountMinor, currency, frequency },
    mandate: { scheme: countryFacts(country).debit.usualScheme, reference: '', creditorIdentifier: '' },
    targets: {},
    infos: [],
    extra: {},
  };
  const imported = Object.fromEntries(CORRECTABLE_FIELDS.map((field) => [field, '']));
  return { donor, imported: imported as RecordContent['imported'] };
}

export const ERASED_CALL: CallContent = { changes: [], note: '' };
