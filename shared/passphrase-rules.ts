/** What a phrase must be that opens an installation, or a person's own access. Pure. */

const MIN_CHARACTERS = 16;
const MIN_DIFFERENT = 6;
/** Of one word drawn from a list of some two thousand. */
const BITS_A_WORD = 11;
/** Of one sign typed at will: people draw from few. */
const BITS_A_SIGN = 3;

/** The rule as it is said before anything is typed. */
export const PASSPHRASE_RULE = `${MIN_CHARACTERS} signes au moins, par exemple cinq mots sans rapport.`;

/** Why that phrase is refused, one French sentence; undefined when it is accepted. */
export function passphraseRefusal(text: string): string | undefined {
  const signs = [...text];
  if (signs.length < MIN_CHARACTERS) return `La phrase a moins de ${MIN_CHARACTERS} signes.`;
  if (new Set(signs).size < MIN_DIFFERENT) return 'La phrase répète les mêmes signes.';
  return undefined;
}

export type Strength = 'suffisante' | 'bonne' | 'très bonne';

/**
 * How hard an accepted phrase is to guess, reckoned low: the better of what its words and its different signs are worth. It
 * cannot know that a phrase comes from a song.
 */
export function passphraseStrength(text: string): Strength {
  const words = new Set(
    text
      .toLowerCase()
      .split(/[\s._-]+/)
      .filter((word) => word.length > 2),
  );
  const bits = Math.max(words.size * BITS_A_WORD, new Set(text).size * BITS_A_SIGN);
  if (bits >= 66) return 'très bonne';
  return bits >= 44 ? 'bonne' : 'suffisante';
}
