/**
 * Chance of the simulator: equal numbers give equal answers, and the answer to one question never depends on how many
 * were asked before.
 */
export interface Dice {
  /** Uniform in [0, 1), decided by these integers alone. */
  roll(...keys: readonly number[]): number;
}

const GOLDEN = 0x9e3779b9;

/** Finaliser of MurmurHash3: every bit of the input changes half the bits of the output. */
function mixed(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function seededDice(seed: number): Dice {
  const start = mixed(seed | 0);
  return {
    roll: (...keys) => {
      let h = start;
      for (const key of keys) h = mixed((h + GOLDEN) ^ mixed((key | 0) + GOLDEN));
      return h / 2 ** 32;
    },
  };
}

/** A standard normal value for these keys (Box-Muller). */
export function normalRoll(dice: Dice, ...keys: readonly number[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - dice.roll(...keys, 1)));
  return radius * Math.cos(2 * Math.PI * dice.roll(...keys, 2));
}
