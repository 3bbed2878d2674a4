import type { LockNote } from '../../../shared/terminal-door.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/**
 * What became of the code that opens a person's locked screen during one shift: chosen, used, or ended by three
 * wrong ones. The code itself stays with the seat. Somebody unknown: nothing.
 */
export async function noteLock(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { login, what }: { readonly login: string; readonly what: LockNote },
): Promise<void> {
  await store.write(async (rows) => {
    const account = await rows.accounts.byLogin(login);
    if (!account) return;
    const note = trail(rows, { actor: account.id, atMs: clock.nowMs() });
    if (what === 'used') await note('session.unlock', account.id, { detail: { by: 'code' } });
    else await note('session.lock-code', account.id, { detail: { what } });
  });
}
