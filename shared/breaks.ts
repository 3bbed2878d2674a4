/**
 * Why somebody does not call for now: none of them is production time (docs/rules/indicators.md, indicator 9). The
 * first is the ordinary one. Stored with each span since the first version, hence French (docs/DECISIONS.md).
 */
export const PAUSE_KINDS = ['pause', 'dejeuner', 'legale', 'formation', 'technique', 'debriefing'] as const;
export type PauseKind = (typeof PAUSE_KINDS)[number];

export const PAUSE_LABEL: Record<PauseKind, string> = {
  pause: 'Pause',
  dejeuner: 'Pause déjeuner',
  legale: 'Pause légale',
  formation: 'Formation',
  technique: 'Problème technique',
  debriefing: 'Débriefing',
};
