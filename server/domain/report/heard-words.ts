import type { HeardFigure, HeardTable, StandingOut } from '../indicators/heard-figures.ts';
import { SMALLEST_CELL } from '../indicators/small-cells.ts';
import { frenchCount, frenchDecimal, frenchShare } from '../wording/french-figures.ts';

/** What stands in place of a number that is not told. */
export const HIDDEN = `moins de ${SMALLEST_CELL}`;

/** In place of a cell of too few people, or of one that would give such a cell away. */
export const MASKED = 'masqué';

/** « 240 appels où un frein est noté ». */
export function casesText({ cases, casesText: text }: Pick<HeardTable, 'cases' | 'casesText'>): string {
  return `${frenchCount(cases)} ${text}`;
}

/** `32,1 % (77)`; the cases stand in the title. */
export function heardShare({ told }: Pick<HeardFigure, 'told'>): string {
  if (!told) return HIDDEN;
  const { successes, cases } = told.share;
  return `${frenchShare(successes, cases)} (${frenchCount(successes)})`;
}

/** `26,5 à 38,2 %`. */
export function heardInterval({ told }: Pick<HeardFigure, 'told'>): string {
  if (!told) return '';
  const { low, high } = told.interval;
  return `${frenchDecimal(100 * low, 1)} à ${frenchDecimal(100 * high, 1)} %`;
}

/** The first sentence of each thing said: the whole words are in the scripts and objections. */
export function repliesText({ replies }: HeardFigure): string {
  return replies.map((reply) => /^.*?[.!?](?=\s|$)/.exec(reply)?.[0] ?? reply).join(' / ');
}

/** Ce qui retient de reprendre, « le budget » : 45,5 % (20 sur 44) pour le profil S2, contre 20,3 % ailleurs. */
export function standingOutText({ title, by, label, group, share, rest }: StandingOut): string {
  const said = `${frenchShare(share.successes, share.cases)} (${frenchCount(share.successes)} sur ${frenchCount(share.cases)})`;
  const whom = by === 'profil' ? `le profil ${group}` : `l’${by} « ${group} »`;
  return `${title}, « ${label} » : ${said} pour ${whom}, contre ${frenchShare(rest.successes, rest.cases)} ailleurs`;
}
