import { toCardinal as frenchOfBelgium } from 'n2words/fr-BE';
import { toCardinal as frenchOfFrance } from 'n2words/fr-FR';
import type { Country } from '../../country.ts';
import type { Currency } from '../../currency.ts';
import type { Money } from '../../money.ts';
import type { Counting } from '../language-pack.ts';

/** Cantons that say « huitante »; the others say « quatre-vingts » (docs/rules/language.md). */
const HUITANTE_CANTONS = new Set(['VD', 'VS', 'FR']);

const UNIT: Record<Currency, { readonly one: string; readonly many: string }> = {
  EUR: { one: 'euro', many: 'euros' },
  CHF: { one: 'franc', many: 'francs' },
};

/** n2words has no fr-CH: 80–89 are derived from Belgian French (70 and 90 are the same). */
function withHuitante(words: string): string {
  return words.replace(/quatre-vingt-un\b/g, 'huitante et un').replace(/quatre-vingts?\b/g, 'huitante');
}

/** How each country counts in French. */
const COUNT: Readonly<Record<Country, (value: number, canton: string) => string>> = {
  FR: (value) => frenchOfFrance(value),
  BE: (value) => frenchOfBelgium(value),
  CH: (value, canton) =>
    HUITANTE_CANTONS.has(canton) ? withHuitante(frenchOfBelgium(value)) : frenchOfBelgium(value),
};

/** A whole number as that country says it; `canton` is the two-letter code, where there are cantons. */
function frenchNumber(value: number, { country, canton = '' }: Counting): string {
  return COUNT[country](value, canton);
}

function counted(
  value: number,
  words: string,
  unit: { readonly one: string; readonly many: string },
): string {
  // « un million d’euros », but « un million deux cent mille euros »; zero and one are singular in French.
  const name = value < 2 ? unit.one : unit.many;
  if (!/millions?$|milliards?$/.test(words)) return `${words} ${name}`;
  return /^[aeiou]/.test(name) ? `${words} d’${name}` : `${words} de ${name}`;
}

/** Countries that say the cents after the franc without naming them, when they are ten or more: « quinze francs cinquante ». */
const BARE_CENTS: ReadonlySet<Country> = new Set(['CH']);

/**
 * An amount as it is spoken: « dix-neuf euros », « douze euros et cinquante centimes », « huitante francs ».
 * Country and canton choose the numbers (docs/rules/language.md), the currency chooses the unit. Negative amounts read
 * « moins … ».
 */
export function frenchAmount(amount: Money, { country, canton }: Counting): string {
  const minor = Math.abs(amount.minor);
  const units = Math.floor(minor / 100);
  const cents = minor % 100;
  const say = (value: number, unit: { readonly one: string; readonly many: string }) =>
    counted(value, frenchNumber(value, { country, canton }), unit);
  const barely = units > 0 && cents >= 10 && BARE_CENTS.has(country);
  const parts = [
    ...(units > 0 || cents === 0 ? [say(units, UNIT[amount.currency])] : []),
    ...(cents > 0 && !barely ? [say(cents, { one: 'centime', many: 'centimes' })] : []),
  ];
  const after = barely ? ` ${frenchNumber(cents, { country, canton })}` : '';
  return `${amount.minor < 0 ? 'moins ' : ''}${parts.join(' et ')}${after}`;
}
