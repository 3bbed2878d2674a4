import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { QueueId } from '../../ports/telephony.ts';

async function openLines(rows: StoreReader): Promise<readonly LineSettings[]> {
  return (await rows.lines.all()).filter(({ state }) => state === 'open').map(({ settings }) => settings);
}

/** The pledge lines whose queues are followed: those that are open. */
export async function followedLines({ store }: { readonly store: Store }): Promise<readonly LineSettings[]> {
  return await store.read(openLines);
}

/** The queues that those lines need of a PBX, the charity's team's too: each once. */
export async function followedQueues(deps: { readonly store: Store }): Promise<readonly QueueId[]> {
  const lines = await followedLines(deps);
  const all = lines.flatMap(({ sites, handOver }) => [...sites.map(({ queue }) => queue), handOver.queue]);
  return [...new Set(all)];
}

/** Of them, those that somebody sees: ops all, a lead those of their campaigns. */
export async function linesSeenBy(
  { store }: { readonly store: Store },
  { role, campaigns }: Pick<AccountRow, 'role' | 'campaigns'>,
): Promise<readonly LineSettings[]> {
  const lines = await followedLines({ store });
  return role === 'ops' ? lines : lines.filter(({ code }) => campaigns.includes(code));
}
