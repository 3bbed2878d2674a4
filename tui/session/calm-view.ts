import { createStore } from 'zustand/vanilla';
import type { WorkstationStore } from '../state/store.ts';
import type { WorkstationState } from '../state/workstation-state.ts';

/** A wait shorter than this is not shown: the eye reads it as a flash, and the line pays for it twice. */
const CALM_MS = 120;

/** On its way to something else: the request left, its answer is not there. */
function isPassing({ stage }: WorkstationState): boolean {
  return stage.at === 'loading' || (stage.at === 'saving' && !stage.unsent);
}

/**
 * The state as the screen shows it: the card stays until the next one is there, unless that takes longer than the eye
 * bears. A card change is then one frame of what differs, instead of an empty page and everything again. Keys are not
 * concerned: they act on the state itself. The returned function stops following.
 */
export function calmView(store: WorkstationStore): {
  readonly view: WorkstationStore;
  readonly stop: () => void;
} {
  const view = createStore<WorkstationState>()(() => store.getState());
  let waiting: NodeJS.Timeout | undefined;
  const show = () => {
    clearTimeout(waiting);
    waiting = undefined;
    view.setState(store.getState(), true);
  };
  const unfollow = store.subscribe((state) => {
    const shown = view.getState();
    const mayWait =
      isPassing(state) && !isPassing(shown) && state.size === shown.size && state.overlay === shown.overlay;
    if (mayWait) waiting ??= setTimeout(show, CALM_MS);
    else show();
  });
  return {
    view,
    stop() {
      clearTimeout(waiting);
      unfollow();
    },
  };
}
