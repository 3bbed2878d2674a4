import type { Country } from './country.ts';
import { dispositionOf } from './dispositions.ts';

/** How an ending is called: whole, in a list of at most 21 characters, and told where nothing else says what it is. */
interface OwnLabel {
  readonly whole: string;
  readonly short?: string;
  readonly told?: string;
}

/**
 * THE table of labels that are not the same in every country: a regular gift is « prélevé » in France, a
 * « domiciliation » in Belgium, and in Switzerland a « versement », since a bill is paid too. What is not here is said
 * alike everywhere; the table of dispositions holds the words that offend in no country.
 */
const OWN: Readonly<Record<Country, Readonly<Record<string, OwnLabel>>>> = {
  FR: {
    AC_UP: { whole: 'Accord augmentation du prélèvement' },
    DP_PRLV: {
      whole: 'Don ponctuel, prélèvement unique',
      short: 'Prélèvement unique',
      told: 'Don, prélèvement',
    },
    DP_COURRIER: {
      whole: 'Don ponctuel par chèque ou virement',
      short: 'Chèque ou virement',
      told: 'Don, chèque ou virement',
    },
    OP_DROITS: { whole: 'Demande RGPD transmise à l’association', short: 'Demande RGPD' },
    AR_STOP: { whole: 'Demande l’arrêt du prélèvement', short: 'Arrêt prélèvement' },
    AR_BAISSE: { whole: 'Demande une baisse du prélèvement', short: 'Baisse prélèvement' },
  },
  BE: {
    AC_UP: { whole: 'Accord augmentation de la domiciliation' },
    DP_PRLV: {
      whole: 'Don ponctuel, domiciliation unique',
      short: 'Domiciliation unique',
      told: 'Don, domiciliation',
    },
    DP_COURRIER: { whole: 'Don ponctuel par virement', short: 'Virement', told: 'Don, virement' },
    OP_DROITS: { whole: 'Demande RGPD transmise à l’association', short: 'Demande RGPD' },
    AR_STOP: { whole: 'Demande l’arrêt de la domiciliation', short: 'Arrêt domiciliation' },
    AR_BAISSE: { whole: 'Demande une baisse de la domiciliation', short: 'Baisse domiciliation' },
  },
  CH: {
    AC_UP: { whole: 'Accord augmentation du versement' },
    DP_PRLV: { whole: 'Don ponctuel, débit unique', short: 'Débit unique', told: 'Don, débit unique' },
    DP_COURRIER: { whole: 'Don ponctuel par QR-facture', short: 'QR-facture', told: 'Don, QR-facture' },
    OP_DROITS: { whole: 'Demande LPD transmise à l’association', short: 'Demande LPD' },
    AR_STOP: { whole: 'Demande l’arrêt du versement', short: 'Arrêt du versement' },
    AR_BAISSE: { whole: 'Demande une baisse du versement', short: 'Baisse du versement' },
  },
};

/** The label of that code as it is read there; an unknown code is its own label. */
export function dispositionLabel(code: string, country: Country): string {
  return OWN[country][code]?.whole ?? dispositionOf(code)?.neutralLabel ?? code;
}

/** At most 21 characters; undefined where the country has no word of its own. */
export function ownShortLabel(code: string, country: Country): string | undefined {
  return OWN[country][code]?.short;
}

/** In a list of calls; undefined where the country has no word of its own. */
export function ownToldLabel(code: string, country: Country): string | undefined {
  return OWN[country][code]?.told;
}
