/** How a number that a seat dialled goes on, in the words of the line. `ended`: an answered call is over. */
export const DIAL_PHASES = [
  'dialling',
  'ringing',
  'answered',
  'ended',
  'busy',
  'unanswered',
  'failed',
] as const;
export type DialPhase = (typeof DIAL_PHASES)[number];

/** Phases after which the number is not on the line any more. */
const DIAL_ENDS = ['ended', 'busy', 'unanswered', 'failed'] as const satisfies readonly DialPhase[];
export type DialEnd = (typeof DIAL_ENDS)[number];

interface PhaseFacts {
  readonly isOver: boolean;
  /** Endings that it proposes to the agent, who decides; the likeliest first. Empty: it proposes none. */
  readonly endings: readonly string[];
  /** French, for the agent's screen. */
  readonly told: string;
}

/** THE table of phases: what each says, and what it proposes. */
const FACTS: Readonly<Record<DialPhase, PhaseFacts>> = {
  dialling: { isOver: false, endings: [], told: 'Composition du numéro…' },
  ringing: { isOver: false, endings: [], told: 'Ça sonne.' },
  answered: { isOver: false, endings: [], told: 'Décroché : en ligne.' },
  ended: { isOver: true, endings: [], told: 'La communication est terminée.' },
  busy: { isOver: true, endings: ['NJ_OCC', 'NJ_FILTRE'], told: 'La ligne dit : occupé.' },
  unanswered: { isOver: true, endings: ['NJ_NRP', 'NJ_FILTRE'], told: 'Personne n’a décroché.' },
  failed: { isOver: true, endings: ['NJ_TECH', 'EF_FAUX', 'NJ_FILTRE'], told: 'L’appel n’a pas abouti.' },
};

export function phaseFacts(phase: DialPhase): PhaseFacts {
  return FACTS[phase];
}

export function isDialPhase(kind: string): kind is DialPhase {
  return (DIAL_PHASES as readonly string[]).includes(kind);
}

export function isDialEnd(phase: DialPhase): phase is DialEnd {
  return FACTS[phase].isOver;
}

/** A place with a telephone, as its site and its PBX write it. */
export const SEAT_NAME = /^[A-Za-z0-9_-]{1,40}$/;
