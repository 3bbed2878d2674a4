import { type Country, knownCountry } from './country.ts';

/**
 * What the law on personal data is called where donors are called, and who watches over it, as papers and reports
 * write it (docs/rules/data-protection.md).
 */
export interface DataLaw {
  readonly name: string;
  /** That somebody works on data for somebody else. */
  readonly processing: string;
  /** That one works on documented instructions only, and refuses those that the law forbids. */
  readonly instructions: string;
  /** That the risks for the people are weighed beforehand. */
  readonly assessment: string;
  /** The register of the one who works for another. */
  readonly register: string;
  /** That data are destroyed once they serve no more. */
  readonly destruction: string;
  /** What the one who works for another says when data leaked. */
  readonly breach: string;
  /** Hours that the charity has to tell the authority; null: the law says « as soon as possible ». */
  readonly authorityHours: number | null;
  /** Outside of it, a transfer has to be told, after « hors de ». */
  readonly territory: string;
  /** Whole name of the authority, with its short one. */
  readonly authority: string;
}

const breachUnderGdpr = (authority: string): string =>
  `Nous sommes sous-traitant (RGPD, article 28) : nous vous prévenons dans les meilleurs délais après en avoir pris connaissance (article 33, paragraphe 2). Vous décidez de la notification à l’autorité (${authority}), dans les 72 heures (paragraphe 1), et de l’information des personnes (article 34).`;

const GDPR: Omit<DataLaw, 'authority' | 'breach'> = {
  name: 'RGPD',
  processing: 'RGPD, article 28',
  instructions: 'RGPD, article 28(3)',
  assessment: 'RGPD, article 35',
  register: 'RGPD, article 30, paragraphe 2',
  authorityHours: 72,
  territory: 'l’Union européenne',
  destruction: 'RGPD, article 28(3)(g) ; destruction dans les 30 jours de la fin de la prestation',
};

/** THE table. In Switzerland, the federal law in force since 1 September 2023; no delay in hours is written in it. */
const ROWS: Readonly<Record<Country, DataLaw>> = {
  FR: {
    ...GDPR,
    breach: breachUnderGdpr('la CNIL en France'),
    authority: 'Commission nationale de l’informatique et des libertés (CNIL)',
  },
  BE: {
    ...GDPR,
    breach: breachUnderGdpr('l’APD en Belgique'),
    authority: 'Autorité de protection des données (APD)',
  },
  CH: {
    name: 'nLPD',
    authorityHours: null,
    territory: 'la Suisse',
    processing: 'nLPD, article 9',
    instructions: 'nLPD, article 9, alinéa 1',
    assessment: 'nLPD, article 22',
    register: 'nLPD, article 12, alinéa 3',
    destruction:
      'nLPD, article 6, alinéa 4, et article 9 ; destruction dans les 30 jours de la fin de la prestation',
    breach:
      'Nous sommes sous-traitant (nLPD, article 9) : nous vous prévenons dans les meilleurs délais (article 24, alinéa 3). Vous décidez de l’annonce au PFPDT en Suisse, dans les meilleurs délais si le risque est élevé (alinéa 1), et de l’information des personnes (alinéa 4).',
    authority: 'Préposé fédéral à la protection des données et à la transparence (PFPDT)',
  },
};

export function dataLaw(country: Country): DataLaw {
  return ROWS[country];
}

/** The laws of these countries, each once; without any, the house’s own. A code that is no country of ours is left out. */
export function lawsOf(countries: readonly string[]): readonly DataLaw[] {
  const known = countries.flatMap((code) => knownCountry(code) ?? []);
  return [...new Set(known.length === 0 ? (['FR'] as const) : known)].map(dataLaw);
}

/** What each of them says, once: « RGPD, article 28 ; nLPD, article 9 ». */
export function lawText(laws: readonly DataLaw[], said: (law: DataLaw) => string, between = ' ; '): string {
  return [...new Set(laws.map(said))].join(between);
}
