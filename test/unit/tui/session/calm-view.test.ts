import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { calmView } from '../../../../tui/session/calm-view.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open(start: WorkstationState) {
  const store = createStore<WorkstationState>()(() => start);
  const { view, stop } = calmView(store);
  return { store, view, stop, at: () => view.getState().stage.at };
}

const loading = (state: WorkstationState): WorkstationState => ({ ...state, stage: { at: 'loading' } });

it('keeps the card on screen while the next one comes quickly: loading is never shown', () => {
  const { store, view, at } = open(callState());
  const seen: string[] = [];
  view.subscribe((state) => seen.push(state.stage.at));
  store.setState(loading(store.getState()), true);
  vi.advanceTimersByTime(119);
  expect(at()).toBe('call');
  store.setState(callState(), true);
  vi.advanceTimersByTime(1000);
  expect(seen).toEqual(['call']);
});

it('shows the wait once it is long enough to be one', () => {
  const { store, at } = open(callState());
  store.setState(loading(store.getState()), true);
  vi.advanceTimersByTime(120);
  expect(at()).toBe('loading');
});

it('a key of the agent, a new size or an overlay is shown at once, during the wait too', () => {
  const { store, view } = open(callState());
  const typed = press(store.getState(), 'ctrl-n');
  store.setState(typed, true);
  expect(view.getState()).toBe(typed);
  const resized = loading({ ...typed, size: { columns: 120, rows: 40 } });
  store.setState(resized, true);
  expect(view.getState()).toBe(resized);
});

it('what is wrong is never held back', () => {
  const { store, at } = open(callState());
  store.setState(loading(store.getState()), true);
  const problem = { code: 'x', kind: 'unavailable', message: 'Panne fictive.', hint: 'Réessayez.' };
  store.setState({ ...store.getState(), stage: { at: 'trouble', problem } }, true);
  expect(at()).toBe('trouble');
});

it('stopped, it follows no more and leaves no timer', () => {
  const { store, stop, at } = open(callState());
  store.setState(loading(store.getState()), true);
  stop();
  vi.advanceTimersByTime(1000);
  expect(at()).toBe('call');
  expect(vi.getTimerCount()).toBe(0);
});
