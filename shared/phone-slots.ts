/**
 * The three numbers that a donor may have, in the order of the charity's layout. Apart from `phone.ts`, which brings
 * the plans of the world.
 */
export const PHONE_SLOTS = ['TEL_FIXE', 'TEL_MOBILE', 'TEL_AUTRE'] as const;
export type PhoneSlot = (typeof PHONE_SLOTS)[number];

/** Where a number that nobody gave a slot goes: the spare one first, for the other two say what the donor gave. */
export const SPARE_FIRST: readonly PhoneSlot[] = ['TEL_AUTRE', 'TEL_MOBILE', 'TEL_FIXE'];

/** What calls said of a number: not tried, right, wrong, somebody else's. */
export type PhoneValidity = 'NON_TESTE' | 'VALIDE' | 'FAUX' | 'MD';

/** Endings after which another number of the donor may be rung at once, in the same call (docs/rules/cadence.md). */
export const VAIN_ENDINGS = ['NJ_NRP', 'EF_FAUX', 'EF_MD'] as const;
export type VainEnding = (typeof VAIN_ENDINGS)[number];

export function isVainEnding(code: string): code is VainEnding {
  return (VAIN_ENDINGS as readonly string[]).includes(code);
}

export function isPhoneSlot(field: string): field is PhoneSlot {
  return (PHONE_SLOTS as readonly string[]).includes(field);
}
