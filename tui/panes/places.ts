import { contextOf } from '../keys/contexts.ts';
import { fitsSmallest, type Layout, layoutOf } from '../screen/layout.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import type { Rect } from '../term/surface.ts';
import { clockCells } from './header-lines.ts';
import { centredAt, MEASURE } from './overlays/page-text.ts';
import { stageLines } from './overlays/stage-lines.ts';
import { showsCard } from './rule-lines.ts';
import { pageTimer, TIMER_AT } from './timer-lines.ts';

export type PlaceName =
  | 'header'
  | 'clock'
  | 'topRule'
  | 'bottomRule'
  | 'leftBar'
  | 'rightBar'
  | 'centreRule'
  | 'offersRule'
  | 'card'
  | 'centre'
  | 'offers'
  | 'page'
  | 'keyBar'
  | 'status'
  | 'timer'
  | 'day'
  | 'tooSmall';

/** Where everything is on the screen now; what has no place is not shown. */
export interface Places {
  readonly layout: Layout;
  readonly at: Partial<Record<PlaceName, Rect>>;
}

/** What the places depend on: few values, so that a key typed moves nothing. */
interface PlacesInput {
  readonly size: WorkstationState['size'];
  readonly hotKeys: boolean;
  readonly withCard: boolean;
  /** Lines of the page that counts by itself; absent: none does. */
  readonly timedLines?: number | undefined;
}

const BODY_TOP = 2;

function row(top: number, width: number, left = 0): Rect {
  return { top, left, width, height: 1 };
}

/** Card, script and proposals, stacked or side by side. */
function cardPlaces(layout: Layout): Places['at'] {
  const { kind, columns, body, card, centre, offers } = layout;
  const top = BODY_TOP;
  const cardRect = { top, left: 0, ...card };
  if (kind === 'compact') {
    const centreTop = top + card.height + 1;
    return {
      card: cardRect,
      centreRule: row(top + card.height, columns),
      centre: { top: centreTop, left: 0, ...centre },
      offers: { top: centreTop + centre.height, left: 0, ...offers },
    };
  }
  const bar = (left: number): Rect => ({ top, left, width: 1, height: body.height });
  const left = card.width + 1;
  const shared = { card: cardRect, leftBar: bar(card.width), centre: { top, left, ...centre } };
  if (kind === 'three') {
    const offersLeft = left + centre.width + 1;
    return { ...shared, rightBar: bar(offersLeft - 1), offers: { top, left: offersLeft, ...offers } };
  }
  const offersTop = top + centre.height + 1;
  return {
    ...shared,
    offersRule: row(offersTop - 1, offers.width, left),
    offers: { top: offersTop, left, width: offers.width, height: offers.height - 1 },
  };
}

function timerPlace(count: number | undefined, { body }: Layout): Places['at'] {
  if (count === undefined) return {};
  const { above, left } = centredAt(count, body);
  return { timer: row(BODY_TOP + above + TIMER_AT, MEASURE, left) };
}

function placesOf({ size, hotKeys, withCard, timedLines }: PlacesInput): Places {
  const layout = layoutOf(size, hotKeys);
  const { columns, rows, body, keyBar } = layout;
  if (!fitsSmallest(size))
    return { layout, at: { tooSmall: { top: 0, left: 0, width: columns, height: Math.max(1, rows - 1) } } };
  const bottom = BODY_TOP + body.height;
  const clock = clockCells(columns);
  return {
    layout,
    at: {
      header: row(0, columns - clock),
      clock: row(0, clock, columns - clock),
      topRule: row(1, columns),
      ...(withCard ? cardPlaces(layout) : { page: { top: BODY_TOP, left: 0, ...body } }),
      bottomRule: row(bottom, columns),
      day: row(bottom, columns - 4, 2),
      keyBar: { top: bottom + 1, left: 0, ...keyBar },
      status: row(rows - 1, columns),
      ...timerPlace(timedLines, layout),
    },
  };
}

function isSameInput(a: PlacesInput, b: PlacesInput): boolean {
  const isSamePage = a.withCard === b.withCard && a.timedLines === b.timedLines;
  return a.size === b.size && a.hotKeys === b.hotKeys && isSamePage;
}

/** The places of a state, made anew only when they change: each pane keeps one of these. */
export function createPlaces(): (state: WorkstationState) => Places {
  let known: (PlacesInput & { readonly places: Places }) | undefined;
  return (state) => {
    const { size } = state;
    const hotKeys = contextOf(state) === 'script';
    const withCard = showsCard(state, layoutOf(size, hotKeys));
    const timedLines = pageTimer(state) && stageLines(state).length;
    const input: PlacesInput = { size, hotKeys, withCard, timedLines };
    if (!known || !isSameInput(known, input)) known = { ...input, places: placesOf(input) };
    return known.places;
  };
}
