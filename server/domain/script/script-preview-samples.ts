import { callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { StopReason } from '../../../shared/stop-reasons.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Donor } from '../donor.ts';

/** A person who cannot exist, for `plateau campaign preview`: fiction phone numbers, a reserved mail domain, no real street. */
export interface SampleDonor {
  readonly name: string;
  /** French, what is special about this one. */
  readonly about: string;
  readonly donor: Donor;
}

type Purpose = Pick<CampaignSettings, 'country' | 'kind' | 'language'>;

type Home = Pick<Donor, 'postcode' | 'city' | 'canton' | 'phones' | 'mandate'>;

const HOMES: Readonly<Record<Country, Home>> = {
  FR: {
    postcode: '99000',
    city: 'EXEMPLEVILLE',
    phones: phones('+33639980001', '+33199000001'),
    mandate: sepa('FR00ZZZ000000'),
  },
  BE: {
    postcode: '0000',
    city: 'EXEMPLEVILLE',
    phones: phones('+32470000001', '+3220000001'),
    mandate: sepa('BE00ZZZ000000'),
  },
  CH: {
    postcode: '0000',
    city: 'EXEMPLEVILLE',
    canton: 'GE',
    phones: phones('+41790000001', '+41220000001'),
    mandate: { scheme: 'LSV+', reference: 'EXEMPLE-0001', creditorIdentifier: '' },
  },
};

/** Places of the country where something is said otherwise than in the usual sample. */
const ELSEWHERE: Readonly<
  Record<
    Country,
    readonly {
      readonly name: string;
      readonly about: string;
      readonly canton: string;
      readonly units: number;
    }[]
  >
> = {
  FR: [],
  BE: [],
  CH: [{ name: 'vaud', about: 'canton de Vaud : huitante', canton: 'VD', units: 66 }],
};

function phones(mobile: string, fixed: string): Donor['phones'] {
  return [
    { slot: 'TEL_MOBILE', e164: mobile, source: 'DONATEUR', validity: 'VALIDE' },
    { slot: 'TEL_FIXE', e164: fixed, source: 'DONATEUR', validity: 'NON_TESTE' },
  ];
}

function sepa(creditorIdentifier: string): Donor['mandate'] {
  return { scheme: 'SEPA', reference: '++EXEMPLE0001', creditorIdentifier };
}

/** Twenty months stopped when the campaigns start: the mandate has not lapsed (docs/rules/direct-debit.md). */
const STOPPED = { lastDebitOn: '2025-03-05', stoppedOn: '2025-03-20', stopReason: 'INCONNU' } as const;

function giftOf(purpose: Purpose, units: number, frequency: Frequency = 'M'): Donor['gift'] {
  return {
    amountMinor: units * 100,
    currency: countryFacts(purpose.country).currency,
    frequency,
    debitDay: 5,
    startedOn: '2019-03-12',
    ...(callsStoppedGifts(purpose.kind) ? STOPPED : {}),
  };
}

function base(purpose: Purpose): Donor {
  return {
    donorId: 'EXEMPLE-1',
    civility: 'MME',
    lastName: 'Testeur',
    firstName: 'Zéphyrine',
    language: purpose.language,
    addressL2: '',
    addressL3: '',
    addressL4: '1 rue de l’Exemple',
    addressL5: '',
    country: purpose.country,
    npai: false,
    ...HOMES[purpose.country],
    email: 'z.testeur@exemple.invalid',
    emailOptIn: false,
    segment: 'EXEMPLE',
    firstGiftOn: '2019-03-12',
    cumulatedMinor: 84_000,
    gift: giftOf(purpose, 10),
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
  const stopped = (stopReason: StopReason) => ({ ...usual, gift: { ...usual.gift, stopReason } });
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
    ...ELSEWHERE[purpose.country].map(({ name, about, canton, units }) => ({
      name,
      about,
      donor: { ...usual, canton, gift: giftOf(purpose, units) },
    })),
    ...(callsStoppedGifts(purpose.kind)
      ? [
          { name: 'banque', about: 'arrêt par la banque, compte clos', donor: stopped('COMPTE_CLOS') },
          { name: 'mandat-a-signer', about: 'a demandé l’arrêt : nouveau mandat', donor: stopped('DEMANDE') },
        ]
      : []),
  ];
}
