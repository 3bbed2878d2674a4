import type { Level, ParticipantKind, ParticipantStatus } from '../../../shared/people/people-words.ts';
import type { Audience } from './people-fields.ts';

/** What the asker is to the subject. A person may be several at once: the strongest counts. */
const RELATIONS = [
  'self',
  'same-group',
  'referent',
  'coordinator',
  'employee',
  'confirmed',
  'mobilisation',
  'data-officer',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** @internal for tests */
export const VERBS = [
  'see-name',
  'see-contact',
  'see-private',
  'edit-own',
  'edit-membership',
  'edit-card',
  'erase',
  'import',
  'export',
  'write',
  'ask-to-write',
] as const;
export type Verb = (typeof VERBS)[number];

/** What the subject must be, beside the relation. `if-agreed`: shares their coordinates with their groups, and is of age. */
const RULES = {
  yes: () => true,
  'if-agreed': ({ isShared }: Subject) => isShared,
  'if-of-age': ({ isOfAge }: Subject) => isOfAge === true,
  'if-employee': ({ kind }: Subject) => kind === 'employee',
} as const;
type Rule = keyof typeof RULES;

const ALL: Readonly<Partial<Record<Relation, Rule>>> = { mobilisation: 'yes', 'data-officer': 'yes' };

/**
 * THE table: what each relation may do to the card of another. What is not there is refused; an agent, a lead or
 * anyone who is nothing to the subject has no line.
 *
 * @internal for tests
 */
export const RIGHTS: Readonly<Record<Verb, Readonly<Partial<Record<Relation, Rule>>>>> = {
  'see-name': {
    ...ALL,
    self: 'yes',
    'same-group': 'yes',
    referent: 'yes',
    coordinator: 'yes',
    employee: 'yes',
  },
  'see-contact': {
    ...ALL,
    self: 'yes',
    'same-group': 'if-agreed',
    referent: 'if-agreed',
    coordinator: 'yes',
  },
  'see-private': ALL,
  'edit-own': { self: 'yes', mobilisation: 'yes' },
  'edit-membership': { coordinator: 'yes', mobilisation: 'yes' },
  'edit-card': { mobilisation: 'yes', 'data-officer': 'yes' },
  erase: { 'data-officer': 'yes' },
  import: ALL,
  export: { ...ALL, self: 'yes', coordinator: 'yes' },
  // A message that is read at once; the employees of the association are everybody’s colleagues to each other.
  write: {
    mobilisation: 'yes',
    'same-group': 'yes',
    referent: 'yes',
    coordinator: 'yes',
    employee: 'if-employee',
  },
  // Somebody of no common group decides first whether they want to be written to; nobody asks it of a minor.
  'ask-to-write': { confirmed: 'if-of-age' },
};

/** A layer of a card: what a value of `vu-par` opens, or coordinates that the person shares with their groups. */
export type Layer = Audience | 'shared';

/** Whom each layer is shown to. */
export const SEEN_BY: Readonly<Record<Layer, readonly Relation[]>> = {
  group: RELATIONS.filter((one) => one !== 'confirmed'),
  shared: ['self', 'same-group', 'referent', 'coordinator', 'mobilisation', 'data-officer'],
  coordination: ['self', 'coordinator', 'mobilisation', 'data-officer'],
  employees: ['self', 'employee', 'mobilisation', 'data-officer'],
  self: ['self', 'mobilisation', 'data-officer'],
  mobilisation: ['mobilisation', 'data-officer'],
};

export const LAYERS = Object.keys(SEEN_BY) as readonly Layer[];

export interface Belonging {
  readonly group: string;
  /** Of the tree: a coordinator of the group above coordinates it too. Empty: at the top. */
  readonly parent: string;
  readonly level: Level;
}

/** Somebody of the base, as far as rights go. */
export interface Standing {
  readonly id: string;
  readonly status: ParticipantStatus;
  readonly kind: ParticipantKind;
  readonly belongings: readonly Belonging[];
}

/** Who asks: an office of the house, or a participant; nobody of either has no right. */
export interface Asker {
  readonly office?: 'mobilisation' | 'data-officer';
  readonly participant?: Standing;
}

export interface Subject extends Standing {
  /** Shares their coordinates with their groups, and is of age. */
  readonly isShared: boolean;
  /** Absent where no verb that was asked needs it: then nobody is taken for an adult. */
  readonly isOfAge?: boolean;
}

const OF_LEVEL: Readonly<Record<Level, Relation | undefined>> = {
  asked: undefined,
  member: 'same-group',
  referent: 'referent',
  coordinator: 'coordinator',
};

function inGroup(asker: Standing, { belongings }: Standing): readonly Relation[] {
  return asker.belongings.flatMap(({ group, level }) => {
    const relation = OF_LEVEL[level];
    if (relation === undefined) return [];
    const isTheirs = belongings.some(
      (one) =>
        one.level !== 'asked' &&
        (one.group === group || (relation === 'coordinator' && one.parent !== '' && one.parent === group)),
    );
    return isTheirs ? [relation] : [];
  });
}

/**
 * Everything that the asker is to the subject. A prospect and a former participant are nothing to others.
 *
 * @internal for tests
 */
export function relationsOf({ office, participant }: Asker, subject: Standing): readonly Relation[] {
  const own: Relation[] = office ? [office] : [];
  if (participant === undefined) return own;
  if (participant.id === subject.id) own.push('self');
  if (participant.status !== 'confirmed') return own;
  if (participant.id !== subject.id && subject.status === 'confirmed') own.push('confirmed');
  if (participant.kind === 'employee') own.push('employee');
  return [...new Set([...own, ...inGroup(participant, subject)])];
}

/** The one answer of commands, screens and search. */
export function may(asker: Asker, verb: Verb, subject: Subject): boolean {
  return relationsOf(asker, subject).some((relation) => {
    const rule = RIGHTS[verb][relation];
    return rule !== undefined && RULES[rule](subject);
  });
}

/** The layers of that card that are shown to them. */
export function layersSeen(asker: Asker, subject: Standing): readonly Layer[] {
  const relations = relationsOf(asker, subject);
  return LAYERS.filter((layer) => relations.some((one) => SEEN_BY[layer].includes(one)));
}
