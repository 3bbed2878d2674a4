import { contextOf } from '../keys/contexts.ts';
import type { Layout, Region } from '../screen/layout.ts';
import { BLANK, type Line, line, span } from '../screen/line.ts';
import type { Call } from '../state/call/call.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { isSameLine, isSameRect, type Rect } from '../term/surface.ts';
import { FRENCH } from '../words/french.ts';
import { lastCallLines, nextStepLines } from './aside-lines.ts';
import { cardLines } from './card-lines.ts';
import { formLines } from './form-lines.ts';
import { headerLine } from './header-lines.ts';
import { keyBarLines } from './key-bar-lines.ts';
import { offersLines, offersTitle } from './offers-lines.ts';
import { pageLines } from './overlays/page-lines.ts';
import { createPlaces, type PlaceName, type Places } from './places.ts';
import { rule } from './rule.ts';
import { bottomRule, centreTitle, topRule, verticalLines } from './rule-lines.ts';
import { scriptLines } from './script-lines.ts';
import { statusLines } from './status-line.ts';
import { tooSmallLines } from './too-small-lines.ts';

type Lines = readonly Line[];
/** What a pane shows, by place. A place that the layout does not have now is not drawn. */
type Drawn = Partial<Record<PlaceName, (rect: Rect) => Lines>>;
export type Draw = (state: WorkstationState, places: Places) => Drawn;

function callOf({ stage }: WorkstationState): Call | undefined {
  return stage.at === 'call' || stage.at === 'saving' ? stage.call : undefined;
}

/** The last answer is kept: lines of a card are wrapped once, not at every key of a note. */
function keepLast(draw: (call: Call, region: Region) => Lines): (call: Call, region: Region) => Lines {
  let last: { call: Call; region: Region; lines: Lines } | undefined;
  return (call, region) => {
    if (last?.call !== call || last.region !== region) last = { call, region, lines: draw(call, region) };
    return last.lines;
  };
}

/** The script, or what covers it. */
function centreLines(state: WorkstationState, region: Region): Lines {
  const { stage } = state;
  if (state.overlay || stage.at !== 'call') return pageLines(state, region);
  if (stage.form) return formLines(stage.call, stage.form, region);
  const script = scriptLines(stage.call, state.agentFirstName, region);
  const left = { width: region.width, height: region.height - script.length };
  return [...script, ...nextStepLines(stage.call, state.agentFirstName, left)];
}

/** A page over the whole body: help, the day, the list of dispositions on a small screen, waiting, login. */
function bodyLines(state: WorkstationState, region: Region): Lines {
  const { stage, overlay } = state;
  if (!overlay && stage.at === 'call' && stage.form) return formLines(stage.call, stage.form, region);
  return pageLines(state, region);
}

function drawFrame(state: WorkstationState, { layout }: Places): Drawn {
  const jointAt = layout.kind === 'two' ? layout.centre.height : undefined;
  return {
    topRule: () => [topRule(state, layout)],
    bottomRule: () => [bottomRule(state, layout)],
    centreRule: ({ width }) => [rule(width, centreTitle(state))],
    offersRule: ({ width }) => [rule(width, offersTitle(callOf(state)))],
    leftBar: ({ height }) => verticalLines(height, jointAt),
    rightBar: ({ height }) => verticalLines(height),
  };
}

/** Where the last calls stand: under the card, or in the third column where there is one. */
function asideOf({ kind, card, offers }: Layout, wanted: 'two' | 'three'): Region | undefined {
  if (kind !== wanted) return undefined;
  return kind === 'two' ? card : offers;
}

function withLastCalls(state: WorkstationState, lines: Lines, region: Region | undefined): Lines {
  if (!region) return lines;
  const left = { width: region.width, height: region.height - lines.length };
  const last = lastCallLines(state, left);
  return last.length === 0 ? lines : [...lines, ...last];
}

function cardDraw(): Draw {
  const draw = keepLast(cardLines);
  return (state, { layout }) => {
    const call = callOf(state);
    return {
      card: () => (call ? withLastCalls(state, draw(call, layout.card), asideOf(layout, 'two')) : []),
    };
  };
}

function offersDraw(): Draw {
  return (state, { layout }) => {
    const call = callOf(state);
    return {
      offers: (rect) =>
        call ? withLastCalls(state, offersLines(call, rect, layout.kind), asideOf(layout, 'three')) : [],
    };
  };
}

/** The keys, the last lines of their place lent to a sentence that is too long for the status line. */
function keysUnder(told: Lines, state: WorkstationState, region: Region): Lines {
  const keys = keyBarLines(state, contextOf(state), region);
  if (told.length === 0) return keys;
  const kept = Math.max(0, region.height - told.length);
  return [...Array.from({ length: kept }, (_, at) => keys[at] ?? BLANK), ...told];
}

/**
 * THE table of panes: each is an Ink root of its own and a pure function from the state to the lines of its places.
 * `create` gives one pane its memory of the last lines; nothing is shared between sessions.
 */
export const PANES: readonly { readonly name: string; readonly create: () => Draw }[] = [
  { name: 'frame', create: () => drawFrame },
  { name: 'header', create: () => (state) => ({ header: ({ width }) => [headerLine(state, width)] }) },
  { name: 'card', create: cardDraw },
  {
    name: 'centre',
    create:
      () =>
      (state, { layout }) => ({
        centre: () => centreLines(state, layout.centre),
        page: () => bodyLines(state, layout.body),
        tooSmall: (rect) => tooSmallLines(state, rect),
      }),
  },
  { name: 'offers', create: offersDraw },
  {
    name: 'keys',
    create:
      () =>
      (state, { layout }) => ({
        keyBar: ({ width }) => keysUnder(statusLines(state, width).slice(0, -1), state, layout.keyBar),
        status: ({ width }) => statusLines(state, width).slice(-1),
      }),
  },
];

/** No line is only missing: those that a place cannot hold are counted on its last one. */
function within(lines: Lines, { height }: Rect): Lines {
  const end = lines.findLastIndex((one) => one.length > 0) + 1;
  if (end <= height) return lines;
  const missing = FRENCH.list.missing(end - height + 1);
  return [...lines.slice(0, height - 1), line(span(` ${missing}`, 'warn'))];
}

/** Lines at their place on the screen. */
export interface Shown {
  readonly place: PlaceName;
  readonly rect: Rect;
  readonly lines: Lines;
}

function isSameShown(a: Shown, b: Shown | undefined): boolean {
  return (
    a.place === b?.place &&
    isSameRect(a.rect, b.rect) &&
    a.lines.length === b.lines.length &&
    a.lines.every((one, at) => isSameLine(one, b.lines[at]))
  );
}

/**
 * The pane as a function of the state that gives the very same value as long as it reads the same: its root then has
 * nothing to do. Each state is drawn once, however often it is asked for.
 */
export function drawing(draw: Draw): (state: WorkstationState) => readonly Shown[] {
  const placesOf = createPlaces();
  let last: { readonly state: WorkstationState; readonly shown: readonly Shown[] } | undefined;
  return (state) => {
    if (last?.state === state) return last.shown;
    const places = placesOf(state);
    const drawn = draw(state, places);
    const next = (Object.keys(drawn) as PlaceName[]).flatMap((place): Shown[] => {
      const rect = places.at[place];
      const lines = rect && drawn[place]?.(rect);
      return rect && lines ? [{ place, rect, lines: within(lines, rect) }] : [];
    });
    const isSame =
      last?.shown.length === next.length && next.every((one, at) => isSameShown(one, last?.shown[at]));
    last = { state, shown: last && isSame ? last.shown : next };
    return last.shown;
  };
}
