import {
  CHROME_ROWS,
  COMPACT_CARD_ROWS,
  COMPACT_KEY_ROWS,
  COMPACT_OFFER_ROWS,
  compactCentreRows,
  type Region,
  SMALLEST,
} from '../../shared/screen/step-room.ts';
import type { Size } from './size.ts';

export type { Region };

/**
 * How the screen is cut. `compact` stacks card, script and proposals; `two` puts the card on the left; `three` adds
 * a column on the right for proposals and the course of the call.
 */
export interface Layout {
  readonly kind: 'compact' | 'two' | 'three';
  readonly columns: number;
  readonly rows: number;
  /** Everything between the two rules. */
  readonly body: Region;
  readonly card: Region;
  readonly centre: Region;
  readonly offers: Region;
  readonly keyBar: Region;
}

export function fitsSmallest(size: Size): boolean {
  return size.columns >= SMALLEST.columns && size.rows >= SMALLEST.rows;
}

/**
 * The layout of a terminal that is at least 80×24. The regions fill it to the cell. `hotKeys`: the key bar shows the
 * hot dispositions too (the script is on screen).
 */
export function layoutOf({ columns, rows }: Size, hotKeys: boolean): Layout {
  const keyBar = { width: columns, height: hotKeys ? (columns >= 160 ? 2 : COMPACT_KEY_ROWS) : 1 };
  const body = { width: columns, height: rows - CHROME_ROWS - keyBar.height };
  const base = { columns, rows, body, keyBar };
  if (columns < 100 || rows < 30) {
    return {
      ...base,
      kind: 'compact',
      card: { width: columns, height: COMPACT_CARD_ROWS },
      centre: { width: columns, height: compactCentreRows(body.height) },
      offers: { width: columns, height: COMPACT_OFFER_ROWS },
    };
  }
  const cardWidth = columns >= 160 ? 46 : columns >= 120 ? 40 : 36;
  if (columns < 150) {
    const centre = columns - cardWidth - 1;
    const offerRows = rows >= 36 ? 8 : 6;
    return {
      ...base,
      kind: 'two',
      card: { width: cardWidth, height: body.height },
      centre: { width: centre, height: body.height - offerRows },
      offers: { width: centre, height: offerRows },
    };
  }
  const offersWidth = 42;
  return {
    ...base,
    kind: 'three',
    card: { width: cardWidth, height: body.height },
    centre: { width: columns - cardWidth - offersWidth - 2, height: body.height },
    offers: { width: offersWidth, height: body.height },
  };
}
