import { LEAST_CASES, wilson } from '../indicators/confidence.ts';
import type { GapFactor } from '../indicators/gap-parts.ts';
import { frenchCount, frenchDecimal, frenchPlural, frenchShare } from '../wording/french-figures.ts';
import { product, type Range, rangeOf, rise, times } from './measure-effects.ts';
import { agreedShare, groupsOf, type MeasureFacts, toCallOf } from './measure-facts.ts';
import type { ComparedGroup, ComparisonKey } from './review-comparisons.ts';
import { intervalText, shareText } from './review-words.ts';

/** What may be done about a cause, with the figures it comes from; `brings` is in agreements, or in minor units a month. */
export interface Found {
  readonly text: string;
  readonly because: string;
  /** What `plateau decision add --about …` would say. */
  readonly about: string;
  readonly brings: Range;
}

interface MeasureRule {
  readonly cause: GapFactor;
  readonly find: (facts: MeasureFacts) => readonly Found[];
}

/** THE table of measures, by the cause that each one fills. */
export const MEASURE_RULES: readonly MeasureRule[] = [
  { cause: 'processed', find: moreHours },
  { cause: 'reached', find: (facts) => betterMoments(facts, 'part-reached', 'ce moment') },
  { cause: 'reached', find: (facts) => betterMoments(facts, 'weekday-reached', 'ce jour') },
  { cause: 'reached', find: profilesReached },
  { cause: 'agreed', find: profilesExcluded },
  { cause: 'agreed', find: themesPreferred },
  { cause: 'amount', find: laddersRaised },
];

/** Hours and seats, from the pace so far and what calling brings: only what the days left would not do by themselves. */
function moreHours(facts: MeasureFacts): readonly Found[] {
  const { treated, useful, agreements, missing, seconds, seatDays, left, callingDaysLeft } = facts;
  const records = missing - treated * left;
  if (treated < LEAST_CASES || seconds <= 0 || callingDaysLeft === 0 || records <= 0) return [];
  const pace = treated / (seconds / 3600);
  const hours = records / pace;
  const aDay = hours / callingDaysLeft;
  const seatHours = seatDays === 0 ? 0 : seconds / 3600 / seatDays;
  const seats =
    seatHours === 0
      ? ''
      : ` : ${frenchPlural(Math.ceil(aDay / seatHours), ['poste', 'postes'])} de plus, à ${frenchDecimal(seatHours, 1)} h par poste et par jour`;
  const agreed = { successes: Math.max(0, Math.min(agreements, treated)), cases: treated };
  return [
    {
      text: `Ajouter ${hoursText(hours)} d’appel d’ici la fin, soit ${hoursText(aDay)} par jour d’appel${seats}`,
      because: `${frenchDecimal(pace, 1)} fiches traitées par heure (${frenchCount(treated)} en ${hoursText(seconds / 3600)}), dont ${frenchShare(useful, treated)} jointes ; au rythme actuel, il en manquera ${frenchCount(Math.ceil(records))} pour l’objectif`,
      about: 'general',
      brings: times(rangeOf(agreed), records),
    },
  ];
}

/** Under ten hours the half hour matters. */
function hoursText(hours: number): string {
  return hours < 10 ? `${frenchDecimal(hours, 1)} h` : `${frenchCount(Math.ceil(hours))} h`;
}

/** As many calls again at a moment that finds more donors, taken from the others. */
function betterMoments(facts: MeasureFacts, key: ComparisonKey, what: string): readonly Found[] {
  return groupsOf(facts, key)
    .filter(({ reading }) => reading === 'above')
    .map((group) => {
      const moved = Math.min(group.share.cases, group.rest.cases) * facts.left;
      const contacts = times(rise(group.rest, group.share), moved);
      return {
        text: `Déplacer des heures d’appel vers ${what} : ${group.name}, jusqu’à y doubler les appels`,
        because: compared('donateurs joints sur appels comptés', group),
        about: `creneau:${group.name}`,
        brings: product(contacts, rangeOf(agreedShare(facts))),
      };
    });
}

/** Other moments, or new numbers, for a profile that is found less than the others. */
function profilesReached(facts: MeasureFacts): readonly Found[] {
  return groupsOf(facts, 'segment-reached')
    .filter(({ reading }) => reading === 'below')
    .map((group) => ({
      text: `Changer les créneaux d’appel du profil ${group.name}, ou enrichir ses numéros`,
      because: compared('contacts utiles sur fiches traitées', group),
      about: `profil:${group.name}`,
      brings: product(
        times(rise(group.share, group.rest), toCallOf(facts, group.name).own),
        rangeOf(agreedShare(facts)),
      ),
    }));
}

/** Calls of a profile that hardly agrees, given to the others: worth nothing where every record will be called anyway. */
function profilesExcluded(facts: MeasureFacts): readonly Found[] {
  const { useful, treated } = facts;
  return groupsOf(facts, 'segment-agreed')
    .filter(({ reading }) => reading === 'below')
    .map((group) => {
      const { own, others } = toCallOf(facts, group.name);
      const contacts = Math.min(own, others) * (treated === 0 ? 0 : useful / treated);
      return {
        text: `Exclure le profil ${group.name} de la suite des appels`,
        because: compared('accords sur contacts utiles', group),
        about: `profil:${group.name}`,
        brings: times(rise(group.share, group.rest), contacts),
      };
    });
}

function themesPreferred(facts: MeasureFacts): readonly Found[] {
  return groupsOf(facts, 'theme-agreed')
    .filter(({ reading }) => reading === 'above')
    .map((group) => ({
      text: `Privilégier le thème ${group.name}`,
      because: compared('accords sur contacts argumentés', group),
      about: `theme:${group.name}`,
      brings: times(rise(group.rest, group.share), group.rest.cases * facts.left),
    }));
}

/** The amount that most agreements are accepted at: raised to the mean that is aimed at, as long as as many accept it. */
function laddersRaised(facts: MeasureFacts): readonly Found[] {
  const { agreements, atFirst, amountMinor, averageMinor, left } = facts;
  const lacking = agreements < LEAST_CASES ? 0 : averageMinor - amountMinor / agreements;
  if (lacking <= 0) return [];
  const first = { successes: Math.min(atFirst, agreements), cases: agreements };
  const { low, high } = wilson(first);
  if (low <= 0.5 && high >= 0.5) return [];
  const isFirst = low > 0.5;
  const taken = isFirst ? first : { successes: agreements - first.successes, cases: agreements };
  return [
    {
      text: `Relever ${isFirst ? 'la première proposition' : 'la seconde proposition'} de l’échelle, tant qu’elle reste acceptée`,
      because: `${shareText(taken)} des accords se font ${isFirst ? 'au premier montant' : 'après le premier montant'}, intervalle à 95 % de ${intervalText(wilson(taken))}, et un accord apporte moins que prévu`,
      about: 'general',
      brings: times(rangeOf(taken), agreements * left * lacking),
    },
  ];
}

function compared(what: string, { share, interval, rest }: ComparedGroup): string {
  return `${what} : ${shareText(share)}, intervalle à 95 % de ${intervalText(interval)}, contre ${shareText(rest)} ailleurs`;
}
