import type { Country, Frequency } from '../../../shared/money.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Donor } from '../donor.ts';

/** A person who cannot exist, for `plateau campaign preview`: fiction phone numbers, a reserved mail domain, no real street. */
export interface SampleDonor {
  readonly name: string;
  /** French, what is special about this one. */
  readonly about: string;
  readonly donor: Donor;
}

type Purpose = Pick<CampaignSettings, 'country' | 'kind'>;

const PLACES: Readonly<Record<Country, Pick<Donor, 'postcode' | 'city' | 'phones'>>> = {
  FR: { postcode: '99000', city: 'EXEMPLEVILLE', phones: phones('+33639980001', '+33199000001') },
  BE: { postcode: '0000', city: 'EXEMPLEVILLE', phones: phones('+32470000001', '+3220000001') },
  CH: { postcode: '0000', city: 'EXEMPLEVILLE', phones: phones('+41790000001', '+41220000001') },
};

function phones(mobile: string, fixed: string): Donor['phones'] {
  return [
    { slot: 'TEL_MOBILE', e164: mobile, source: 'DONATEUR', validity: 'VALIDE' },
    { slot: 'TEL_FIXE', e164: fixed, source: 'DONATEUR', validity: 'NON_TESTE' },
  ];
}

function mandateOf(country: Country): Donor['mandate'] {
  if (country === 'CH') return { scheme: 'LSV+', reference: 'EXEMPLE-0001', creditorIdentifier: '' };
  return { scheme: 'SEPA', reference: '++EXEMPLE0001', creditorIdentifier: `${country}00ZZZ000000` };
}

/** Twenty months stopped when the campaigns start: the mandate has not lapsed (docs/rules/direct-debit.md). */
const STOPPED = { lastDebitOn: '2025-03-05', stoppedOn: '2025-03-20', stopReason: 'INCONNU' };

function giftOf(purpose: Purpose, units: number, frequency: Frequency = 'M'): Donor['gift'] {
  return {
    amountMinor: units * 100,
    currency: purpose.country === 'CH' ? 'CHF' : 'EUR',
    frequency,
    debitDay: 5,
    startedOn: '2019-03-12',
    ...(purpose.kind === 'reactivation' ? STOPPED : {}),
  };
}

function base(purpose: Purpose): Donor {
  return {
    donorId: 'EXEMPLE-1',
    civility: 'MME',
    lastName: 'Testeur',
    firstName: 'Zéphyrine',
    language: 'fr',
    addressL2: '',
    addressL3: '',
    addressL4: '1 rue de l’Exemple',
    addressL5: '',
    country: purpose.country,
    ...(purpose.country === 'CH' ? { canton: 'GE' } : {}),
    npai: false,
    ...PLACES[purpose.country],
    email: 'z.testeur@exemple.invalid',
    emailOptIn: false,
    segment: 'EXEMPLE',
    firstGiftOn: '2019-03-12',
    cumulatedMinor: 84_000,
    gift: giftOf(purpose, 10),
    mandate: mandateOf(purpose.country),
    targets: {},
    infos: [],
    extra: {},
  };
}

/** The samples of a campaign, the first one by default. */
export function sampleDonors(purpose: Purpose): readonly SampleDonor[] {
  const usual = base(purpose);
  const { firstGiftOn: _, cumulatedMinor: __, ...unknownPast } = usual;
  const { startedOn: ___, ...recentGift } = usual.gift;
  const stopped = (stopReason: string) => ({ ...usual, gift: { ...usual.gift, stopReason } });
  return [
    { name: 'sample', about: 'le cas le plus courant, 10 par mois', donor: usual },
    {
      name: 'sans-civilite',
      about: 'ni civilité, ni ancienneté, ni cumul',
      donor: { ...unknownPast, civility: '', gift: recentGift },
    },
    {
      name: 'trimestriel',
      about: 'donne chaque trimestre',
      donor: { ...usual, civility: 'M', firstName: 'Zéphyrin', gift: giftOf(purpose, 30, 'T') },
    },
    { name: 'sans-email', about: 'pas d’adresse e-mail', donor: { ...usual, email: '' } },
    {
      name: 'grand-don',
      about: '72 par mois : les nombres du pays',
      donor: { ...usual, gift: giftOf(purpose, 72) },
    },
    ...(purpose.country === 'CH'
      ? [
          {
            name: 'vaud',
            about: 'canton de Vaud : huitante',
            donor: { ...usual, canton: 'VD', gift: giftOf(purpose, 66) },
          },
        ]
      : []),
    ...(purpose.kind === 'reactivation'
      ? [
          { name: 'banque', about: 'arrêt par la banque, compte clos', donor: stopped('COMPTE_CLOS') },
          { name: 'mandat-a-signer', about: 'a demandé l’arrêt : nouveau mandat', donor: stopped('DEMANDE') },
        ]
      : []),
  ];
}
