import type { Period } from '../../../shared/time.ts';
import { type ObjectionFigure, objectionFigures } from '../../domain/indicators/objection-figures.ts';
import type { StoreReader } from '../../ports/store.ts';

/** What was objected to in the calls of the period, most heard first, under the label that agents see now. */
export function readObjections(
  rows: StoreReader,
  campaign: string,
  period: Period,
): readonly ObjectionFigure[] {
  const aids = rows.aids.byVersion(campaign, rows.aids.currentVersion(campaign) ?? '');
  return objectionFigures(rows.insights.objections(campaign, period), aids?.objections ?? []);
}
