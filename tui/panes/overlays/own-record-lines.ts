import type { OwnRecord } from '../../../shared/own-record.ts';
import { clip, fill } from '../../../shared/screen/cells.ts';
import { zoned } from '../../../shared/time.ts';
import type { Region } from '../../screen/layout.ts';
import { type Line, line, span } from '../../screen/line.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import { foundRecords } from '../../state/overlays/search.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText, shortDay } from '../dates.ts';
import { searchPage } from './list-lines.ts';

const NAME = 28;
const WHEN = 23;

function whenText({ kind, atMs, zone }: OwnRecord): string {
  const text = PAGES.search;
  return kind === 'today'
    ? text.today(clockText(atMs))
    : text.callback(`${shortDay(zoned(atMs, zone))} ${clockText(atMs, zone)}`);
}

function recordLine(one: OwnRecord, width: number): Line {
  const said = one.whyNot === '' ? one.label : one.whyNot;
  return line(
    span(fill(`${one.name}, ${one.city}`, NAME), one.whyNot === '' ? 'strong' : 'faint'),
    span(` ${fill(whenText(one), WHEN)}`),
    span(` ${clip(said, Math.max(8, width - NAME - WHEN - 6))}`, 'faint'),
  );
}

function nothingLine({ found, problem }: OverlayOf<'search'>): Line {
  const text = PAGES.search;
  if (problem) return line(span(`${problem.message} ${problem.hint}`, 'warn'));
  if (!found) return line(span(text.busy, 'faint'));
  return line(span(found.length === 0 ? text.empty : text.none, 'faint'));
}

/** The agent's own callbacks and records of the day that fit the letters typed. */
export function ownRecordLines(overlay: OverlayOf<'search'>, region: Region): Line[] {
  const found = foundRecords(overlay);
  const text = PAGES.search;
  return searchPage(
    {
      title: text.title,
      label: text.field,
      field: overlay.field,
      rows: found.length > 0 ? found.map((one) => recordLine(one, region.width)) : [nothingLine(overlay)],
      index: found.length > 0 ? Math.min(overlay.index, found.length - 1) : -1,
      how: text.how,
    },
    region,
  );
}
