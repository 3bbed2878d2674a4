import { type Country, countryFacts } from '../../../shared/country.ts';
import { dataLaw } from '../../../shared/data-law.ts';
import { foldedText } from '../../../shared/folded-text.ts';

/** How a charity codes where it met a donor, as the donor reads it; what is not here stands as the charity wrote it. */
const CHANNELS: Readonly<Record<string, string>> = {
  street: 'rencontre dans la rue',
  rue: 'rencontre dans la rue',
  porte: 'visite à domicile',
  web: 'internet',
  courrier: 'courrier',
};

export function channelSaid(channel: string): string {
  return CHANNELS[foldedText(channel)] ?? channel;
}

/** Columns of the file that a person cannot read by their name. */
const COLUMNS: Readonly<Record<string, string>> = {
  CONSENTEMENT_TEL_DATE: 'Accord pour être appelé(e) le',
  DNCM_STATUT: 'Liste « Ne m’appelez plus »',
  DNCM_DATE_CONTROLE: 'Liste « Ne m’appelez plus » contrôlée le',
  DNCM_DATE_INSCRIPTION: 'Inscription sur la liste « Ne m’appelez plus » le',
  ANNUAIRE_CH: 'Annuaire téléphonique suisse',
};

export function columnSaid(column: string): string {
  return COLUMNS[column] ?? column;
}

const VALUES: Readonly<Record<string, string>> = {
  LISTE: 'numéro inscrit',
  INSCRIT: 'numéro inscrit',
  NON_LISTE: 'numéro non inscrit',
  ASTERISQUE: 'astérisque : pas de publicité',
};

/** The value of one of those columns. */
export function valueSaid(column: string, value: string): string {
  return column in COLUMNS ? (VALUES[value] ?? value) : value;
}

/** Where to complain, for the campaigns of these countries: each authority once, with its law. */
export function authoritiesSaid(countries: readonly Country[]): string {
  return [...new Set(countries)]
    .map(
      (country) =>
        `${dataLaw(country).authority}, ${countryFacts(country).inCountry} (${dataLaw(country).name})`,
    )
    .join(' ; ');
}
