import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand/react';
import type { StoreApi } from 'zustand/vanilla';
import { mountPane } from '../panes/pane-root.tsx';
import type { Ticker } from '../state/ticker.ts';
import type { Stage } from '../term/surface.ts';
import { boardScreen } from './board-screen.ts';
import type { BoardState } from './board-state.ts';

interface BoardPaneProps {
  readonly store: StoreApi<BoardState>;
  readonly stage: Stage;
  readonly ticker: Ticker;
}

/** The whole board on one surface: its ages move with the clock, and the compositor writes only the cells that changed. */
function BoardPane({ store, stage, ticker }: BoardPaneProps) {
  const [surface] = useState(() => stage.surface());
  const state = useStore(store);
  const second = useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.now() / 1000));
  const lines = useMemo(() => boardScreen(state, second * 1000), [state, second]);
  const { columns: width, rows: height } = state.size;
  useLayoutEffect(
    () => surface.show({ top: 0, left: 0, width, height }, lines),
    [surface, lines, width, height],
  );
  useLayoutEffect(() => () => surface.dispose(), [surface]);
  return null;
}

/** Mounts the board on the stage; the returned function unmounts it. */
export function mountBoard(
  props: BoardPaneProps & { readonly onError: (error: unknown) => void },
): () => void {
  const { onError, ...parts } = props;
  const root = mountPane(<BoardPane {...parts} />, onError);
  return () => root.unmount();
}
