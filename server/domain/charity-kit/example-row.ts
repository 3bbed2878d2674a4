import { type Country, countryFacts } from '../../../shared/country.ts';
import { type ColumnName, needOf } from '../contact-file/contact-columns.ts';
import type { ContactProfile } from '../contact-file/contact-profile.ts';
import { writtenDay } from '../contact-file/mapping/date-formats.ts';
import { theirSpellings } from '../contact-file/mapping/their-names.ts';
import type { CellValue } from '../files/sheets.ts';

type Example = Partial<Record<ColumnName, CellValue>>;

/** Places, numbers and mandates that belong to nobody, in the form that each country writes. */
const BY_COUNTRY: Readonly<Record<Country, Example>> = {
  FR: {
    CP: '01990',
    VILLE: 'VILLE FICTIVE',
    TEL_FIXE: '01 99 00 00 01',
    TEL_MOBILE: '06 39 98 00 01',
    RUM: '++EXEMPLE000000001',
    ICS: 'FR72ZZZ123456',
  },
  BE: {
    CP: '1009',
    VILLE: 'Ville-Fictive',
    TEL_FIXE: '02 700 00 01',
    TEL_MOBILE: '0470 00 00 01',
    RUM: '++EXEMPLE000000001',
    ICS: 'BE68ZZZ0123456789',
    DNCM_STATUT: 'NON_LISTE',
  },
  CH: {
    CP: '1209',
    VILLE: 'Ville-Fictive',
    CANTON: 'GE',
    TEL_FIXE: '022 000 00 01',
    TEL_MOBILE: '079 000 00 01',
    SYSTEME: 'LSV+',
    REF_AUTORISATION: 'LSV-EXEMPLE-000000001',
  },
};

const EVERYWHERE: Example = {
  ID_DONATEUR: 'EXEMPLE-0001',
  SEGMENT: 'FIDELES',
  CIVILITE: 'MME',
  NOM: 'EXEMPLE',
  PRENOM: 'Personne-Fictive',
  TRANCHE_AGE: '55-64',
  LANGUE: 'fr',
  ADR_L2: 'APPARTEMENT 12',
  ADR_L4: '1 RUE DE L EXEMPLE',
  NPAI: 'N',
  TEL_SOURCE: 'DONATEUR',
  OPPOSITION_TEL: 'N',
  EMAIL: 'personne.fictive@exemple.invalid',
  EMAIL_OPTIN: 'N',
  CANAL_RECRUTEMENT: 'COURRIER',
  CUMUL_DONS: { minor: 48_000 },
  NB_DONS: 48,
  MONTANT_PA: { minor: 1000 },
  PERIODICITE: 'M',
  JOUR_PRELEVEMENT: 10,
  MOTIF_ARRET: 'DEMANDE',
};

/** Days before the day of the kit: what must be old is old enough for every campaign, what must be fresh is of the week. */
const DAYS_BEFORE: Partial<Record<ColumnName, number>> = {
  DATE_RECRUTEMENT: 1500,
  DATE_PREMIER_DON: 1500,
  DATE_DEBUT_PA: 1500,
  DNCM_DATE_CONTROLE: 3,
  DATE_DERNIER_PRELEVEMENT: 220,
  DATE_ARRET: 200,
};
/** Only where the gift has stopped: a running one with a date of stop would not be called. */
const STOPPED: ReadonlySet<ColumnName> = new Set(['DATE_ARRET', 'MOTIF_ARRET', 'DATE_DERNIER_PRELEVEMENT']);

/**
 * One row as the charity would fill it, about a person who does not exist; undefined where the column may stay empty in the
 * example. Every required column is filled.
 */
export function exampleCell(name: ColumnName, profile: ContactProfile): CellValue {
  if (STOPPED.has(name) && needOf('DATE_ARRET', profile) === 'optional') return null;
  const days = DAYS_BEFORE[name];
  const isListed = needOf('DNCM_STATUT', profile) !== 'optional';
  if (days !== undefined && (isListed || name !== 'DNCM_DATE_CONTROLE'))
    return { date: Temporal.PlainDate.from(profile.today).subtract({ days }).toString() };
  if (name === 'CODE_CAMPAGNE') return profile.settings.code;
  if (name === 'PAYS') return profile.country;
  if (name === 'DEVISE') return profile.currency;
  return BY_COUNTRY[profile.country][name] ?? EVERYWHERE[name] ?? null;
}

/** The same as that country writes it; '' for a cell that stays empty. */
export function exampleText(name: ColumnName, profile: ContactProfile): string {
  const cell = exampleCell(name, profile);
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  if ('date' in cell) return cell.date.split('-').reverse().join('/');
  return 'minor' in cell ? writtenUnits(cell.minor / 100, profile.country) : '';
}

/** The same in the charity’s own values and formats, where they were agreed. */
export function writtenExample(name: ColumnName, profile: ContactProfile): string {
  const { mapping } = profile.settings;
  const cell = exampleCell(name, profile);
  const { dates, amounts } = mapping?.formats ?? {};
  if (typeof cell === 'string') return theirSpellings(mapping, name, cell)[0] ?? cell;
  if (cell !== null && typeof cell === 'object') {
    if ('date' in cell && dates) return writtenDay(cell.date, dates);
    if ('minor' in cell && amounts === 'cents') return String(cell.minor);
  }
  return exampleText(name, profile);
}

/** `12,50`, `12.50`: as an amount is written there, without its currency. */
export function writtenUnits(units: number, country: Country): string {
  const { amountLocale, currency } = countryFacts(country);
  return units.toLocaleString(amountLocale, { style: 'currency', currency }).replace(/[^\d.,]/g, '');
}
