import { asksSomething } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import { DISPOSITIONS, dispositionOf } from '../../../shared/dispositions.ts';
import type { Period } from '../../../shared/time.ts';
import { agreementSums } from '../../domain/indicators/agreement-sums.ts';
import type { IndicatorInput, IndicatorSpan } from '../../domain/indicators/indicator-input.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type CampaignAgreements, readAgreements } from './read-agreements.ts';
import { readAnswers } from './read-answers.ts';

export interface FiguresRequest {
  readonly campaign: CampaignRow;
  /** The week; the cumulated column goes from the beginning to its end. */
  readonly period: Period;
  readonly nowMs: number;
}

export interface Figures {
  readonly input: IndicatorInput;
  /** What every agreement in them is counted from. */
  readonly agreements: CampaignAgreements;
  /** Calls ended in the span, by disposition. */
  readonly calls: {
    readonly period: ReadonlyMap<string, number>;
    readonly cumulated: ReadonlyMap<string, number>;
  };
}

/** What the 14 indicators are computed from, read in one snapshot (call it within one `store.read`). No record is opened. */
export async function readFigures(rows: StoreReader, request: FiguresRequest): Promise<Figures> {
  const { campaign, period } = request;
  const sinceStart = { fromMs: 0, toMs: period.toMs };
  const agreements = await readAgreements(rows, campaign.code);
  const counted = { ...request, agreements };
  return {
    agreements,
    input: {
      kind: campaign.kind,
      country: campaign.country,
      currency: countryFacts(campaign.country).currency,
      targets: campaign.settings.targets,
      definitions: campaign.settings.definitions,
      ...(await fileFacts(rows, campaign.code)),
      period: await spanOf(rows, counted, period),
      cumulated: await spanOf(rows, counted, sinceStart),
    },
    calls: {
      period: (await rows.calls.sums(campaign.code, period)).byDisposition,
      cumulated: (await rows.calls.sums(campaign.code, sinceStart)).byDisposition,
    },
  };
}

type FileFacts = Pick<IndicatorInput, 'delivered' | 'callable' | 'fileRecords' | 'fileMonthlyMinor'>;

/** L and P count finished files only: a file being imported is not delivered yet. */
async function fileFacts(rows: StoreReader, campaign: string): Promise<FileFacts> {
  const files = (await rows.records.contactFiles(campaign)).filter((file) => file.state === 'imported');
  // Summed by the base: walking 14,300 records would hold every agent's next card for 0.1 s.
  const sums = await rows.records.importedSums(campaign);
  const callable = sums.filter((sum) => !dispositionOf(sum.disposition ?? '')?.beforeCalls);
  const total = (of: typeof sums, key: 'records' | 'monthlyMinor') =>
    of.reduce((sum, one) => sum + one[key], 0);
  return {
    delivered: files.reduce((sum, file) => sum + file.rows, 0),
    callable: total(callable, 'records'),
    fileRecords: total(sums, 'records'),
    fileMonthlyMinor: total(sums, 'monthlyMinor'),
  };
}

async function spanOf(
  rows: StoreReader,
  { campaign, nowMs, agreements }: FiguresRequest & { readonly agreements: CampaignAgreements },
  span: Period,
): Promise<IndicatorSpan> {
  const sums = await rows.calls.sums(campaign.code, span);
  return {
    closed: await rows.records.countByDisposition(campaign.code, span),
    attempted:
      campaign.settings.definitions.processed === 'ATTEMPTED'
        ? await attempted(rows, campaign.code, span)
        : 0,
    pitchedCalls: sums.pitched,
    agreements: agreementSums(agreements.facts, span, agreements.files),
    // A correction counts in the span it is made in, whatever the week of its call: history is never rewritten.
    oneOffMinor: sums.oneOffMinor + (await rows.corrections.oneOffDeltaMinor(campaign.code, span)),
    productionSeconds: await rows.floor.productionSeconds({ campaign: campaign.code }, span, nowMs),
    ...(asksSomething(campaign.kind)
      ? {}
      : {
          thanks: { corrected: sums.corrected, satisfaction: await readAnswers(rows, campaign.code, span) },
        }),
  };
}

const EVERY_CODE = DISPOSITIONS.map((row) => row.code);

async function attempted(rows: StoreReader, campaign: string, span: Period): Promise<number> {
  return new Set((await rows.calls.ended(campaign, span, EVERY_CODE)).map((call) => call.recordId)).size;
}
