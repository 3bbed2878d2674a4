import type { Attendance } from '../../shared/people/agenda-words.ts';
import type { Tonight, TonightCode, TonightPerson, TonightSlot } from '../../shared/people/tonight.ts';
import type { Size } from '../screen/size.ts';
import type { FieldEdit, TextField } from '../state/text-field.ts';

/** What Enter does once it was asked for. */
export type Sure =
  | { readonly do: 'code'; readonly slot: number; readonly signup: number; readonly person: string }
  | { readonly do: 'print'; readonly slot: number; readonly count: number }
  | { readonly do: 'call'; readonly slot: number; readonly count: number; readonly places: number };

/** What lies over the people of the slot. */
export type TonightOverlay =
  | { readonly at: 'keys' }
  | { readonly at: 'sure'; readonly sure: Sure }
  | { readonly at: 'code'; readonly code: TonightCode }
  | { readonly at: 'swap'; readonly signup: number; readonly person: string; readonly field: TextField };

export interface TonightState {
  readonly size: Size;
  /** Badges go to a disk of the lead's. */
  readonly canPrint: boolean;
  readonly isConnected: boolean;
  /** As it came last; undefined until the first. */
  readonly tonight?: Tonight;
  /** Why nothing comes. */
  readonly failure?: { readonly message: string; readonly hint: string };
  /** The person that the cursor is on, whoever comes or goes; absent: the first. */
  readonly signup?: number;
  readonly overlay?: TonightOverlay;
  /** An order is on its way: no second one. */
  readonly isSending: boolean;
  readonly said?: string;
}

export type TonightMessage =
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'came'; readonly tonight: Tonight }
  | { readonly type: 'failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'connected'; readonly isConnected: boolean }
  | { readonly type: 'done' | 'told'; readonly text: string }
  | { readonly type: 'drawn'; readonly code: TonightCode }
  | { readonly type: 'refused'; readonly text: string }
  | { readonly type: 'move'; readonly by: number }
  | { readonly type: 'turn'; readonly by: number }
  | { readonly type: 'mark'; readonly as: Attendance | null }
  | { readonly type: 'sure'; readonly sure: 'code' | 'print' }
  | { readonly type: 'swap' }
  | { readonly type: 'move-up' }
  | { readonly type: 'count-call' }
  | { readonly type: 'counted'; readonly sure: Sure }
  | { readonly type: 'accept' }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'edit'; readonly edit: FieldEdit }
  | { readonly type: 'help' }
  | { readonly type: 'back' }
  | { readonly type: 'repaint' }
  | { readonly type: 'leave' };

/** What goes to the server. */
export type TonightOrder =
  | {
      readonly do: 'attend';
      readonly signup: number;
      readonly person: string;
      readonly as: Attendance | null;
    }
  | { readonly do: 'swap'; readonly signup: number; readonly person: string; readonly reason: string }
  | { readonly do: 'move-up'; readonly slot: number }
  | { readonly do: 'count-call'; readonly slot: number }
  | Sure;

export type TonightCommand =
  | TonightOrder
  | { readonly do: 'follow'; readonly slot: number }
  | { readonly do: 'repaint' }
  | { readonly do: 'leave' };

export function emptyTonight({ canPrint }: Pick<TonightState, 'canPrint'>): TonightState {
  return { size: { columns: 80, rows: 24 }, canPrint, isConnected: true, isSending: false };
}

export function slotShown({ tonight }: TonightState): TonightSlot | undefined {
  return tonight?.slots.find(({ id }) => id === tonight.slot);
}

/** Rank of the person that the cursor is on; 0 for nobody. */
export function rankShown({ tonight, signup }: TonightState): number {
  return Math.max(0, tonight?.people.findIndex((one) => one.signup === signup) ?? 0);
}

export function personShown(state: TonightState): TonightPerson | undefined {
  return state.tonight?.people[rankShown(state)];
}
