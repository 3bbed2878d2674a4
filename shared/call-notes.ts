/**
 * THE table of what an answer of a script may note besides where it leads: why a stopped gift stopped and what holds a
 * person back from resuming it, and what a donor answers to the question of satisfaction. Codes are ASCII,
 * stable and never re-used, like dispositions; an answer that bears one is kept on the path of the call, so that nothing
 * is typed and nothing personal is stored.
 */

const STOP_REASONS = [
  'ARRET_BUDGET',
  'ARRET_SITUATION',
  'ARRET_BANQUE',
  'ARRET_SOLLICITATIONS',
  'ARRET_CONFIANCE',
  'ARRET_AUTRES',
  'ARRET_NON_DIT',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

const BRAKES = [
  'FREIN_BUDGET',
  'FREIN_SITUATION',
  'FREIN_ENGAGEMENT',
  'FREIN_DEMARCHE',
  'FREIN_CANAL',
  'FREIN_CONFIANCE',
  'FREIN_AUTRES',
  'FREIN_HESITATION',
  'FREIN_NON_DIT',
] as const;
export type Brake = (typeof BRAKES)[number];

/** The optional closing question: what the donor thinks of the news that the association sends. */
const SATISFACTIONS = ['SATISF_OUI', 'SATISF_EN_PARTIE', 'SATISF_NON', 'SATISF_NON_DIT'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

export const CALL_NOTES = [...STOP_REASONS, ...BRAKES, ...SATISFACTIONS] as const;
export type CallNoteCode = (typeof CALL_NOTES)[number];

const LABELS: Record<CallNoteCode, string> = {
  ARRET_BUDGET: 'arrêt : le budget',
  ARRET_SITUATION: 'arrêt : changement de situation',
  ARRET_BANQUE: 'arrêt : la banque (rejet, compte changé ou clos)',
  ARRET_SOLLICITATIONS: 'arrêt : trop de sollicitations',
  ARRET_CONFIANCE: 'arrêt : confiance ou mauvaise expérience',
  ARRET_AUTRES: 'arrêt : autre cause soutenue, intérêt perdu',
  ARRET_NON_DIT: 'arrêt : ne sait plus, ou ne souhaite pas le dire',
  FREIN_BUDGET: 'frein : le budget',
  FREIN_SITUATION: 'frein : la situation',
  FREIN_ENGAGEMENT: 'frein : ne veut pas d’engagement régulier',
  FREIN_DEMARCHE: 'frein : la démarche bancaire',
  FREIN_CANAL: 'frein : pas par téléphone',
  FREIN_CONFIANCE: 'frein : la confiance',
  FREIN_AUTRES: 'frein : soutient d’autres causes',
  FREIN_HESITATION: 'frein : hésite au moment de confirmer',
  FREIN_NON_DIT: 'frein : non précisé',
  SATISF_OUI: 'satisfaction : oui',
  SATISF_EN_PARTIE: 'satisfaction : en partie',
  SATISF_NON: 'satisfaction : non',
  SATISF_NON_DIT: 'satisfaction : ne souhaite pas répondre',
};

export function noteLabel(code: CallNoteCode): string {
  return LABELS[code];
}

const STOPS: ReadonlySet<string> = new Set(STOP_REASONS);

export function isStopReason(code: CallNoteCode): code is StopReason {
  return STOPS.has(code);
}

const BRAKE_CODES: ReadonlySet<string> = new Set(BRAKES);

export function isBrake(code: CallNoteCode): code is Brake {
  return BRAKE_CODES.has(code);
}

const ANSWERS: ReadonlySet<string> = new Set(SATISFACTIONS);

export function isSatisfaction(code: CallNoteCode): code is Satisfaction {
  return ANSWERS.has(code);
}

/**
 * The stop was the bank's doing: the call takes the practical way, a new mandate, and persuades of nothing
 * (docs/rules/asks.md).
 */
export const BANK_STOP: StopReason = 'ARRET_BANQUE';
