import { toCardinal } from 'n2words/fr-FR';
import { seededChance } from '../../../scripts/demo/seeded-chance.ts';

/** A card's number as somebody would give it; `digits` is what must be nowhere. */
export interface DictatedCard {
  readonly digits: string;
  readonly text: string;
}

const WAYS: readonly ((digits: string) => string)[] = [
  (digits) => digits,
  (digits) => digits.replace(/(\d{4})(?=\d)/g, '$1 '),
  (digits) => digits.replace(/(\d{4})(?=\d)/g, '$1-'),
  (digits) => [...digits].map((one) => toCardinal(Number(one))).join(' '),
  (digits) => (digits.match(/\d\d/g) ?? []).map(pairSaid).join(' '),
];

/** « zéro sept », « quatre-vingt-deux ». */
function pairSaid(pair: string): string {
  return pair.startsWith('0') ? `zéro ${toCardinal(Number(pair[1]))}` : toCardinal(Number(pair));
}

function controlled(start: string): string {
  const sum = [...`${start}0`].reverse().reduce((total, one, at) => {
    const doubled = Number(one) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${start}${(10 - (sum % 10)) % 10}`;
}

/** So many, typed and dictated in turn, the same each time; none is anybody's. */
export function dictatedCards(count: number): readonly DictatedCard[] {
  const roll = seededChance(41);
  return Array.from({ length: count }, (_, at) => {
    const start = `4${Array.from({ length: 14 }, () => Math.floor(roll() * 10)).join('')}`;
    const digits = controlled(start);
    return { digits, text: (WAYS[at % WAYS.length] ?? String)(digits) };
  });
}
