import { useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand/react';
import { contextOf } from '../keys/contexts.ts';
import type { Layout, Region } from '../layout.ts';
import type { Call } from '../state/call.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import type { WorkstationStore } from '../store.ts';
import type { Ticker } from '../ticker.ts';
import type { Line } from '../widgets/line.ts';
import { Lines } from '../widgets/lines.tsx';
import { cardLines } from './card-lines.ts';
import { formLines } from './form-lines.ts';
import { clockCells, clockLine, headerLine, timedSince } from './header-lines.ts';
import { keyBarLines } from './key-bar-lines.ts';
import { offersLines } from './offers-lines.ts';
import { pageLines } from './page-lines.ts';
import { centreTitle, rule } from './rule-lines.ts';
import { scriptLines } from './script-lines.ts';
import { statusLine } from './status-line.ts';

/**
 * The panes. Each takes the store and its region, reads only what it shows, and knows no other pane: the next issue
 * gives each its own Ink root.
 */
interface PaneProps {
  readonly store: WorkstationStore;
  readonly region: Region;
}

function useCall(store: WorkstationStore): Call | undefined {
  return useStore(store, ({ stage }) =>
    stage.at === 'call' || stage.at === 'saving' ? stage.call : undefined,
  );
}

function useColours(store: WorkstationStore): boolean {
  return useStore(store, (state) => state.colours);
}

export function HeaderPane({
  store,
  ticker,
  width,
}: {
  store: WorkstationStore;
  ticker: Ticker;
  width: number;
}) {
  const state = useStore(store);
  const colours = useColours(store);
  const region = useMemo(() => ({ width: width - clockCells(width), height: 1 }), [width]);
  return (
    <>
      <Lines colours={colours} lines={[headerLine(state, region.width)]} region={region} />
      <ClockPane store={store} ticker={ticker} width={clockCells(width)} />
    </>
  );
}

/** The only thing on screen that changes by itself. */
export function ClockPane({
  store,
  ticker,
  width,
}: {
  store: WorkstationStore;
  ticker: Ticker;
  width: number;
}) {
  const colours = useColours(store);
  const stage = useStore(store, (state) => state.stage);
  const second = useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.now() / 1000));
  const timed = useMemo(() => timedSince({ stage } as WorkstationState), [stage]);
  const lines = [clockLine(second * 1000, { timed, cells: width })];
  return <Lines colours={colours} lines={lines} region={{ width, height: 1 }} />;
}

export function CardPane({ store, region }: PaneProps) {
  const call = useCall(store);
  const colours = useColours(store);
  const lines = useMemo(() => (call ? cardLines(call, region) : []), [call, region]);
  return <Lines colours={colours} lines={lines} region={region} />;
}

/** The script, or what covers it. */
export function CentrePane({ store, region }: PaneProps) {
  const state = useStore(store);
  const colours = useColours(store);
  const lines = useMemo(() => centreLines(state, region), [state, region]);
  return <Lines colours={colours} lines={lines} region={region} />;
}

function centreLines(state: WorkstationState, region: Region): readonly Line[] {
  const { stage } = state;
  if (state.overlay || stage.at !== 'call') return pageLines(state, region);
  if (stage.form) return formLines(stage.call, stage.form, region);
  return scriptLines(stage.call, state.agentFirstName, region);
}

export function OffersPane({ store, region, kind }: PaneProps & { kind: Layout['kind'] }) {
  const call = useCall(store);
  const colours = useColours(store);
  const lines = useMemo(() => (call ? offersLines(call, region, kind) : []), [call, region, kind]);
  return <Lines colours={colours} lines={lines} region={region} />;
}

/** The centre's title as a rule of its own, where card and script stand one above the other. */
export function CentreRule({ store, width }: { store: WorkstationStore; width: number }) {
  const title = useStore(store, centreTitle);
  const colours = useColours(store);
  const region = useMemo(() => ({ width, height: 1 }), [width]);
  const lines = useMemo(() => [rule(width, title)], [width, title]);
  return <Lines colours={colours} lines={lines} region={region} />;
}

export function PagePane({ store, region }: PaneProps) {
  const state = useStore(store);
  const { stage } = state;
  const isList = !state.overlay && stage.at === 'call' && stage.form;
  const lines = useMemo(
    () => (isList && stage.at === 'call' ? formLines(stage.call, isList, region) : pageLines(state, region)),
    [state, stage, isList, region],
  );
  return <Lines colours={state.colours} lines={lines} region={region} />;
}

export function KeyBarPane({ store, region }: PaneProps) {
  const state = useStore(store);
  const context = contextOf(state);
  const lines = useMemo(() => keyBarLines(state, context, region), [state, context, region]);
  return <Lines colours={state.colours} lines={lines} region={region} />;
}

export function StatusPane({ store, width }: { store: WorkstationStore; width: number }) {
  const state = useStore(store);
  const region = useMemo(() => ({ width, height: 1 }), [width]);
  return <Lines colours={state.colours} lines={[statusLine(state, width)]} region={region} />;
}
