import { giveWay } from '../../give-way.ts';
import type { SealedKey, SealedValue } from '../../ports/rows/rotations.ts';
import type { Store } from '../../ports/store.ts';

/**
 * Every sealed value of a place, table by table, a page in one reading; who works passes between two. What is written meanwhile
 * behind the walk is not in it. AppError `server-behind`.
 */
export async function* sealedPages(
  store: Pick<Store, 'read'>,
  place: string,
): AsyncIterable<readonly SealedValue[]> {
  for (const table of await store.read((rows) => rows.rotations.sealedTables(place))) {
    let after: SealedKey | undefined;
    for (;;) {
      const from = { place, table, after };
      const page = await store.read((rows) => rows.rotations.sealedPage(from));
      after = page.at(-1)?.key;
      if (after === undefined) break;
      yield page;
      await giveWay();
    }
  }
}
