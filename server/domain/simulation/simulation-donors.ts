import { type Country, countryFacts } from '../../../shared/country.ts';
import { type CallPart, DAY_PARTS } from '../calling-rules/calling-rules-spans.ts';
import type { Donor, DonorPhone } from '../donor.ts';
import { type Dice, normalRoll } from './simulation-dice.ts';
import { chanceOf, type MiddleOdds } from './simulation-odds.ts';
import type { SimulationReach } from './simulation-reach.ts';

/** A donor of the simulation: no person behind, and what only the simulator knows of them. */
export interface SimulatedDonor {
  readonly id: number;
  readonly donor: Donor;
  /** Chance that a person answers a first try, by day-part. */
  readonly answers: Readonly<Record<CallPart, number>>;
  /** What each number really is, in the order of `donor.phones`. */
  readonly numbers: readonly ('own' | 'dead' | 'other')[];
}

export interface Population {
  readonly campaign: string;
  readonly country: Country;
  readonly reach: SimulationReach;
  readonly middle: MiddleOdds;
  readonly dice: Dice;
}

/** Questions put to the dice about a donor. */
const ASK = { spread: 1, habit: 2, second: 3, number: 4, place: 5, gift: 6, frequency: 7 } as const;

/** Monthly gifts in whole units, most between 8 and 20 (docs/rules/asks.md). */
const GIFTS = [5, 7, 8, 10, 10, 10, 12, 12, 15, 15, 15, 18, 20, 20, 25, 30, 40, 50];
const YEARLY_SHARE = 0.08;

/** Postcodes and cantons that give the areas of a country, by share. */
const PLACES: Readonly<
  Record<Country, readonly { readonly share: number; readonly postcode: string; readonly canton?: string }[]>
> = {
  FR: [
    { share: 0.95, postcode: '75990' },
    { share: 0.03, postcode: '67990' },
    { share: 0.01, postcode: '97490' },
    { share: 0.01, postcode: '97190' },
  ],
  BE: [{ share: 1, postcode: '1990' }],
  CH: [
    { share: 0.35, postcode: '1000', canton: 'VD' },
    { share: 0.35, postcode: '1200', canton: 'GE' },
    { share: 0.1, postcode: '2000', canton: 'NE' },
    { share: 0.1, postcode: '1700', canton: 'FR' },
    { share: 0.1, postcode: '1950', canton: 'VS' },
  ],
};

function picked<T>(list: readonly T[], roll: number): T {
  return list[Math.floor(roll * list.length)] as T;
}

function placeOf(country: Country, roll: number) {
  let left = roll;
  const places = PLACES[country];
  for (const place of places) {
    if (left < place.share) return place;
    left -= place.share;
  }
  return places[0] as (typeof places)[number];
}

function phone(slot: DonorPhone['slot']): DonorPhone {
  return { slot, e164: '+33199000000', source: 'DONATEUR', validity: 'NON_TESTE' };
}

/** The donor of that number, the same whatever is done with the others. */
export function simulatedDonor(
  id: number,
  { campaign, country, reach, middle, dice }: Population,
): SimulatedDonor {
  const own = normalRoll(dice, id, ASK.spread) * reach.donorSpread;
  const answers = Object.fromEntries(
    DAY_PARTS.map((part, at) => {
      const habit = normalRoll(dice, id, ASK.habit, at) * reach.partSpread;
      return [part, chanceOf(middle[part] + own + habit)];
    }),
  ) as Record<CallPart, number>;
  const hasSecond = dice.roll(id, ASK.second) * 100 < reach.numbers.second;
  const phones = hasSecond ? [phone('TEL_MOBILE'), phone('TEL_FIXE')] : [phone('TEL_FIXE')];
  const numbers = phones.map((_, at) => {
    const roll = dice.roll(id, ASK.number, at) * 100;
    if (roll < reach.numbers.dead) return 'dead' as const;
    return roll < reach.numbers.dead + reach.numbers.otherPerson ? ('other' as const) : ('own' as const);
  });
  const { postcode, canton } = placeOf(country, dice.roll(id, ASK.place));
  const { currency } = countryFacts(country);
  const monthly = picked(GIFTS, dice.roll(id, ASK.gift)) * 100;
  const yearly = dice.roll(id, ASK.frequency) < YEARLY_SHARE;
  const gift = {
    amountMinor: yearly ? monthly * 12 : monthly,
    currency,
    frequency: yearly ? 'A' : 'M',
  } as const;
  const donor: Donor = {
    ...NOBODY,
    donorId: `SIM-${id}`,
    segment: campaign,
    postcode,
    country,
    ...(canton === undefined ? {} : { canton }),
    phones,
    gift,
  };
  return { id, donor, answers, numbers };
}

const NOBODY: Omit<Donor, 'country' | 'phones' | 'gift' | 'donorId' | 'segment' | 'postcode'> = {
  civility: '',
  lastName: 'Simulée',
  firstName: 'Fiche',
  language: 'fr',
  addressL2: '',
  addressL3: '',
  addressL4: '',
  addressL5: '',
  city: '',
  npai: false,
  email: '',
  emailOptIn: false,
  mandate: { scheme: 'SEPA', reference: 'SIM', creditorIdentifier: 'SIM' },
  targets: {},
  infos: [],
  extra: {},
};
