import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

async function openLines(rows: StoreReader): Promise<readonly LineSettings[]> {
  return (await rows.lines.all()).filter(({ state }) => state === 'open').map(({ settings }) => settings);
}

/** The pledge lines whose queues are followed: those that are open. */
export async function followedLines({ store }: { readonly store: Store }): Promise<readonly LineSettings[]> {
  return await store.read(openLines);
}

/** Of them, those that somebody sees: ops all, a lead those of their campaigns. */
export async function linesSeenBy(
  { store }: { readonly store: Store },
  { role, campaigns }: Pick<AccountRow, 'role' | 'campaigns'>,
): Promise<readonly LineSettings[]> {
  const lines = await followedLines({ store });
  return role === 'ops' ? lines : lines.filter(({ code }) => campaigns.includes(code));
}
