import type { CallOutcome, CallOutcomeInput } from './call-outcome.ts';
import type { CallScript } from './call-script.ts';
import { asksSomething, type CampaignKind } from './campaign-kind.ts';
import type { Card } from './card.ts';
import { dispositionOf } from './dispositions.ts';
import { contractBreaches } from './script-contract.ts';
import { asksMade, progressOf } from './script-progress.ts';
import { zoned } from './time.ts';

/** The guided half hour before the first real card, in this order. */
export const EXERCISE_IDS = [
  'read-back',
  'refusal',
  'thanked',
  'wish',
  'objection',
  'correction',
  'callback',
  'stop-word',
  'ethics',
] as const;
export type ExerciseId = (typeof EXERCISE_IDS)[number];

/** What the fictitious person asks for in two of the exercises. */
export const PRACTICE_EMAIL = 'zephyrine.testeur@exemple.invalid';
export const PRACTICE_HOUR = 18;

/** What the practice of a campaign needs; the donor on the card cannot exist. */
export interface PracticeStart {
  readonly campaign: string;
  readonly campaignName: string;
  readonly card: Card;
  /** Campaigns of the agent still to practise, this one included. */
  readonly toPass: readonly string[];
  /** Its exercises were passed already: the modules come at once. */
  readonly isPractised: boolean;
  /** Codes of its modules that the agent has not learned yet, in their order. */
  readonly modules: readonly string[];
}

/** Every exercise of the campaign, in any order, each with its outcome. */
export interface PracticeResult {
  readonly campaign: string;
  readonly answers: readonly { readonly exercise: ExerciseId; readonly outcome: CallOutcomeInput }[];
}

/** One exercise done: what the workstation would have sent for a real call. */
export interface ExerciseAnswer {
  readonly exercise: ExerciseId;
  readonly outcome: CallOutcome;
}

/** What an exercise is judged with: the script that was walked, the zone of the fictitious donor. */
export interface PracticeSetting {
  readonly script: CallScript;
  readonly zone: string;
}

function asksOf({ script }: PracticeSetting, outcome: CallOutcome): number {
  return asksMade(progressOf(script, outcome.path));
}

type Judge = (outcome: CallOutcome, setting: PracticeSetting) => string | undefined;

const familyOf = (outcome: CallOutcome) => dispositionOf(outcome.disposition)?.family;
const isThanked = (outcome: CallOutcome) => dispositionOf(outcome.disposition)?.thanked === true;
const wantsContact = (outcome: CallOutcome) => dispositionOf(outcome.disposition)?.followUp === true;

/**
 * Each: why the exercise is not done, in French; undefined when it is. Pure: the server judges again what the
 * workstation judged.
 */
const JUDGES: Readonly<Record<ExerciseId, Judge>> = {
  'read-back': (outcome) => {
    if (outcome.form !== 'agreement') return 'La personne était d’accord : il fallait enregistrer l’accord.';
    return outcome.agreement.askLevel === '1'
      ? undefined
      : 'Elle acceptait la première proposition : c’est ce montant qu’il fallait relire.';
  },
  refusal: (outcome) =>
    familyOf(outcome) === 'REFUS ARGUMENTÉ'
      ? undefined
      : 'Il fallait aller jusqu’au refus, remercier, et garder le motif donné.',
  thanked: (outcome) =>
    isThanked(outcome) && !wantsContact(outcome)
      ? undefined
      : 'Il fallait remercier jusqu’au bout : « Remerciement fait ».',
  wish: (outcome) =>
    isThanked(outcome) && wantsContact(outcome)
      ? undefined
      : 'Elle souhaite en faire davantage : il fallait noter « Contact souhaité », sans montant.',
  objection: (outcome) => {
    if (!outcome.path.some((step) => (step.objections ?? []).length > 0))
      return 'L’objection n’a pas été notée : ouvrez la liste, choisissez-la, puis Entrée.';
    return dispositionOf(outcome.disposition)?.rightPerson
      ? undefined
      : 'La personne était au téléphone : il fallait finir l’appel avec elle.';
  },
  correction: (outcome) =>
    outcome.corrections.EMAIL === PRACTICE_EMAIL
      ? undefined
      : `L’adresse dictée était ${PRACTICE_EMAIL} : relisez-la lettre par lettre.`,
  callback: (outcome, { zone }) => {
    if (outcome.form !== 'callback') return 'Il fallait noter un rappel.';
    const at = zoned(outcome.callback.atMs, zone);
    return at.hour === PRACTICE_HOUR && at.minute === 0
      ? undefined
      : `La personne demandait ${PRACTICE_HOUR} heures, à son heure à elle.`;
  },
  'stop-word': (outcome, setting) => {
    if (familyOf(outcome) !== 'OPPOSITION')
      return 'Elle ne veut plus d’appels : il fallait noter l’opposition.';
    return asksOf(setting, outcome) === 0 ? undefined : 'Une demande a été faite : il n’en fallait aucune.';
  },
  ethics: (outcome, setting) => {
    if (familyOf(outcome) !== 'NEUTRE')
      return 'Il fallait remercier sans rien demander : « Merci, sans demande ».';
    return asksOf(setting, outcome) === 0 ? undefined : 'Une demande a été faite : il n’en fallait aucune.';
  },
};

/** Why that answer is not right yet, in French; undefined when it is. The rules of a real call come first. */
export function exerciseProblem(answer: ExerciseAnswer, setting: PracticeSetting): string | undefined {
  const { outcome } = answer;
  const breach = contractBreaches(setting.script, outcome.path, outcome.disposition)[0];
  return breach?.text ?? JUDGES[answer.exercise](outcome, setting);
}

/** Exercises that only a campaign which asks has, and only one that thanks. */
const OF_ASKS: ReadonlySet<ExerciseId> = new Set(['read-back', 'refusal']);
const OF_THANKS: ReadonlySet<ExerciseId> = new Set(['thanked', 'wish']);

/** The exercises of a campaign of that kind: without a list of objections, that one is left out. */
export function exercisesOf(kind: CampaignKind, hasObjections: boolean): readonly ExerciseId[] {
  const others = asksSomething(kind) ? OF_THANKS : OF_ASKS;
  return EXERCISE_IDS.filter((id) => !others.has(id) && (id !== 'objection' || hasObjections));
}
