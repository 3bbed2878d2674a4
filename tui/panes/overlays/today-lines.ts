import type { OwnCall } from '../../../shared/own-record.ts';
import { zoned } from '../../../shared/time.ts';
import { toldLabelOf } from '../../keys/disposition-keys.ts';
import type { Region } from '../../screen/layout.ts';
import { BLANK, indent, type Line, line, span } from '../../screen/line.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import { fittingCalls, noMend } from '../../state/overlays/today-calls.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText, longDay } from '../dates.ts';
import { searchPage } from './list-lines.ts';
import { namedLines } from './own-record-lines.ts';
import { choices, wide } from './page-text.ts';

const text = PAGES.today;
/** The arrow before each row. */
const MARK = 3;

function nothingLine({ calls, problem }: OverlayOf<'today'>): Line {
  if (problem) return line(span(`${problem.message} ${problem.hint}`, 'warn'));
  if (!calls) return line(span(text.busy, 'faint'));
  return line(span(calls.length === 0 ? text.empty : text.none, 'faint'));
}

/** The agent's calls of today that fit the letters typed; faint what nobody takes back any more. */
export function todayLines(overlay: OverlayOf<'today'>, region: Region): Line[] {
  const found = fittingCalls(overlay);
  const index = found.length > 0 ? Math.min(overlay.index, found.length - 1) : -1;
  const named = found.map((one) => namedLines(one, { when: clockText(one.atMs) }, region.width - MARK));
  return searchPage(
    {
      title: text.title,
      label: text.field,
      field: overlay.field,
      rows: found.length > 0 ? named.flat() : [nothingLine(overlay)],
      index: index < 0 ? -1 : named.slice(0, index).flat().length,
      how: text.how,
    },
    region,
  );
}

function promisedLines({ callbackAtMs, zone }: OwnCall, width: number): Line[] {
  if (callbackAtMs === null) return [];
  return wide(
    text.promised(`${longDay(zoned(callbackAtMs, zone))} à ${clockText(callbackAtMs, zone)}`),
    width,
  );
}

/** One call: what was recorded, what may still be done with it, or why nothing may. */
export function oneCallLines(
  state: WorkstationState,
  { call }: OverlayOf<'one-call'>,
  { width }: Region,
): Line[] {
  const why = noMend(state);
  const { name, city, disposition, atMs, callbackAtMs } = call;
  const may = choices(
    ['u', text.call],
    ['e', text.ending],
    ...(callbackAtMs === null ? [] : ([['r', text.callback]] as const)),
    ['c', text.coordinates],
  );
  return [
    BLANK,
    ...indent(
      [
        line(span(name, 'title'), city === '' ? '' : ` · ${city}`),
        BLANK,
        ...wide(text.recorded(toldLabelOf(disposition), clockText(atMs)), width),
        ...promisedLines(call, width),
        BLANK,
        ...(why === undefined
          ? [...wide(text.effect, width, 'faint'), BLANK, ...may]
          : [...wide(why, width, 'warn'), BLANK]),
        ...choices(['a', text.askLead]),
      ],
      2,
    ),
  ];
}
