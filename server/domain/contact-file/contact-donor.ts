import type { CorrectableField } from '../../../shared/call-outcome.ts';
import { countryFacts } from '../../../shared/country.ts';
import type { PhoneSlot } from '../../../shared/phone-slots.ts';
import { likelyCanton } from '../campaign/swiss-cantons.ts';
import type { Donor, DonorPhone } from '../donor.ts';
import { languageWritten } from './coded-words.ts';
import type { ContactValues } from './contact-columns.ts';
import { giftOf, given, mandateOf, targetsOf } from './contact-gift.ts';
import type { ContactProfile } from './contact-profile.ts';

export interface DonorParts {
  readonly values: ContactValues;
  readonly extra: Readonly<Record<string, string>>;
  readonly phones: readonly DonorPhone[];
}

/** Empty is the campaign's own language. */
function languageOf(text: string | undefined, { settings }: ContactProfile): string {
  return languageWritten(text ?? settings.language);
}

function optionalFields(values: ContactValues): Partial<Donor> {
  return given({
    ageBand: values.TRANCHE_AGE,
    birthDate: values.DATE_NAISSANCE,
    recruitmentChannel: values.CANAL_RECRUTEMENT,
    recruitedOn: values.DATE_RECRUTEMENT,
    firstGiftOn: values.DATE_PREMIER_DON,
    cumulatedMinor: values.CUMUL_DONS?.minor,
    giftCount: values.NB_DONS,
    lastContactOn: values.DERNIER_CONTACT,
  });
}

/** The canton of the row, or the likely one of its postcode (the reader warns « à vérifier »). */
export function cantonOf(values: ContactValues, profile: ContactProfile): string | undefined {
  if (!countryFacts(profile.country).hasCantons) return undefined;
  return values.CANTON ?? likelyCanton(values.CP ?? '');
}

/** The donor a row says, or undefined when a required part was refused (the row then bears an error). */
export function donorOf({ values, extra, phones }: DonorParts, profile: ContactProfile): Donor | undefined {
  const { ID_DONATEUR: donorId, NOM: lastName, PRENOM: firstName } = values;
  const gift = giftOf(values);
  if (donorId === undefined || lastName === undefined || firstName === undefined || gift === undefined)
    return undefined;
  return {
    donorId,
    lastName,
    firstName,
    civility: values.CIVILITE ?? '',
    language: languageOf(values.LANGUE, profile),
    addressL2: values.ADR_L2 ?? '',
    addressL3: values.ADR_L3 ?? '',
    addressL4: values.ADR_L4 ?? '',
    addressL5: values.ADR_L5 ?? '',
    postcode: values.CP ?? '',
    city: values.VILLE ?? '',
    country: profile.country,
    ...given({ canton: cantonOf(values, profile) }),
    npai: values.NPAI ?? false,
    phones,
    email: values.EMAIL ?? '',
    emailOptIn: values.EMAIL_OPTIN ?? false,
    segment: values.SEGMENT ?? '',
    ...optionalFields(values),
    gift,
    mandate: mandateOf(values, profile),
    targets: targetsOf(values),
    infos: [values.INFO_1, values.INFO_2, values.INFO_3, values.INFO_4, values.INFO_5].map(
      (info) => info ?? '',
    ),
    extra,
  };
}

/** The correctable fields as they came, kept beside the donor for the `_AVANT` columns; phones in E.164. */
export function importedFields(donor: Donor): Readonly<Record<CorrectableField, string>> {
  const phone = (slot: PhoneSlot) => donor.phones.find((one) => one.slot === slot)?.e164 ?? '';
  return {
    ADR_L2: donor.addressL2,
    ADR_L3: donor.addressL3,
    ADR_L4: donor.addressL4,
    ADR_L5: donor.addressL5,
    CP: donor.postcode,
    VILLE: donor.city,
    EMAIL: donor.email,
    TEL_FIXE: phone('TEL_FIXE'),
    TEL_MOBILE: phone('TEL_MOBILE'),
    TEL_AUTRE: phone('TEL_AUTRE'),
  };
}
