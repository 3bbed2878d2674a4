import type { CivilDate } from '../../../shared/time.ts';

/** One record of a move, as it stands now. */
export interface UndoCandidate {
  readonly recordId: number;
  readonly fromOwner: string | null;
  readonly toOwner: string | null;
  readonly owner: string | null;
  readonly state: 'staged' | 'ready' | 'leased' | 'closed' | 'excluded';
  /** Of a campaign that the lead does not have. */
  readonly isForeign: boolean;
  /** Another move, that stands, took it since. */
  readonly movedSince: boolean;
  /** Some call of it ended after the move. */
  readonly calledSince: boolean;
  /** Whoever had it may still be served it: their access runs and the campaign is theirs. */
  readonly formerMayCall: boolean;
}

export type UndoRefusal = 'foreign' | 'on-screen' | 'called' | 'closed' | 'moved' | 'former-gone';

/** French: why a record stays where the move put it. */
export const UNDO_REFUSAL: Readonly<Record<UndoRefusal, string>> = {
  foreign: 'd’une campagne qui n’est pas dans votre équipe',
  'on-screen': 'à l’écran de quelqu’un',
  called: 'appelée depuis',
  closed: 'close depuis',
  moved: 'déplacée depuis',
  'former-gone': 'son ancien téléacteur n’a plus accès à la campagne',
};

export interface UndoPlan {
  readonly back: readonly { readonly recordId: number; readonly toOwner: string | null }[];
  readonly stays: readonly { readonly recordId: number; readonly why: UndoRefusal }[];
}

/** Which records of a move go back, and why the others stay; in the order given. */
export function planUndo(candidates: readonly UndoCandidate[]): UndoPlan {
  const judged = candidates.map((one) => ({ one, why: refusalOf(one) }));
  return {
    back: judged.flatMap(({ one, why }) => (why ? [] : [{ recordId: one.recordId, toOwner: one.fromOwner }])),
    stays: judged.flatMap(({ one, why }) => (why ? [{ recordId: one.recordId, why }] : [])),
  };
}

function refusalOf(one: UndoCandidate): UndoRefusal | undefined {
  if (one.isForeign) return 'foreign';
  if (one.state === 'leased') return 'on-screen';
  if (one.calledSince) return 'called';
  if (one.state !== 'ready') return 'closed';
  if (one.movedSince || one.owner !== one.toOwner) return 'moved';
  return one.fromOwner === null || one.formerMayCall ? undefined : 'former-gone';
}

/** A move is undone on the civil day it was made, in the house's zone: the next morning others count on it. */
export function mayUndoOn(movedOn: CivilDate, today: CivilDate): boolean {
  return movedOn === today;
}
