import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../../shared/errors.ts';
import type { Store } from '../../ports/store.ts';
import { writeWhenFree } from '../write-when-free.ts';

/** A file of any size that we know is on the drop by then; a server that died at it is awaited no longer. */
const MOST_SENDING_MS = 120_000;
const LOOK_AGAIN_MS = 500;
/** Some ten seconds: whoever asks waits for the other's end rather than being refused. */
const MOST_LOOKS = 20;

/**
 * Does `work` while no other server of the house sends that delivery: two at once would write over each other's part on the drop.
 * A house of one server has one line to the drop, which keeps its own order. AppError `delivery-running`, and those of `work`.
 */
export async function whileSending<T>(
  { store }: { readonly store: Store },
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  if (store.engine === 'sqlite') return await work();
  await takeTurn(store, id);
  try {
    return await work();
  } finally {
    await writeWhenFree({ store }, (rows) => rows.deliveries.endSending(id));
  }
}

async function takeTurn(store: Store, id: string): Promise<void> {
  for (let looks = 1; ; looks += 1) {
    const { busy } = await store.write(async ({ deliveries, servers }) => {
      const nowMs = await servers.clockMs();
      return await deliveries.beginSending(id, { nowMs, untilMs: nowMs + MOST_SENDING_MS });
    });
    if (busy === undefined) return;
    if (looks === MOST_LOOKS) throw deliveryRunning(busy);
    await pause(LOOK_AGAIN_MS);
  }
}

function deliveryRunning(server: string): AppError {
  return new AppError({
    code: 'delivery-running',
    kind: 'conflict',
    message: `Le serveur « ${server} » est en train de remettre ce fichier.`,
    hint: 'Attendez une minute, puis relancez : ce qui est remis ne part pas deux fois.',
  });
}
