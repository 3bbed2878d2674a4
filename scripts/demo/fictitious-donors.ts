import type { CellValue } from '../../server/domain/files/sheets.ts';
import { type CampaignKind, callsStoppedGifts, kindFacts } from '../../shared/campaign-kind.ts';
import { type Country, countryFacts } from '../../shared/country.ts';
import type { CivilDate } from '../../shared/time.ts';
import {
  FIRST_NAMES,
  PARTICLES,
  STREETS,
  SURNAME_ENDS,
  SURNAME_MIDDLES,
  SURNAME_STARTS,
} from './fictitious-names.ts';
import { FICTITIOUS_TOWNS, mandateCells, PHONE_RANGES } from './fictitious-places.ts';
import { seededChance } from './seeded-chance.ts';

export interface FictitiousDonorsRequest {
  readonly country: Country;
  readonly kind: CampaignKind;
  /** Code written in CODE_CAMPAGNE. */
  readonly campaign: string;
  readonly count: number;
  readonly seed: number;
  /** Of the first phone number in its range; 0 by default. */
  readonly firstRank?: number;
  /** Dates of gifts end before it. */
  readonly todayIso: CivilDate;
}

/** Another campaign has other donors: one who is called for two would be a duplicate of the second. */
export function fictitiousDonorId(
  { country, kind }: Pick<FictitiousDonorsRequest, 'country' | 'kind'>,
  rank: number,
): string {
  return `${country}${kindFacts(kind).fileLetters.charAt(0)}${String(rank + 1).padStart(7, '0')}`;
}

/** A row of a contact file by column name. */
export type FictitiousRow = Readonly<Record<string, CellValue>>;

class Chooser {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededChance(seed);
  }

  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.#next() * (to - from + 1));
  }

  happens(percent: number): boolean {
    return this.#next() * 100 < percent;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.between(0, from.length - 1)] as T;
  }

  /** One of the items, in proportion of its weight. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T {
    let left = this.#next() * items.reduce((sum, item) => sum + weight(item), 0);
    for (const item of items) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return items.at(-1) as T;
  }

  daysBefore(todayIso: CivilDate, from: number, to: number): { readonly date: CivilDate } {
    return {
      date: Temporal.PlainDate.from(todayIso)
        .subtract({ days: this.between(from, to) })
        .toString(),
    };
  }
}

const RANGE = 10_000;

/** `01 99 00 12 34`, each at most once per file within the ranges. */
function spaced(prefix: string, rank: number): string {
  const digits = `${prefix}${String(rank % RANGE).padStart(4, '0')}`;
  return digits.replace(/(\d\d)(?=\d)/g, '$1 ');
}

function phones(choose: Chooser, rank: number, country: Country): FictitiousRow {
  if (choose.happens(4)) return { TEL_FIXE: null, TEL_MOBILE: null };
  const { mobile, fixed } = PHONE_RANGES[country];
  const home = spaced(fixed[rank % fixed.length] ?? '', Math.floor(rank / fixed.length));
  const hasMobile = rank < RANGE && choose.happens(68);
  return {
    TEL_FIXE: !hasMobile || choose.happens(30) ? home : null,
    TEL_MOBILE: hasMobile ? spaced(mobile, rank * 7919) : null,
  };
}

function surname(choose: Chooser): string {
  const word = () => choose.pick(SURNAME_STARTS) + choose.pick(SURNAME_MIDDLES) + choose.pick(SURNAME_ENDS);
  if (choose.happens(10)) return `${word()}-${word()}`;
  return choose.happens(8) ? choose.pick(PARTICLES) + word() : word();
}

/** The other language of the country, which these campaigns do not speak. */
const OTHER_LANGUAGE: Record<Country, string | null> = { FR: null, BE: 'nl', CH: 'de' };

function languageOf(choose: Chooser, country: Country): string {
  const other = OTHER_LANGUAGE[country];
  return other !== null && choose.happens(2) ? other : 'fr';
}

function person(choose: Chooser, donorId: string, country: Country): FictitiousRow {
  const [civility, firstName] = choose.pick(FIRST_NAMES);
  return {
    CIVILITE: choose.happens(5) ? null : civility,
    NOM: surname(choose),
    PRENOM: firstName,
    TRANCHE_AGE: choose.pick(['25-34', '35-44', '45-54', '55-64', '65-74', '75+']),
    LANGUE: languageOf(choose, country),
    EMAIL: choose.happens(80) ? `${donorId.toLowerCase()}@exemple.invalid` : null,
    EMAIL_OPTIN: choose.happens(40) ? 'O' : 'N',
  };
}

