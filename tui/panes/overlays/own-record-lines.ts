import type { OwnRecord } from '../../../shared/own-record.ts';
import { zoned } from '../../../shared/time.ts';
import { toldLabelOf } from '../../keys/disposition-keys.ts';
import type { Region } from '../../screen/layout.ts';
import { cellsOf, type Line, line, span } from '../../screen/line.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import { foundRecords } from '../../state/overlays/search.ts';
import { PAGES } from '../../words/french-pages.ts';
import { clockText, shortDay } from '../dates.ts';
import { searchPage } from './list-lines.ts';

/** The arrow before each row. */
const MARK = 3;

type Named = Pick<OwnRecord, 'name' | 'city' | 'disposition' | 'whyNot'>;

interface Said {
  readonly when: string;
  readonly more?: string;
}

/**
 * « M. Zéphyrin TESTEUR · Exempleville · Rappel demandé · 18:00 », and what follows: one line, or two where it is too long
 * for one, so that nothing is cut.
 */
export function namedLines(one: Named, { when, more = '' }: Said, width: number): Line[] {
  const { name, city, disposition, whyNot } = one;
  const who = line(span(name, whyNot === '' ? 'strong' : 'faint'), span(city === '' ? '' : ` · ${city}`));
  const ending = disposition === '' ? '' : `${toldLabelOf(disposition)} · `;
  const what = line(`${ending}${when}`, span(more === '' ? '' : ` · ${more}`, 'faint'));
  const whole = [...who, span(' · '), ...what];
  return cellsOf(whole) <= width ? [whole] : [who, [span('  '), ...what]];
}

function whenText({ kind, atMs, zone }: OwnRecord): string {
  if (kind === 'today') return PAGES.search.today(clockText(atMs));
  return `${shortDay(zoned(atMs, zone))} ${clockText(atMs, zone)}`;
}

function nothingLine({ found, problem }: OverlayOf<'search'>): Line {
  const text = PAGES.search;
  if (problem) return line(span(`${problem.message} ${problem.hint}`, 'warn'));
  if (!found) return line(span(text.busy, 'faint'));
  return line(span(found.length === 0 ? text.empty : text.none, 'faint'));
}

/** The agent's own callbacks and records of the day that fit the letters typed; below, why the chosen one stays closed. */
export function ownRecordLines(overlay: OverlayOf<'search'>, region: Region): Line[] {
  const found = foundRecords(overlay);
  const text = PAGES.search;
  const index = found.length > 0 ? Math.min(overlay.index, found.length - 1) : -1;
  const whyNot = found[index]?.whyNot ?? '';
  const named = found.map((one) => namedLines(one, { when: whenText(one) }, region.width - MARK));
  return searchPage(
    {
      title: text.title,
      label: text.field,
      field: overlay.field,
      rows: found.length > 0 ? named.flat() : [nothingLine(overlay)],
      index: index < 0 ? -1 : named.slice(0, index).flat().length,
      how: whyNot === '' ? text.how : whyNot,
    },
    region,
  );
}
