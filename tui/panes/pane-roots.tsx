import type { WorkstationStore } from '../state/store.ts';
import type { Ticker } from '../state/ticker.ts';
import type { Stage } from '../term/surface.ts';
import { mountPane } from './pane-root.tsx';
import { PANES } from './pane-table.ts';
import { ClockPane, DayPane, StatePane } from './panes.tsx';

interface RootsParts {
  readonly store: WorkstationStore;
  readonly ticker: Ticker;
  readonly stage: Stage;
  /** A pane failed: a bug. */
  readonly onError: (error: unknown) => void;
}

/** Mounts every pane on the stage, each in its own root; the returned function unmounts them. */
export function mountPanes({ store, ticker, stage, onError }: RootsParts): () => void {
  const panes = PANES.map(({ name, create }) => (
    <StatePane create={create} key={name} stage={stage} store={store} />
  ));
  const clock = <ClockPane key="clock" stage={stage} store={store} ticker={ticker} />;
  const day = <DayPane key="day" stage={stage} store={store} ticker={ticker} />;
  const roots = [...panes, clock, day].map((pane) => mountPane(pane, onError));
  return () => {
    for (const root of roots) root.unmount();
  };
}
