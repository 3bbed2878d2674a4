import type { Period } from '../../../shared/time.ts';
import type { IndicatorInput } from '../../domain/indicators/indicator-input.ts';
import {
  type ExperienceSpan,
  type SatisfactionFigure,
  satisfactionFigures,
} from '../../domain/indicators/satisfaction-figures.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Incidents opened and sheets filled in the span, within one `store.read`. No sheet and no entry is opened. */
async function readExperience(rows: StoreReader, campaign: string, span: Period): Promise<ExperienceSpan> {
  const opened = (await rows.incidents.of([campaign])).filter(
    ({ openedAtMs }) => openedAtMs >= span.fromMs && openedAtMs < span.toMs,
  );
  const sheets = await rows.listening.notes([campaign], span);
  return {
    incidents: opened.length,
    sheets: sheets.length,
    scores: sheets.reduce((sum, { score }) => sum + score, 0),
  };
}

/** The satisfaction block of a campaign, beside its indicators of the same spans. */
export async function readSatisfactionFigures(
  rows: StoreReader,
  of: { readonly code: string; readonly input: IndicatorInput; readonly period: Period },
): Promise<readonly SatisfactionFigure[]> {
  const { code, input, period } = of;
  const sinceStart = { fromMs: 0, toMs: period.toMs };
  return satisfactionFigures(input.kind, {
    period: { ...input.period, experience: await readExperience(rows, code, period) },
    cumulated: { ...input.cumulated, experience: await readExperience(rows, code, sinceStart) },
  });
}
