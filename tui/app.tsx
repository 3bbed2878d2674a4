import { Box } from 'ink';
import { useMemo } from 'react';
import { useStore } from 'zustand/react';
import { FRENCH } from './french.ts';
import { contextOf } from './keys/contexts.ts';
import { fitsSmallest, layoutOf } from './layout.ts';
import {
  CardPane,
  CentrePane,
  CentreRule,
  HeaderPane,
  KeyBarPane,
  OffersPane,
  PagePane,
  StatusPane,
} from './panes/panes.tsx';
import { bottomRule, rule, showsCard, topRule, verticalLines } from './panes/rule-lines.ts';
import type { WorkstationStore } from './store.ts';
import type { Ticker } from './ticker.ts';
import { type Line, line } from './widgets/line.ts';
import { Lines } from './widgets/lines.tsx';
import { wrapText } from './wrap-text.ts';

interface AppProps {
  readonly store: WorkstationStore;
  readonly ticker: Ticker;
}

/** The screen: cuts it into regions and puts a pane in each. Holds no state. */
export function App({ store, ticker }: AppProps) {
  const size = useStore(store, (state) => state.size);
  const hotKeys = useStore(store, (state) => contextOf(state) === 'script');
  const layout = useMemo(() => layoutOf(size, hotKeys), [size, hotKeys]);
  const colours = useStore(store, (state) => state.colours);
  const isCard = useStore(store, (state) => showsCard(state, layout.kind));
  if (!fitsSmallest(size)) return <TooSmall columns={size.columns} rows={size.rows} />;
  const { columns, body, keyBar, rows } = layout;
  return (
    <Box flexDirection="column" height={rows} overflow="hidden" width={columns}>
      <Box flexShrink={0} height={1}>
        <HeaderPane store={store} ticker={ticker} width={columns} />
      </Box>
      <Rule draw={topRule} layout={layout} store={store} />
      {isCard ? (
        <CardBody colours={colours} layout={layout} store={store} />
      ) : (
        <PagePane region={body} store={store} />
      )}
      <Rule draw={bottomRule} layout={layout} store={store} />
      <KeyBarPane region={keyBar} store={store} />
      <StatusPane store={store} width={columns} />
    </Box>
  );
}

type LayoutProps = { readonly store: WorkstationStore; readonly layout: ReturnType<typeof layoutOf> };

function Rule({ store, layout, draw }: LayoutProps & { draw: typeof topRule }) {
  const state = useStore(store);
  const region = { width: layout.columns, height: 1 };
  return <Lines colours={state.colours} lines={[draw(state, layout)]} region={region} />;
}

/** Card, script and proposals, as the layout stacks or aligns them. */
function CardBody({ store, layout, colours }: LayoutProps & { colours: boolean }) {
  const { kind, body, card, centre, offers } = layout;
  const panes = {
    card: <CardPane region={card} store={store} />,
    centre: <CentrePane region={centre} store={store} />,
    offers: <OffersPane kind={kind} region={offers} store={store} />,
  };
  const bar = (jointAt?: number) => (
    <Lines
      colours={colours}
      lines={verticalLines(body.height, jointAt)}
      region={{ width: 1, height: body.height }}
    />
  );
  if (kind === 'compact')
    return (
      <Box flexDirection="column" flexShrink={0} height={body.height}>
        {panes.card}
        <CentreRule store={store} width={layout.columns} />
        {panes.centre}
        {panes.offers}
      </Box>
    );
  if (kind === 'three')
    return (
      <Box flexShrink={0} height={body.height}>
        {panes.card}
        {bar()}
        {panes.centre}
        {bar()}
        {panes.offers}
      </Box>
    );
  const offersRule: Line[] = [rule(offers.width, FRENCH.offers.title)];
  return (
    <Box flexShrink={0} height={body.height}>
      {panes.card}
      {bar(centre.height)}
      <Box flexDirection="column" flexShrink={0} height={body.height} width={offers.width}>
        {panes.centre}
        <Lines colours={colours} lines={offersRule} region={{ width: offers.width, height: 1 }} />
        {panes.offers}
      </Box>
    </Box>
  );
}

function TooSmall({ columns, rows }: { columns: number; rows: number }) {
  const lines = wrapText(FRENCH.tooSmall(columns, rows).join(' '), columns).map((text) => line(text));
  return <Lines colours={false} lines={lines} region={{ width: columns, height: Math.max(1, rows - 1) }} />;
}
