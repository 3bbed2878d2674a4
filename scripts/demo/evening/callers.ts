import type { TypedPledge } from '../../../shared/line/pledge-form.ts';
import { FIRST_NAMES, STREETS, SURNAME_ENDS, SURNAME_STARTS } from '../fictitious-names.ts';
import { seededChance } from '../seeded-chance.ts';

/** Who rings on the evening: a fictitious person, and what they say in the end; without a form they promise nothing. */
export interface PlayedCaller {
  /** E.164, of the range that France keeps for fiction; each caller has one of their own. */
  readonly number: string;
  readonly form: TypedPledge | undefined;
  /** How long they talk. */
  readonly talkSeconds: number;
}

const TOWNS = [
  { postcode: '01990', town: 'VILLEBOIS LES ESSAIS' },
  { postcode: '31990', town: 'SAINT EXEMPLE SUR GARONNE' },
  { postcode: '35990', town: 'KERFICTIF' },
];
const AMOUNTS = ['q', 's', 's', 'd', 'd', '15', '25', 'f', '12,50', '350'];
/** Of a hundred callers: hoaxes, questions, wrong numbers. */
const WITHOUT_PLEDGE = 14;
const MEAN_TALK_S = 68;

/** So many callers, the same for a seed. */
export function playedCallers(count: number, seed: number): readonly PlayedCaller[] {
  const roll = seededChance(seed);
  const one = <T>(of: readonly [T, ...T[]] | readonly T[]): T => of[Math.floor(roll() * of.length)] as T;
  return Array.from({ length: count }, (_, at) => {
    const [, firstName] = one(FIRST_NAMES);
    const lastName = `${one(SURNAME_STARTS)}${one(SURNAME_ENDS)}`;
    const talkSeconds = Math.round(MEAN_TALK_S * (0.6 + 0.8 * roll()));
    const isByLetter = roll() < 0.15;
    const form: TypedPledge = {
      amount: one(AMOUNTS),
      rhythm: roll() < 0.1 ? 'monthly' : 'once',
      lastName,
      firstName,
      street: `${1 + Math.floor(roll() * 99)} ${one(STREETS)}`,
      place: one(TOWNS),
      link: isByLetter ? { way: 'letter', to: '' } : { way: 'email', to: `appel${at}@exemple.invalid` },
      receipt: roll() < 0.8,
    };
    const number = `+3363998${String(at).padStart(4, '0')}`;
    return { number, form: roll() * 100 < WITHOUT_PLEDGE ? undefined : form, talkSeconds };
  });
}
