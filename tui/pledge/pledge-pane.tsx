import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand/react';
import type { StoreApi } from 'zustand/vanilla';
import { mountPane } from '../panes/pane-root.tsx';
import type { Ticker } from '../state/ticker.ts';
import type { Stage } from '../term/surface.ts';
import { pledgeScreen } from './pledge-screen.ts';
import type { PledgeState } from './pledge-state.ts';

interface PledgePaneProps {
  readonly store: StoreApi<PledgeState>;
  readonly stage: Stage;
  readonly ticker: Ticker;
}

/**
 * The whole desk: the compositor writes only the cells that changed. The first line, whose clock moves by itself, stands aside: a
 * screen reader is not told of each second.
 */
function PledgePane({ store, stage, ticker }: PledgePaneProps) {
  const [{ top, rest }] = useState(() => ({ top: stage.surface({ aside: true }), rest: stage.surface() }));
  const state = useStore(store);
  const second = useSyncExternalStore(ticker.subscribe, () => Math.floor(ticker.now() / 1000));
  const lines = useMemo(() => pledgeScreen(state, second * 1000), [state, second]);
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

/** Mounts the desk on the stage; the returned function unmounts it. */
export function mountPledgeDesk(
  props: PledgePaneProps & { readonly onError: (error: unknown) => void },
): () => void {
  const { onError, ...parts } = props;
  const root = mountPane(<PledgePane {...parts} />, onError);
  return () => root.unmount();
}
