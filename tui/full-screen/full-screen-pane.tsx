import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand/react';
import type { StoreApi } from 'zustand/vanilla';
import { mountPane } from '../panes/pane-root.tsx';
import type { Line } from '../screen/line.ts';
import type { Size } from '../screen/size.ts';
import type { Ticker } from '../state/ticker.ts';
import type { Stage } from '../term/surface.ts';

interface PaneProps<State> {
  readonly store: StoreApi<State>;
  readonly stage: Stage;
  readonly ticker: Ticker;
  readonly draw: (state: State, nowMs: number) => readonly Line[];
}

/**
 * The whole screen: the compositor writes only the cells that changed. The first line, whose hour moves by itself, stands aside:
 * a screen reader is not told of it.
 */
function FullScreenPane<State extends { readonly size: Size }>({
  store,
  stage,
  ticker,
  draw,
}: PaneProps<State>) {
  const [{ top, rest }] = useState(() => ({ top: stage.surface({ aside: true }), rest: stage.surface() }));
  const state = useStore(store);
  const second = useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.now() / 1000));
  const lines = useMemo(() => draw(state, second * 1000), [draw, state, second]);
  const { columns: width, rows: height } = state.size;
  useLayoutEffect(() => {
    const [head = [], ...others] = lines;
    top.show({ top: 0, left: 0, width, height: 1 }, [head]);
    rest.show({ top: 1, left: 0, width, height: height - 1 }, others);
  }, [top, rest, lines, width, height]);
  useLayoutEffect(
    () => () => {
      top.dispose();
      rest.dispose();
    },
    [top, rest],
  );
  return null;
}

/** Mounts the screen on the stage; the returned function unmounts it. */
export function mountFullScreen<State extends { readonly size: Size }>(
  props: PaneProps<State> & { readonly onError: (error: unknown) => void },
): () => void {
  const { onError, ...parts } = props;
  const root = mountPane(<FullScreenPane {...parts} />, onError);
  return () => root.unmount();
}
