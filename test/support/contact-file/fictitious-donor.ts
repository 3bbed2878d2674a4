import type { Donor, RecordContent } from '../../../server/domain/donor.ts';
import { CORRECTABLE_FIELDS } from '../../../shared/call-outcome.ts';

/** A donor who cannot exist: the test numbers of the French regulator, a reserved mail domain. */
export function fictitiousDonor(number: number, change: Partial<Donor> = {}): Donor {
  const digits = String(number).padStart(2, '0').slice(-2);
  return {
    donorId: `0000${number}`,
    civility: 'MME',
    lastName: `Testeur-Zéphyrin-${number}`,
    firstName: 'Fictive',
    language: 'fr',
    addressL2: '',
    addressL3: '',
    addressL4: `${number} RUE IMAGINAIRE`,
    addressL5: '',
    postcode: '01000',
    city: 'VILLE-FICTIVE',
    country: 'FR',
    npai: false,
    phones: [{ slot: 'TEL_MOBILE', e164: `+336399800${digits}`, source: 'DONATEUR', validity: 'NON_TESTE' }],
    email: `donatrice-${number}@exemple.invalid`,
    emailOptIn: false,
    segment: 'FIDELES',
    gift: { amountMinor: 1000, currency: 'EUR', frequency: 'M', debitDay: 5 },
    mandate: { scheme: 'SEPA', reference: `++00RUM${number}`, creditorIdentifier: 'FR00ZZZ000000' },
    targets: {},
    infos: [],
    extra: { CODE_INTERNE: `00${number}` },
    ...change,
  };
}

/** The sealed content of that donor as imported, without correction. */
export function fictitiousContent(donor: Donor): RecordContent {
  const fields: Partial<Record<(typeof CORRECTABLE_FIELDS)[number], string>> = {
    ADR_L2: donor.addressL2,
    ADR_L3: donor.addressL3,
    ADR_L4: donor.addressL4,
    ADR_L5: donor.addressL5,
    CP: donor.postcode,
    VILLE: donor.city,
    EMAIL: donor.email,
    ...Object.fromEntries(donor.phones.map((phone) => [phone.slot, phone.e164])),
  };
  const imported = Object.fromEntries(CORRECTABLE_FIELDS.map((field) => [field, fields[field] ?? '']));
  return { donor, imported: imported as RecordContent['imported'] };
}
