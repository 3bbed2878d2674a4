import { asksSomething, broughtMinor } from '../../../shared/campaign-kind.ts';
import { civilDate, type IsoWeek } from '../../../shared/time.ts';
import { type Gaps, gapsToDate } from '../indicators/gap-parts.ts';
import { spanFacts } from '../indicators/indicators.ts';
import type { CampaignWeek } from '../report/campaign-week.ts';
import { frenchDate, frenchDecimal, frenchPlural } from '../wording/french-figures.ts';
import { classComparisons } from './class-comparisons.ts';
import { measureFacts } from './measure-facts.ts';
import { type Comparison, comparisons } from './review-comparisons.ts';
import type { FollowedDecision } from './review-decisions.ts';
import { type Measure, measures, noMeasureText } from './review-measures.ts';

/** A campaign as the weekly meeting discusses it (R-22). */
export interface CampaignReview extends CampaignWeek {
  /** Undefined before the first day, and where nothing is asked: agreements have no target there. */
  readonly gaps: Gaps | undefined;
  readonly comparisons: readonly Comparison[];
  readonly measures: readonly Measure[];
  /** Why there is none. */
  readonly noMeasure: string;
  readonly decisions: readonly FollowedDecision[];
  readonly steps: readonly string[];
}

export interface ReviewFacts {
  readonly charity: { readonly code: string; readonly name: string };
  readonly week: IsoWeek;
  readonly campaigns: readonly CampaignReview[];
  /** End of the week: equal facts give equal bytes. */
  readonly createdAtMs: number;
}

/** Effects are counted in agreements. */
const NO_MEASURE =
  'Aucune ne se calcule : rien n’est demandé dans cette campagne. À discuter en réunion, d’après les contacts utiles et les avis.';

/** All that the figures of a campaign say by themselves; decisions come with what changed since. */
export function reviewOf(week: CampaignWeek, decisions: readonly FollowedDecision[]): CampaignReview {
  const { callsByHour: calls } = week.insights;
  const compared = [
    ...comparisons({ ...week.insights, calls }, week.kind),
    ...classComparisons(week.classes),
  ];
  const gaps = gapsOf(week);
  const facts = measureFacts(week, { gaps, comparisons: compared });
  const found = measures(facts);
  return {
    ...week,
    gaps,
    comparisons: compared,
    measures: found,
    noMeasure: asksSomething(week.kind) ? noMeasureText(facts) : NO_MEASURE,
    decisions,
    steps: stepsOf(week, { measures: found.length, decisions }),
  };
}

function gapsOf({ input, days, kind }: CampaignWeek): Gaps | undefined {
  if (!days || !asksSomething(kind)) return undefined;
  const facts = spanFacts(input, input.cumulated);
  return gapsToDate({
    delivered: input.delivered,
    treated: facts.treated,
    useful: facts.useful,
    agreements: facts.netAgreements,
    amountMinor: broughtMinor(kind, facts),
    targets: input.targets,
    usefulBase: input.definitions.usefulBase,
    ...days,
  });
}

function stepsOf(
  { forecast, input, ends, retentionDays, asOf }: CampaignWeek,
  meeting: { readonly measures: number; readonly decisions: readonly FollowedDecision[] },
): string[] {
  const steps: string[] = [];
  const target = `l’objectif de ${frenchDecimal(input.targets.processed, 1)} % de fiches traitées`;
  const perDay = forecast?.perDayToTarget;
  if (perDay)
    steps.push(
      `Traiter ${frenchPlural(perDay, ['fiche', 'fiches'])} par jour restant : c’est ce qu’il faut pour ${target}.`,
    );
  if (perDay === 0) steps.push(`Tenir le rythme : ${target} est atteint.`);
  if (meeting.measures > 0)
    steps.push(
      `Se prononcer sur ${meeting.measures === 1 ? 'la mesure proposée' : `les ${meeting.measures} mesures proposées`} ci-dessus, et noter chaque décision (plateau decision add).`,
    );
  for (const { decision, about, effect } of meeting.decisions) {
    if (effect.includes('trop peu de cas'))
      steps.push(
        `Relire la semaine prochaine l’effet de la décision du ${dayOf(decision.atMs)} (${about}) : pas encore assez de cas.`,
      );
  }
  const last = Temporal.PlainDate.from(ends).add({ days: retentionDays }).toString();
  const calls = asOf > ends ? 'Appels finis' : `Fin des appels le ${frenchDate(ends)}`;
  steps.push(`${calls} ; fichier retour, puis destruction des données au plus tard le ${frenchDate(last)}.`);
  return steps;
}

/** `23 novembre 2026`, in the house's zone. */
export function dayOf(atMs: number): string {
  return frenchDate(civilDate(atMs));
}
