import type { Period } from '../../../shared/time.ts';
import type { AgreementFact } from '../../domain/indicators/agreement-facts.ts';
import { countedAgreements } from '../../domain/indicators/agreement-sums.ts';
import { type ObjectionFigure, objectionFigures } from '../../domain/indicators/objection-figures.ts';
import type { StoreReader } from '../../ports/store.ts';

export interface ObjectionsRequest {
  readonly campaign: string;
  readonly period: Period;
  readonly agreements: readonly AgreementFact[];
}

/** What was objected to in the calls of the period, most heard first, under the label that agents see now. */
export function readObjections(
  rows: StoreReader,
  { campaign, period, agreements }: ObjectionsRequest,
): readonly ObjectionFigure[] {
  const aids = rows.aids.byVersion(campaign, rows.aids.currentVersion(campaign) ?? '');
  return objectionFigures(rows.insights.objections(campaign, period), {
    known: aids?.objections ?? [],
    agreed: new Set(countedAgreements(agreements, period.toMs).map(({ callId }) => callId)),
  });
}
