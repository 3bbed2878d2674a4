import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Command, Message } from './messages.ts';
import type { WorkstationState } from './workstation-state.ts';
import { workstationUpdate } from './workstation-update.ts';

export type WorkstationStore = StoreApi<WorkstationState>;

export interface Workstation {
  readonly store: WorkstationStore;
  /** One message, handled at once; the commands it asks for are given to `perform` after the state is set. */
  readonly send: (message: Message) => void;
}

interface WorkstationParts {
  readonly initial: WorkstationState;
  readonly now: () => number;
  readonly perform: (command: Command) => void;
}

/** The one store that every pane reads (no React context: panes may become roots of their own). */
export function createWorkstation({ initial, now, perform }: WorkstationParts): Workstation {
  const store = createStore<WorkstationState>()(() => initial);
  const send = (message: Message) => {
    const { state, commands } = workstationUpdate(store.getState(), message, now());
    store.setState(state, true);
    for (const command of commands) perform(command);
  };
  return { store, send };
}
