import type { Country } from '../../../shared/country.ts';

/** A refusal that a law gives, in French. */
interface LawText {
  readonly message: string;
  readonly hint: string;
}

/**
 * What the law of a country asks besides the facts of `shared/country.ts` (docs/rules/law.md); its tax rule is in
 * `wording/tax-sentence.ts`. Null: it asks nothing there.
 */
export interface CountryLaw {
  /**
   * A stopped gift is no current relation: its donor is not called. What the campaign's file, the contact file and a
   * found number then hear.
   */
  readonly stoppedGifts: {
    readonly campaign: LawText;
    readonly contactFile: LawText;
    readonly foundNumber: string;
  } | null;
  /** Numbers that a call centre may not show. */
  readonly callerNumber: (LawText & { readonly refused: RegExp }) | null;
}

/** THE table. */
const LAWS: Readonly<Record<Country, CountryLaw>> = {
  FR: {
    stoppedGifts: null,
    // Arcep decision 2022-1583: a call centre never shows a mobile number.
    callerNumber: {
      refused: /^\+33[67]/,
      message: 'En France, un centre d’appels ne présente pas un numéro en 06 ou 07.',
      hint: 'présentez un numéro géographique ou un numéro polyvalent vérifié',
    },
  },
  BE: {
    stoppedGifts: null,
    callerNumber: null,
  },
  CH: {
    stoppedGifts: {
      campaign: {
        message: 'En Suisse, seules les personnes qui donnent encore peuvent être appelées.',
        hint: 'une campagne suisse est de type « upgrade »',
      },
      contactFile: {
        message: 'La réactivation de donateurs suisses est refusée (LCD, art. 3, al. 1, let. u).',
        hint: 'Seules les campagnes d’augmentation de donateurs actifs sont possibles en Suisse.',
      },
      foundNumber: 'Donateur suisse sans don en cours : un numéro enrichi n’est pas appelable.',
    },
    callerNumber: null,
  },
};

export function countryLaw(country: Country): CountryLaw {
  return LAWS[country];
}
