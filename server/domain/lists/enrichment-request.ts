import { type CampaignKind, callsStoppedGifts, kindFacts } from '../../../shared/campaign-kind.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { closesNumber } from '../call/call-result-phones.ts';
import { countryLaw } from '../campaign/country-law.ts';
import { folded } from '../contact-file/contact-texts.ts';
import type { Donor } from '../donor.ts';
import type { NamedCampaign } from '../files/delivery-names.ts';
import type { ColumnSpec, WorkbookSpec } from '../files/sheets.ts';

/** Closed for want of a number at import. */
export const WITHOUT_NUMBER = 'EF_SANSTEL';

/**
 * Numbers are asked only where none is left: none was given, or the calls proved them wrong (docs/rules/enrichment.md).
 */
export function isAskable(code: string): boolean {
  return code === WITHOUT_NUMBER || closesNumber(code);
}

/** Where the law forbids to call whose gift has stopped, an enriched number may be called for an active donor only. */
export function mayBeEnriched(
  donor: Pick<Donor, 'country' | 'gift'>,
  kind: CampaignKind,
  today: CivilDate,
): boolean {
  if (countryLaw(donor.country).stoppedGifts === null) return true;
  const stoppedOn = donor.gift.stoppedOn;
  return !callsStoppedGifts(kind) && (stoppedOn === undefined || stoppedOn > today);
}

/** `{ORG}_ENRICH_{UPG|REA}_{PAYS}_{AAAAMMJJ}-{n}.xlsx`. */
export function enrichFileName(campaign: NamedCampaign, on: CivilDate, rank: number): string {
  const { charity, kind, country } = campaign;
  return `${charity}_ENRICH_${kindFacts(kind).fileLetters}_${country}_${on.replaceAll('-', '')}-${rank}.xlsx`;
}

/** A line of the request: who lives where, and an id that means nothing outside. */
export interface EnrichLine {
  readonly lineId: string;
  readonly donor: Donor;
}

type Column = readonly [string, (line: EnrichLine) => string, number];

const COLUMNS: readonly Column[] = [
  ['ID_LIGNE', ({ lineId }) => lineId, 40],
  ['CIVILITE', ({ donor }) => donor.civility, 10],
  ['NOM', ({ donor }) => folded(donor.lastName), 30],
  ['PRENOM', ({ donor }) => folded(donor.firstName), 24],
  ['ADR_L2', ({ donor }) => folded(donor.addressL2), 38],
  ['ADR_L3', ({ donor }) => folded(donor.addressL3), 38],
  ['ADR_L4', ({ donor }) => folded(donor.addressL4), 38],
  ['ADR_L5', ({ donor }) => folded(donor.addressL5), 38],
  ['CP', ({ donor }) => donor.postcode, 10],
  ['VILLE', ({ donor }) => folded(donor.city), 30],
  ['PAYS', ({ donor }) => donor.country, 8],
];

/**
 * What leaves for the supplier of numbers (docs/rules/enrichment.md): names and standardised addresses, no gift, no
 * donor id, no campaign.
 */
export function enrichmentRequest(lines: readonly EnrichLine[], createdAtMs: number): WorkbookSpec {
  return {
    title: 'Demande de numéros',
    createdAtMs,
    sheets: [
      {
        name: 'DEMANDE',
        columns: COLUMNS.map(([header, , width]): ColumnSpec => ({ header, width, kind: 'text' })),
        rows: lines.map((line) => COLUMNS.map(([, cell]) => cell(line))),
      },
    ],
  };
}
