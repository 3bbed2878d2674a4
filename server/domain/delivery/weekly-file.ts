import { type CampaignKind, callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import type { IsoWeek } from '../../../shared/time.ts';
import { frenchWeek } from '../files/delivery-names.ts';
import type { WorkbookSpec } from '../files/sheets.ts';
import type { AgreementFact } from '../indicators/agreement-facts.ts';
import { type LeftOut, leftOut } from '../indicators/agreement-sums.ts';
import { type LineColumn, mandateColumns, oneOffColumns } from './weekly-file-columns.ts';
import { controlled, controlSheet, type DataSheet } from './weekly-file-control.ts';
import {
  mandateLine,
  type OneOffLine,
  oneOffLine,
  type WeeklyFact,
  type WeeklyLine,
} from './weekly-file-lines.ts';

export interface WeeklyFacts {
  readonly campaign: {
    readonly code: string;
    readonly kind: CampaignKind;
    readonly country: Country;
  };
  readonly week: IsoWeek;
  readonly facts: readonly WeeklyFact[];
  /** Every agreement of the campaign: what the file leaves out is told in CONTROLE. */
  readonly agreements: readonly AgreementFact[];
  /** End of the week: equal facts give equal bytes. */
  readonly createdAtMs: number;
}

export interface WeeklyFile {
  readonly spec: WorkbookSpec;
  readonly mandates: readonly WeeklyLine[];
  readonly oneOffs: readonly OneOffLine[];
  /** Counted in CONTROLE, never sent meanwhile. */
  readonly leftOut: LeftOut;
}

/**
 * The weekly mandates file (R-20, docs/rules/layouts.md#weekly-file). An empty week gives sheets without rows; pure and
 * deterministic.
 */
export function weeklyFile({ campaign, week, facts, agreements, createdAtMs }: WeeklyFacts): WeeklyFile {
  const all = [...facts].sort(byEnd);
  const mandates = all
    .filter(({ call, signature }) => signature || dispositionOf(call.disposition)?.agreement)
    .map((fact) => mandateLine(campaign.kind, fact))
    .filter((line) => isEffective(line, campaign.kind));
  const oneOffs = all.filter(({ call }) => dispositionOf(call.disposition)?.oneOff).map(oneOffLine);
  const carried = new Set(mandates.map(({ callId }) => callId));
  const left = leftOut(agreements, { toMs: createdAtMs, carried });
  const mandateSheet = sheetOf('MANDATS', mandateColumns(campaign.country), mandates);
  const oneOffSheet = sheetOf('DONS PONCTUELS', oneOffColumns(), oneOffs);
  const control = controlSheet([
    controlled(
      mandateSheet,
      mandates.map(({ line, oldMinor, newMinor, toldMinor }) => ({
        line,
        old: oldMinor,
        amount: newMinor,
        told: toldMinor,
      })),
      left,
    ),
    controlled(
      oneOffSheet,
      oneOffs.map(({ line, oneOffMinor, toldMinor }) => ({
        line,
        old: null,
        amount: oneOffMinor,
        told: toldMinor,
      })),
      null,
    ),
  ]);
  const title = `Mandats ${campaign.code} ${frenchWeek(week)}`;
  return {
    spec: { title, createdAtMs, sheets: [mandateSheet, oneOffSheet, control] },
    mandates,
    oneOffs,
    leftOut: left,
  };
}

/**
 * An upgrade is effective as soon as agreed; a resumed gift only under a mandate that may be debited
 * (docs/rules/direct-debit.md). What already left stays so.
 */
function isEffective(line: WeeklyLine, kind: CampaignKind): boolean {
  if (line.line !== 'N' || line.signedOn !== null) return true;
  return !callsStoppedGifts(kind) || line.mandateAction === 'REUTILISER';
}

function byEnd(a: WeeklyFact, b: WeeklyFact): number {
  return a.call.endedAtMs - b.call.endedAtMs || (a.call.callId < b.call.callId ? -1 : 1);
}

function sheetOf<Line>(
  name: string,
  columns: readonly LineColumn<Line>[],
  lines: readonly Line[],
): DataSheet {
  return {
    name,
    columns: columns.map(({ header, kind, width }) => ({ header, kind, width })),
    rows: lines.map((line) => columns.map((column) => column.cell(line))),
  };
}
