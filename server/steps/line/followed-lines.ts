import { inTurn } from '../../../shared/in-turn.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { QueueId } from '../../ports/telephony.ts';
import { mayView } from '../find-campaign.ts';
import { type LineSight, lineSight } from './line-sight.ts';

/** A line, and what of it somebody sees. */
export interface SeenLine {
  readonly settings: LineSettings;
  readonly sight: LineSight;
  /** Account id; null: nobody in particular, as on the screen of the hall. */
  readonly reader: string | null;
}

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
  const all = lines.flatMap(({ sites, skills = [], handOver }) =>
    [...sites, ...skills, handOver].map(({ queue }) => queue),
  );
  return [...new Set(all)];
}

/** All that is followed, as the screen of the hall shows it. */
export async function linesWhole(deps: { readonly store: Store }): Promise<readonly SeenLine[]> {
  return (await followedLines(deps)).map((settings) => ({ settings, sight: null, reader: null }));
}

/** Of them, those that somebody sees: ops all, a lead those of their campaigns, a partner's their sites. */
export async function linesSeenBy(
  { store }: { readonly store: Store },
  account: Pick<AccountRow, 'id' | 'role' | 'campaigns'>,
): Promise<readonly SeenLine[]> {
  return await store.read(async (rows) => {
    const lines = (await openLines(rows)).filter(({ code }) => mayView(account, code));
    return await inTurn.map(lines, async (settings) => ({
      settings,
      sight: await lineSight(rows, account, settings.code),
      reader: account.id,
    }));
  });
}
