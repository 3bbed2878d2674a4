import { giveWay } from '../../give-way.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ContactFileRow } from '../../ports/rows/contact-files.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { writeWhenFree } from '../write-when-free.ts';

/**
 * How an import ends, one way or the other, without ever holding the writer: records enter the queue, or are dropped, a
 * thousand a transaction, and agents are served in between. Each way goes on from where a kill left it.
 */
export interface EndingDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Lets the records of imported files into the queue; those of the first transaction are there already. Twice: nothing
 * is left to do.
 */
export async function releaseRecords(deps: EndingDeps, fileId: number): Promise<void> {
  let last: number | undefined = 0;
  while (last !== undefined) {
    const after: number = last;
    last = await writeWhenFree(deps, (rows) => rows.records.releaseStaged(fileId, after));
    await giveWay();
  }
}

/** The same when the server starts, with nobody to serve yet. Returns how many files were left half-way. */
export async function releaseCut({ store }: EndingDeps): Promise<number> {
  const files = await store.write((rows) => rows.records.filesToRelease());
  for (const id of files) {
    let last: number | undefined = 0;
    while (last !== undefined) {
      const after: number = last;
      last = await store.write((rows) => rows.records.releaseStaged(id, after));
    }
  }
  return files.length;
}

type GivenUp = Pick<ContactFileRow, 'id' | 'campaign' | 'name'>;

/**
 * Drops a file that never finished, with its records; nothing of it was ever in the queue. Returns how many records
 * were dropped.
 */
export async function abandonImport(deps: EndingDeps, file: GivenUp): Promise<number> {
  let dropped = 0;
  for await (const some of droppings(deps, file)) {
    dropped += some;
    await giveWay();
  }
  return dropped;
}

/** The same when the server starts. */
export async function abandonCut(deps: EndingDeps, file: GivenUp): Promise<number> {
  return (await Array.fromAsync(droppings(deps, file))).reduce((sum, some) => sum + some, 0);
}

/** One transaction a step; the last one takes the file itself away and says so in the audit log. */
async function* droppings({ store, clock }: EndingDeps, file: GivenUp): AsyncGenerator<number> {
  let total = 0;
  for (let isOver = false; !isOver; ) {
    const dropped = await store.write(async (rows) => {
      const some = await rows.records.abandonContactFile(file.id);
      total += some;
      isOver = (await rows.records.contactFile(file.id))?.state !== 'importing';
      if (isOver)
        await trail(rows, { actor: 'system', atMs: clock.nowMs() })('import.abandon', file.name, {
          campaign: file.campaign,
          reason: 'Import interrompu : rien n’est gardé.',
          detail: { dropped: total },
        });
      return some;
    });
    yield dropped;
  }
}
