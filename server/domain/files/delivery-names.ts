import { asksSomething, type CampaignKind, kindFacts } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import type { CivilDate, IsoWeek } from '../../../shared/time.ts';

/** What a deliverable's name is made of (docs/rules/layouts.md). */
export interface NamedCampaign {
  readonly kind: CampaignKind;
  readonly country: Country;
  /** `{ORG}`. */
  readonly charity: string;
}

/** `{ORG}_{MANDATS|REMERCIEMENTS}_{UPG|REA|MER}_{PAYS}_{AAAA}-S{WW}.xlsx` (docs/rules/layouts.md#weekly-file). */
export function weeklyFileName(campaign: NamedCampaign, week: IsoWeek): string {
  return named(asksSomething(campaign.kind) ? 'MANDATS' : 'REMERCIEMENTS', campaign, frenchWeek(week));
}

/** `{ORG}_INDICATEURS_{UPG|REA}_{PAYS}_{AAAA}-S{WW}.xlsx`. */
export function reportFileName(campaign: NamedCampaign, week: IsoWeek): string {
  return named('INDICATEURS', campaign, frenchWeek(week));
}

/** `{ORG}_RAPPORT_{AAAA}-S{WW}.xlsx`: all campaigns of the charity. */
export function charityReportFileName(charity: string, week: IsoWeek): string {
  return `${charity}_RAPPORT_${frenchWeek(week)}.xlsx`;
}

/** `{ORG}_REVUE_{AAAA}-S{WW}.html` and, with its figures, `.xlsx`. */
export function reviewFileName(charity: string, week: IsoWeek, form: 'html' | 'xlsx'): string {
  return `${charity}_REVUE_${frenchWeek(week)}.${form}`;
}

/** `{ORG}_URGENT_{UPG|REA}_{PAYS}_{AAAAMMJJ}.xlsx`. */
export function urgentFileName(campaign: NamedCampaign, day: CivilDate): string {
  return named('URGENT', campaign, day.replaceAll('-', ''));
}

/** `{ORG}_INCIDENTS_{UPG|REA}_{PAYS}_{AAAAMMJJ}-{AAAAMMJJ}.pdf`. */
export function incidentReportFileName(
  campaign: NamedCampaign,
  { from, to }: { readonly from: CivilDate; readonly to: CivilDate },
): string {
  const days = `${from}-${to}`.replace(/(\d{4})-(\d{2})-(\d{2})/g, '$1$2$3');
  return named('INCIDENTS', campaign, days).replace(/\.xlsx$/, '.pdf');
}

/** `{ORG}_RETOUR_{UPG|REA}_{PAYS}_{AAAAMMJJ}.xlsx`; an early one says so in its name. */
export function returnFileName(campaign: NamedCampaign, on: CivilDate, early = false): string {
  return named(early ? 'RETOUR-PROVISOIRE' : 'RETOUR', campaign, on.replaceAll('-', ''));
}

/** `{ORG}_PROMESSES_{PAYS}_{AAAAMMJJ}.xlsx` (docs/rules/layouts.md#pledges). */
export function pledgeFileName(
  { charity, country }: Pick<NamedCampaign, 'charity' | 'country'>,
  day: CivilDate,
): string {
  return `${charity}_PROMESSES_${country}_${day.replaceAll('-', '')}.xlsx`;
}

/**
 * The name under which another campaign of the same charity does not collide: two campaigns of one kind and country would
 * otherwise replace each other's file on the drop. The campaign's code goes before the extension.
 */
export function nameWithCampaign(fileName: string, campaignCode: string): string {
  return fileName.replace(/\.(xlsx|pdf)$/, `_${campaignCode}.$1`);
}

/** `2026-W47` as the charity writes it: `2026-S47`. */
export function frenchWeek(week: IsoWeek): string {
  return week.replace('-W', '-S');
}

function named(what: string, campaign: NamedCampaign, when: string): string {
  return `${campaign.charity}_${what}_${kindFacts(campaign.kind).fileLetters}_${campaign.country}_${when}.xlsx`;
}
