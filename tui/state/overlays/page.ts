import type { Gesture } from '../gestures.ts';
import { type Reducer, type Update, uncovered, update } from '../update.ts';
import type { WorkstationState } from '../workstation-state.ts';
import type { Overlay, OverlayOf, PageName } from './overlay.ts';

/** How a page over the screen takes the keys; the screen underneath does not move. */
export interface Page<K extends Overlay['kind'], C> {
  /** What the help's key does: it lays the help instead, closes this page, or nothing. */
  readonly help: 'lays' | 'closes' | 'nothing';
  /** Leaving the program from here; absent: as from the screen underneath. */
  readonly staysOnQuit?: true;
  /** Escape, « non », help and quit are the same for all (workstation-update.ts) and do not come here. */
  readonly keys: (state: WorkstationState, overlay: OverlayOf<K>, gesture: PageGesture) => Update<C>;
}

export type PageGesture = Exclude<Gesture, { readonly type: 'escape' | 'no' | 'help' | 'quit' }>;

/** A key that opens the page of its name, and closes it again; under another page it does nothing. */
export function opens<K extends PageName, C>(
  kind: K,
  open: (state: WorkstationState) => Update<C>,
): Reducer<{ readonly type: K }, C> {
  return (state) => {
    const { overlay } = state;
    if (!overlay) return open(state);
    return update(overlay.kind === kind ? uncovered(state) : state);
  };
}

/** A key that only means something on that page. */
export function onPage<K extends Overlay['kind'], M, C>(
  kind: K,
  reduce: (state: WorkstationState, overlay: OverlayOf<K>, message: M) => Update<C>,
): Reducer<M, C> {
  return (state, message) => {
    const { overlay } = state;
    return isOf(kind, overlay) ? reduce(state, overlay, message) : update(state);
  };
}

/** The page of that kind is open. */
export function isOf<K extends Overlay['kind']>(
  kind: K,
  overlay: Overlay | undefined,
): overlay is OverlayOf<K> {
  return overlay?.kind === kind;
}

/** A place within a list or a text, after so many steps; it stops at both ends. */
export function stepped(at: number, by: number, last: number): number {
  return Math.max(0, Math.min(last, at + by));
}

/** Longest page, in lines: scrolling ends there. */
export const MAX_SCROLL = 200;
