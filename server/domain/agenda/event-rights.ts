import type { EventPrivacy } from '../../../shared/people/agenda-words.ts';
import type { Asker, Standing } from '../people/people-rights.ts';

/** What the asker is to an event. A person may be several at once: the strongest counts. */
const EVENT_RELATIONS = [
  'prospect',
  'volunteer',
  'member',
  'referent',
  'coordinator',
  'employee',
  'mobilisation',
] as const;
export type EventRelation = (typeof EVENT_RELATIONS)[number];

/** @internal for tests */
export const EVENT_VERBS = ['see', 'sign-up', 'create', 'plan', 'attend'] as const;
export type EventVerb = (typeof EVENT_VERBS)[number];

const COORDINATION: readonly EventRelation[] = ['referent', 'coordinator', 'mobilisation'];
const OWN_GROUPS: readonly EventRelation[] = ['member', ...COORDINATION];

/** Who sees an event, or a document, of each privacy: a salaried member of staff sees them all. */
export const EVENT_SEEN_BY: Readonly<Record<EventPrivacy, readonly EventRelation[]>> = {
  public: ['prospect', 'volunteer', 'employee', ...OWN_GROUPS],
  volunteers: ['volunteer', 'employee', ...OWN_GROUPS],
  groups: ['employee', ...OWN_GROUPS],
  coordination: ['employee', ...COORDINATION],
};

/**
 * THE table of what each relation does about an event that it sees. What is not there is refused: the data officer has no
 * agenda, and a member of staff looks on unless a group of theirs is concerned.
 *
 * @internal for tests
 */
export const EVENT_RIGHTS: Readonly<Record<EventVerb, readonly EventRelation[]>> = {
  see: EVENT_RELATIONS,
  'sign-up': ['prospect', 'volunteer', 'member', 'referent', 'coordinator'],
  create: COORDINATION,
  plan: ['coordinator', 'mobilisation'],
  attend: ['coordinator', 'mobilisation'],
};

/** An event, as far as rights go. */
export interface EventSubject {
  readonly privacy: EventPrivacy;
  /** Ids of its groups. */
  readonly groups: readonly string[];
}

const OF_LEVEL = {
  asked: undefined,
  member: 'member',
  referent: 'referent',
  coordinator: 'coordinator',
} as const;

/** A coordinator of the group above coordinates the event of the one below: `childrenOf` tells the tree. */
export type ChildrenOf = (group: string) => readonly string[];

function inGroups(
  { belongings }: Standing,
  { groups }: EventSubject,
  childrenOf: ChildrenOf,
): readonly EventRelation[] {
  return belongings.flatMap(({ group, level }) => {
    const relation = OF_LEVEL[level];
    if (relation === undefined) return [];
    const isTheirs =
      groups.includes(group) ||
      (relation === 'coordinator' && childrenOf(group).some((one) => groups.includes(one)));
    return isTheirs ? [relation] : [];
  });
}

/** Everything that the asker is to the event. A former participant is nothing to it, a prospect that alone. */
export function relationsToEvent(
  { office, participant }: Asker,
  event: EventSubject,
  childrenOf: ChildrenOf,
): readonly EventRelation[] {
  const own: EventRelation[] = office === 'mobilisation' ? ['mobilisation'] : [];
  if (participant === undefined || participant.status === 'former') return own;
  if (participant.status === 'prospect') return [...own, 'prospect'];
  own.push(participant.kind === 'employee' ? 'employee' : 'volunteer');
  return [...new Set([...own, ...inGroups(participant, event, childrenOf)])];
}

/** The one answer of commands, screens, pages and calendars: the relation sees the event, and has the verb. */
export function mayOnEvent(
  asker: Asker,
  verb: EventVerb,
  { event, childrenOf }: { readonly event: EventSubject; readonly childrenOf: ChildrenOf },
): boolean {
  return relationsToEvent(asker, event, childrenOf).some(
    (one) => EVENT_SEEN_BY[event.privacy].includes(one) && EVENT_RIGHTS[verb].includes(one),
  );
}
