import type { Card } from '../../../shared/card.ts';

/** Monday 23 November 2026, 17:05 in Paris. */
export const MONDAY_EVENING_MS = Date.UTC(2026, 10, 23, 16, 5);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** 10:00–13:00 and 14:00–20:00 (Paris) on the working days of the next two weeks. */
function spans(): Card['callbackSpans'] {
  const midnight = Date.UTC(2026, 10, 22, 23);
  return Array.from({ length: 14 }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .flatMap((day) => [
      { fromMs: midnight + day * DAY_MS + 10 * HOUR_MS, toMs: midnight + day * DAY_MS + 13 * HOUR_MS },
      { fromMs: midnight + day * DAY_MS + 14 * HOUR_MS, toMs: midnight + day * DAY_MS + 20 * HOUR_MS },
    ]);
}

const FIELDS = {
  ADR_L2: '',
  ADR_L3: '',
  ADR_L4: '1 rue de l’Exemple',
  ADR_L5: '',
  CP: '69003',
  VILLE: 'Exempleville',
  EMAIL: 'z.testeur@exemple.invalid',
  TEL_FIXE: '01 99 00 00 01',
  TEL_MOBILE: '06 39 98 00 01',
  TEL_AUTRE: '',
  NOM: 'Testeur',
  PRENOM: 'Zéphyrine',
  DATE_NAISSANCE: '',
};

/** An obviously fictitious donor: 10 € a month since 2019. */
export function fictitiousCard(number = 1, changes: Partial<Card> = {}): Card {
  return {
    callId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    recordId: number,
    campaign: {
      code: 'UPG-FR-26',
      name: 'Augmentation 2026',
      kind: 'upgrade',
      country: 'FR',
      language: 'fr',
      charityName: 'l’Union d’associations',
      isListened: true,
      challenge: 'Cet hiver, trois permanences doivent rester ouvertes le soir.',
      impact: 'Votre don a permis d’accueillir et d’informer des personnes tout au long de l’année.',
      scriptVersion: 'upg-fr-1',
    },
    donor: {
      donorId: `D-${number}`,
      civility: 'MME',
      firstName: 'Zéphyrine',
      lastName: number === 1 ? 'Testeur' : `Testeur-${number}`,
      fields: FIELDS,
      phones: [
        { slot: 'TEL_MOBILE', national: '06 39 98 00 01', validity: 'NON_TESTE' },
        { slot: 'TEL_FIXE', national: '01 99 00 00 01', validity: 'VALIDE' },
      ],
      npai: false,
      zone: 'Europe/Paris',
    },
    gift: {
      amount: { minor: 1000, currency: 'EUR' },
      frequency: 'M',
      scheme: 'SEPA',
      monthly: { minor: 1000, currency: 'EUR' },
      since: '2019-03-12',
      cumulated: { minor: 84_000, currency: 'EUR' },
      giftCount: 84,
      debitDay: 5,
      lastChannel: 'TEL',
    },
    asks: [
      {
        level: '1',
        amount: { minor: 1500, currency: 'EUR' },
        words: 'quinze euros',
        rule: 'don de 8 à 12 € : +5 €',
      },
      {
        level: '2',
        amount: { minor: 1300, currency: 'EUR' },
        words: 'treize euros',
        rule: 'don de 8 à 12 € : +3 €',
      },
      {
        level: 'ONE_OFF',
        amount: { minor: 3000, currency: 'EUR' },
        words: 'trente euros',
        rule: '6 mois de +5 €, au moins 15 €',
      },
    ],
    freeAmount: { minMinor: 1100, maxMinor: 10_000, currency: 'EUR' },
    giftAmount: { minMinor: 100, maxMinor: 100_000, currency: 'EUR' },
    callbackSpans: spans(),
    firstDebitOn: '2026-12-10',
    attempts: 1,
    lastCall: { atMs: Date.UTC(2026, 10, 12, 17), label: 'Répondeur' },
    why: 'Nouvelle fiche dans un bon créneau : fin d’après-midi, jamais essayée le soir.',
    leaseUntilMs: MONDAY_EVENING_MS + 600_000,
    nowMs: MONDAY_EVENING_MS,
    ...changes,
  };
}