function address(choose: Chooser, country: Country): FictitiousRow {
  const town = choose.weighted(FICTITIOUS_TOWNS[country], (one) => one.share);
  return {
    ADR_L2: choose.happens(10) ? `APPARTEMENT ${choose.between(1, 60)}` : null,
    ADR_L4: `${choose.between(1, 240)} ${choose.pick(STREETS)}`,
    CP: town.postcode,
    VILLE: town.city,
    PAYS: country,
    ...(town.canton !== undefined && { CANTON: town.canton }),
    NPAI: choose.happens(2) ? 'O' : 'N',
  };
}

const MONTHLY_EUROS = [5, 6, 7, 8, 9, 10, 10, 10, 12, 12, 13, 15, 15, 15, 18, 20, 20, 25, 30, 40, 50, 80];
const FREQUENCIES = [
  { code: 'M', months: 1, share: 90 },
  { code: 'T', months: 3, share: 6 },
  { code: 'S', months: 6, share: 1 },
  { code: 'A', months: 12, share: 3 },
];

function gift(
  choose: Chooser,
  rank: number,
  { country, kind, todayIso }: FictitiousDonorsRequest,
): FictitiousRow {
  const euros = choose.pick(MONTHLY_EUROS);
  const frequency = choose.weighted(FREQUENCIES, (one) => one.share);
  const isRecent = choose.happens(2);
  const isStopped = callsStoppedGifts(kind);
  const [fromDays, toDays] = isStopped ? [1500, 4500] : isRecent ? [20, 150] : [250, 3600];
  const started = choose.daysBefore(todayIso, fromDays, toDays);
  const gifts = choose.between(3, 120);
  return {
    CANAL_RECRUTEMENT: choose.pick(['STREET', 'PORTE', 'WEB', 'COURRIER']),
    DATE_RECRUTEMENT: started,
    DATE_PREMIER_DON: started,
    CUMUL_DONS: { minor: euros * 100 * gifts },
    NB_DONS: gifts,
    MONTANT_PA: { minor: euros * 100 * frequency.months },
    DEVISE: countryFacts(country).currency,
    PERIODICITE: frequency.code,
    JOUR_PRELEVEMENT: choose.pick([5, 10, 15, 25]),
    DATE_DEBUT_PA: started,
    DATE_DERNIERE_AUGMENTATION:
      !isStopped && choose.happens(8) ? choose.daysBefore(todayIso, 200, 1500) : null,
    ...mandateCells(country, String(rank + 1).padStart(9, '0')),
    ...(isStopped && stoppedGift(choose, todayIso)),
  };
}

/** Stopped for three months to four years: beyond 36 months the mandate has lapsed (docs/rules/direct-debit.md). */
function stoppedGift(choose: Chooser, todayIso: CivilDate): FictitiousRow {
  const days = choose.between(100, 1400);
  return {
    DATE_DERNIER_PRELEVEMENT: choose.daysBefore(todayIso, days + 5, days + 30),
    DATE_ARRET: choose.daysBefore(todayIso, days, days),
    MOTIF_ARRET: choose.pick(['DEMANDE', 'IMPAYES', 'REJET_BANCAIRE', 'COMPTE_CLOS', 'INCONNU']),
  };
}

/** Where there is a list, each number is checked against it; some are listed, some checks are missing or too old. */
function listCheck(choose: Chooser, { country, todayIso }: FictitiousDonorsRequest): FictitiousRow {
  if (countryFacts(country).doNotCallList === null) return {};
  return {
    CONSENTEMENT_TEL_DATE: null,
    DNCM_STATUT: choose.happens(3) ? 'LISTE' : 'NON_LISTE',
    DNCM_DATE_CONTROLE: choose.happens(2)
      ? choose.daysBefore(todayIso, 45, 60)
      : choose.daysBefore(todayIso, 1, 9),
  };
}

/**
 * Rows of a contact file about people who do not exist: fiction phone numbers, `.invalid` addresses, invented towns. The
 * spread is that of a real file: some without a number (4 %), some opposed (2 %), some too recent. Equal requests give
 * equal rows.
 */
export function* fictitiousDonors(request: FictitiousDonorsRequest): Generator<FictitiousRow> {
  const choose = new Chooser(request.seed);
  const { country, firstRank = 0 } = request;
  for (let rank = 0; rank < request.count; rank++) {
    const donorId = fictitiousDonorId(request, rank);
    yield {
      ID_DONATEUR: donorId,
      CODE_CAMPAGNE: request.campaign,
      SEGMENT: choose.pick(['FIDELES', 'RECENTS', 'GRANDS DONS']),
      ...person(choose, donorId, country),
      ...address(choose, country),
      ...phones(choose, firstRank + rank, country),
      OPPOSITION_TEL: choose.happens(2) ? 'O' : 'N',
      ...listCheck(choose, request),
      ...gift(choose, rank, request),
    };
  }
}
