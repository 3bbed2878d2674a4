import { CAMPAIGN_KINDS, kindFacts } from '../../../shared/campaign-kind.ts';
import { COUNTRIES } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { dropNameRefused } from '../files/drop-name-refused.ts';

const LETTERS = CAMPAIGN_KINDS.map((kind) => kindFacts(kind).fileLetters).join('|');
const SHAPE = new RegExp(
  `^([A-Z0-9][A-Z0-9-]*)_(${LETTERS})_(${COUNTRIES.join('|')})_(\\d{4})(\\d{2})(\\d{2})\\.xlsx\\.pgp$`,
);

type Campaign = Pick<CampaignSettings, 'kind' | 'country'> & { readonly charity: string };

function named({ charity, kind, country }: Campaign, when: string): string {
  return `${charity}_${kindFacts(kind).fileLetters}_${country}_${when}.xlsx.pgp`;
}

const expected = (campaign: Campaign) => named(campaign, 'AAAAMMJJ');

/** The name of a contact file of that campaign dropped on that day. */
export function contactFileNameOn(campaign: Campaign, day: CivilDate): string {
  return named(campaign, day.replaceAll('-', ''));
}

function isDate(year: string, month: string, day: string): boolean {
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
}

/**
 * Checks that a file of the drop is a contact file of that campaign: `{ORG}_{UPG|REA}_{PAYS}_{AAAAMMJJ}.xlsx.pgp`
 * (docs/rules/layouts.md). AppErrors `wrong-file-name`, `file-in-clear`, `wrong-country`.
 */
export function checkContactFileName(fileName: string, campaign: Campaign): void {
  const match = SHAPE.exec(fileName);
  const [, org, kind, country, year = '', month = '', day = ''] = match ?? [];
  if (
    !match ||
    org !== campaign.charity ||
    kind !== kindFacts(campaign.kind).fileLetters ||
    !isDate(year, month, day)
  )
    throw dropNameRefused(fileName, 'd’un fichier de fiches de cette campagne', expected(campaign));
  if (country !== campaign.country)
    throw new AppError({
      code: 'wrong-country',
      kind: 'invalid',
      message: `Le fichier est pour ${country}, la campagne pour ${campaign.country}.`,
      hint: `Nom attendu pour cette campagne : ${expected(campaign)}.`,
    });
}

/** `ORG_UPG_FR_MODELE.xlsx`: the empty workbook of the launch kit. */
export function templateFileName(campaign: Campaign): string {
  return named(campaign, 'MODELE').replace(/\.pgp$/, '');
}

/** `ORG_UPG_FR_20261123.xlsx.pgp` → `ORG_UPG_FR_20261123_RAPPORT.xlsx` (it leaves with `.pgp`). */
export function contactReportFileName(fileName: string): string {
  return `${fileName.replace(/\.xlsx\.pgp$/, '')}_RAPPORT.xlsx`;
}
