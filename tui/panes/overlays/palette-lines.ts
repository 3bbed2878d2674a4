import { cells, clip, fill } from '../../../shared/screen/cells.ts';
import { keyLabel } from '../../keys/key-labels.ts';
import type { Region } from '../../screen/layout.ts';
import { type Line, line, span } from '../../screen/line.ts';
import type { OverlayOf } from '../../state/overlays/overlay.ts';
import { type PaletteEntry, paletteEntries } from '../../state/overlays/palette.ts';
import type { WorkstationState } from '../../state/workstation-state.ts';
import { PAGES } from '../../words/french-pages.ts';
import { searchPage } from './list-lines.ts';

const LABEL = 16;
const KEYS = 12;

function saidRoom(width: number): number {
  return Math.max(10, width - LABEL - KEYS - 6);
}

function entryLine({ action, keys, whyNot }: PaletteEntry, width: number): Line {
  const said = clip(whyNot ?? action.help, saidRoom(width));
  const tone = whyNot === undefined ? 'plain' : 'faint';
  return line(
    span(fill(action.label, LABEL), whyNot === undefined ? 'strong' : 'faint'),
    span(fill(keys.map(keyLabel).join(' '), KEYS), whyNot === undefined ? 'key' : 'faint'),
    span(` ${said}`, tone),
  );
}

/** Every action that fits the letters typed: what it does and its keys, or why not now. */
export function paletteLines(state: WorkstationState, overlay: OverlayOf<'palette'>, region: Region): Line[] {
  const entries = paletteEntries(state, overlay.field.text);
  const text = PAGES.palette;
  const index = entries.length > 0 ? Math.min(overlay.index, entries.length - 1) : -1;
  const chosen = entries[index];
  const said = chosen ? (chosen.whyNot ?? chosen.action.help) : '';
  return searchPage(
    {
      title: text.title,
      label: text.field,
      field: overlay.field,
      rows: entries.length > 0 ? entries.map((one) => entryLine(one, region.width)) : [line(text.none)],
      index,
      how: text.how,
      whole: cells(said) > saidRoom(region.width) ? said : undefined,
    },
    region,
  );
}
