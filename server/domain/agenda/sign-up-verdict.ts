import type { EventPrivacy, EventState } from '../../../shared/people/agenda-words.ts';
import type { Level, ParticipantStatus } from '../../../shared/people/people-words.ts';
import type { Period } from '../../../shared/time.ts';
import { instantWords, slotHours } from '../seats/slot-words.ts';

/** A shift, and what its event says of it. */
export interface ShiftFacts extends Period {
  readonly capacity: number;
  readonly taken: number;
  readonly isCancelled: boolean;
  readonly opensAtMs: number;
  /** Code of the training that it needs; empty: none. */
  readonly needs: string;
  /** Most time in a row, this shift included; 0: no limit. */
  readonly longestMs: number;
  readonly event: {
    readonly state: EventState;
    readonly closesAtMs: number;
    readonly privacy: EventPrivacy;
    /** Ids of its groups, and of the groups above those. */
    readonly groups: readonly string[];
    readonly groupsAbove: readonly string[];
  };
}

/** Somebody who would come. */
export interface ComerFacts {
  readonly status: ParticipantStatus;
  readonly kind: 'volunteer' | 'employee';
  readonly levels: readonly { readonly group: string; readonly level: Level }[];
  readonly trainings: readonly string[];
  /** Places that they hold in other shifts. */
  readonly held: readonly Period[];
  /** In this very shift. */
  readonly isIn: 'held' | 'waiting' | undefined;
}

/**
 * In the order in which they are said: the first that holds is the answer.
 *
 * @internal for tests
 */
export const SIGN_UP_STATES = [
  'access-closed',
  'over',
  'cancelled',
  'closed',
  'not-yet-open',
  'already-in',
  'taken-elsewhere',
  'too-long',
  'training-needed',
  'reserved',
  'full',
  'free',
] as const;
export type SignUpState = (typeof SIGN_UP_STATES)[number];

export interface SignUpVerdict {
  readonly state: SignUpState;
  /** For the person, in one sentence. */
  readonly says: string;
}

/** Two shifts less far apart than that are worked in a row. */
export const REST_MS = 30 * 60_000;

interface Asked {
  readonly shift: ShiftFacts;
  readonly comer: ComerFacts;
  readonly nowMs: number;
}

const overlaps = (one: Period, other: Period): boolean => one.fromMs < other.toMs && other.fromMs < one.toMs;

/** How long they would work without rest, this shift included, milliseconds. */
function inARowMs({ shift, comer }: Asked): number {
  let { fromMs, toMs } = shift;
  for (;;) {
    const near = comer.held.filter((one) => one.fromMs < toMs + REST_MS && one.toMs > fromMs - REST_MS);
    const first = Math.min(fromMs, ...near.map((one) => one.fromMs));
    const last = Math.max(toMs, ...near.map((one) => one.toMs));
    if (first === fromMs && last === toMs) return toMs - fromMs;
    [fromMs, toMs] = [first, last];
  }
}

const COORDINATING: readonly Level[] = ['referent', 'coordinator'];

/** Whom the privacy of the event lets in: the same relations as `mayOnEvent(…, 'sign-up')`, which a property test compares. */
function isLetIn({ shift, comer }: Asked): boolean {
  const { privacy, groups, groupsAbove } = shift.event;
  const own = comer.levels.filter(
    ({ group, level }) =>
      comer.status === 'confirmed' &&
      level !== 'asked' &&
      (groups.includes(group) || (level === 'coordinator' && groupsAbove.includes(group))),
  );
  if (privacy === 'coordination') return own.some(({ level }) => COORDINATING.includes(level));
  if (own.length > 0) return true;
  if (privacy === 'groups' || (comer.status === 'confirmed' && comer.kind === 'employee')) return false;
  return privacy === 'public' || comer.status === 'confirmed';
}

interface Cause {
  readonly holds: (asked: Asked) => boolean;
  readonly says: (asked: Asked) => string;
}

const hoursOf = (ms: number): string => `${String(Math.round(ms / 360_000) / 10).replace('.', ',')} h`;

/** Each cause, with its sentence. */
const CAUSES: Readonly<Record<SignUpState, Cause>> = {
  'access-closed': {
    holds: ({ comer }) => comer.status === 'former',
    says: () => 'Votre accès est fermé : écrivez à l’association pour revenir.',
  },
  over: { holds: ({ shift, nowMs }) => shift.toMs <= nowMs, says: () => 'Ce créneau est passé.' },
  cancelled: {
    holds: ({ shift }) => shift.isCancelled || shift.event.state === 'cancelled',
    says: () => 'Ce créneau est annulé.',
  },
  closed: {
    holds: ({ shift, nowMs }) => shift.event.state === 'draft' || shift.event.closesAtMs <= nowMs,
    says: () => 'Les inscriptions sont closes.',
  },
  'not-yet-open': {
    holds: ({ shift, nowMs }) => shift.opensAtMs > nowMs,
    says: ({ shift }) => `Les inscriptions ouvrent ${instantWords(shift.opensAtMs)}.`,
  },
  'already-in': {
    holds: ({ comer }) => comer.isIn !== undefined,
    says: ({ comer }) => (comer.isIn === 'held' ? 'Vous y êtes.' : 'Vous êtes sur la liste d’attente.'),
  },
  'taken-elsewhere': {
    holds: ({ shift, comer }) => comer.held.some((one) => overlaps(one, shift)),
    says: ({ shift, comer }) => {
      const other = comer.held.find((one) => overlaps(one, shift)) ?? shift;
      return `Vous êtes déjà pris ${slotHours(other)}.`;
    },
  },
  'too-long': {
    holds: (asked) => asked.shift.longestMs > 0 && inARowMs(asked) > asked.shift.longestMs,
    says: ({ shift }) => `Cela ferait trop d’affilée : ${hoursOf(shift.longestMs)} au plus sans repos.`,
  },
  'training-needed': {
    holds: ({ shift, comer }) => shift.needs !== '' && !comer.trainings.includes(shift.needs),
    says: () => 'Formation à suivre d’abord.',
  },
  reserved: {
    holds: (asked) => !isLetIn(asked),
    says: () => 'Ce créneau est réservé à un groupe dont vous n’êtes pas.',
  },
  full: {
    holds: ({ shift }) => shift.taken >= shift.capacity,
    says: () => 'Complet : vous pouvez vous mettre en attente.',
  },
  free: { holds: () => true, says: () => 'Une place vous attend.' },
};

/**
 * May that person come, and why not: the only place that says so. The statement that signs up repeats every condition
 * (store/rows/sign-up-statement.ts), so that no number of connections overfills a shift.
 */
export function signUpVerdict(asked: Asked): SignUpVerdict {
  const state = SIGN_UP_STATES.find((one) => CAUSES[one].holds(asked)) ?? 'free';
  return { state, says: CAUSES[state].says(asked) };
}
