import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand/react';
import type { Line } from '../screen/line.ts';
import type { WorkstationStore } from '../state/store.ts';
import type { Ticker } from '../state/ticker.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import type { Rect, Stage } from '../term/surface.ts';
import { type DayFacts, dayLine, showsDay, showsThanks } from './day-line.ts';
import { clockLine, timedSince } from './header-lines.ts';
import { type Draw, drawing } from './pane-table.ts';
import { createPlaces } from './places.ts';
import { pageTimer, timerLine } from './timer-lines.ts';

interface PaintedProps {
  readonly stage: Stage;
  readonly rect: Rect | undefined;
  readonly lines: readonly Line[];
  /** Changes by itself. */
  readonly aside?: boolean;
  readonly z?: number;
}

/**
 * Lines at their place. Ink mounts and reconciles; the lines go to the compositor as they are. Drawn by Ink into one
 * string and cut into cells again, the same lines cost over twice the processor and the memory (bench, « postes »).
 */
function Painted({ stage, rect, lines, aside = false, z = 0 }: PaintedProps) {
  const [surface] = useState(() => stage.surface({ aside, z }));
  useLayoutEffect(() => surface.show(rect, lines), [surface, rect, lines]);
  useLayoutEffect(() => () => surface.dispose(), [surface]);
  return null;
}

interface PaneProps {
  readonly store: WorkstationStore;
  readonly stage: Stage;
}

/** A pane of the table: follows the store, and commits only what reads differently. */
export function StatePane({ store, stage, create }: PaneProps & { readonly create: () => Draw }) {
  const select = useMemo(() => drawing(create()), [create]);
  const shown = useStore(store, select);
  return shown.map(({ place, rect, lines }) => (
    <Painted key={place} lines={lines} rect={rect} stage={stage} />
  ));
}

/** The agent's day in the rule under the body: the minutes to the next callback change by themselves. */
export function DayPane({ store, stage, ticker }: PaneProps & { readonly ticker: Ticker }) {
  const places = useMemo(createPlaces, []);
  const place = useStore(store, (state) => (showsDay(state) ? places(state).at.day : undefined));
  const today = useStore(store, (state) => state.today);
  const promised = useStore(store, (state) => state.promised);
  const minute = useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.now() / 60_000));
  const isOfThanks = useStore(store, showsThanks);
  const facts: DayFacts = { ...(today ? { today } : {}), ...(promised ? { promised } : {}), isOfThanks };
  const told = place && dayLine(facts, minute * 60_000, place);
  return <Painted aside lines={told ? [told.line] : []} rect={told?.rect} stage={stage} z={1} />;
}

/** The only things on screen that change with each second: the hour with its timer, and the timer of a page. */
export function ClockPane({ store, stage, ticker }: PaneProps & { readonly ticker: Ticker }) {
  const places = useMemo(createPlaces, []);
  const rect = useStore(store, (state) => places(state).at.clock);
  const timerRect = useStore(store, (state) => places(state).at.timer);
  const at = useStore(store, (state) => state.stage);
  const second = useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.now() / 1000));
  const onLine = useStore(store, (state) => state.onLine);
  const timed = useMemo(() => timedSince({ stage: at, onLine }), [at, onLine]);
  const timer = useMemo(() => pageTimer({ stage: at } as WorkstationState), [at]);
  const nowMs = second * 1000;
  const lines = rect ? [clockLine(nowMs, { timed, cells: rect.width })] : [];
  const timerLines = timer ? [timerLine(nowMs, timer)] : [];
  return (
    <>
      <Painted aside lines={lines} rect={rect} stage={stage} />
      <Painted aside lines={timerLines} rect={timerRect} stage={stage} z={1} />
    </>
  );
}
