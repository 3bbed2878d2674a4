import { DISPOSITIONS, dispositionOf } from '../../shared/dispositions.ts';
import type { Period } from '../../shared/time.ts';
import type { IndicatorInput, IndicatorSpan } from '../domain/indicator-input.ts';
import type { CampaignRow } from '../ports/rows/campaigns.ts';
import type { StoreReader } from '../ports/store.ts';

export interface FiguresRequest {
  readonly campaign: CampaignRow;
  /** The week; the cumulated column goes from the beginning to its end. */
  readonly period: Period;
  readonly nowMs: number;
}

export interface Figures {
  readonly input: IndicatorInput;
  /** Calls ended in the span, by disposition. */
  readonly calls: {
    readonly period: ReadonlyMap<string, number>;
    readonly cumulated: ReadonlyMap<string, number>;
  };
}

/** What the 14 indicators are computed from, read in one snapshot (call it within one `store.read`). No record is opened. */
export function readFigures(rows: StoreReader, request: FiguresRequest): Figures {
  const { campaign, period } = request;
  const sinceStart = { fromMs: 0, toMs: period.toMs };
  return {
    input: {
      kind: campaign.kind,
      country: campaign.country,
      currency: campaign.country === 'CH' ? 'CHF' : 'EUR',
      targets: campaign.settings.targets,
      definitions: campaign.settings.definitions,
      ...fileFacts(rows, campaign.code),
      period: spanOf(rows, request, period),
      cumulated: spanOf(rows, request, sinceStart),
    },
    calls: {
      period: rows.calls.sums(campaign.code, period).byDisposition,
      cumulated: rows.calls.sums(campaign.code, sinceStart).byDisposition,
    },
  };
}

type FileFacts = Pick<IndicatorInput, 'delivered' | 'callable' | 'fileRecords' | 'fileMonthlyMinor'>;

/** L and P count finished files only: a file being imported is not delivered yet. */
function fileFacts(rows: StoreReader, campaign: string): FileFacts {
  const files = rows.records.contactFiles(campaign).filter((file) => file.state === 'imported');
  const finished = new Set(files.map((file) => file.id));
  let callable = 0;
  let fileRecords = 0;
  let fileMonthlyMinor = 0;
  for (const record of rows.records.each(campaign)) {
    if (!finished.has(record.contactFileId)) continue;
    fileRecords += 1;
    fileMonthlyMinor += record.monthlyMinor;
    if (!dispositionOf(record.disposition ?? '')?.beforeCalls) callable += 1;
  }
  const delivered = files.reduce((sum, file) => sum + file.rows, 0);
  return { delivered, callable, fileRecords, fileMonthlyMinor };
}

function spanOf(rows: StoreReader, { campaign, nowMs }: FiguresRequest, span: Period): IndicatorSpan {
  const sums = rows.calls.sums(campaign.code, span);
  return {
    closed: rows.records.countByDisposition(campaign.code, span),
    attempted:
      campaign.settings.definitions.processed === 'ATTEMPTED' ? attempted(rows, campaign.code, span) : 0,
    pitchedCalls: sums.pitched,
    agreementOldMonthlyMinor: sums.agreementOldMonthlyMinor,
    agreementNewMonthlyMinor: sums.agreementNewMonthlyMinor,
    oneOffMinor: sums.oneOffMinor,
    productionSeconds: rows.floor.productionSeconds({ campaign: campaign.code }, span, nowMs),
    // No step records a cancellation yet: X lines come with the corrections of a later issue.
    cancelled: { count: 0, oldMonthlyMinor: 0, newMonthlyMinor: 0 },
  };
}

const EVERY_CODE = DISPOSITIONS.map((row) => row.code);

function attempted(rows: StoreReader, campaign: string, span: Period): number {
  return new Set(rows.calls.ended(campaign, span, EVERY_CODE).map((call) => call.recordId)).size;
}
