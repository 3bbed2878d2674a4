import type { Role } from '../../../shared/roles.ts';

/** What is done about the seats of a pledge line. */
export type SeatVerb =
  | 'plan'
  | 'key'
  | 'hold-lead'
  | 'see'
  | 'slot'
  | 'sign-up'
  | 'badges'
  | 'unfreeze'
  | 'sit';

/** Whose sites somebody reaches: all, those they are held to (all, when held to none), the one of their code. */
type Reach = 'all' | 'theirs' | 'own';

/**
 * THE table of rights about seats: a role that has no word for a verb is refused. Ops lay the floor and hold a partner's
 * lead to the partner's site; leads fill it, within their campaigns and sites; a volunteer sits.
 */
const RIGHTS: Readonly<Record<SeatVerb, Readonly<Partial<Record<Role, Reach>>>>> = {
  plan: { ops: 'all' },
  key: { ops: 'all' },
  'hold-lead': { ops: 'all' },
  see: { ops: 'all', lead: 'theirs' },
  slot: { ops: 'all', lead: 'theirs' },
  'sign-up': { ops: 'all', lead: 'theirs' },
  badges: { ops: 'all', lead: 'theirs' },
  unfreeze: { ops: 'all', lead: 'theirs' },
  sit: { volunteer: 'own' },
};

interface Asking {
  readonly role: Role;
  readonly campaigns: readonly string[];
  /** Sites of that campaign that the account is held to; none: not held. */
  readonly heldTo: readonly string[];
}

/** Does that person reach that site of that campaign with that verb? */
export function reaches(
  { role, campaigns, heldTo }: Asking,
  verb: SeatVerb,
  { campaign, site }: { readonly campaign: string; readonly site: string },
): boolean {
  const reach = RIGHTS[verb][role];
  if (reach === undefined) return false;
  if (reach === 'all') return true;
  if (!campaigns.includes(campaign)) return false;
  return heldTo.length === 0 ? reach === 'theirs' : heldTo.includes(site);
}
