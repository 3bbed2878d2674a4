import type { FloorMessage } from '../../../shared/floor-message.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreWriter } from '../../ports/store.ts';

export interface WordsToAgent {
  readonly id: string;
  readonly atMs: number;
  readonly from: Pick<AccountRow, 'id' | 'displayName'>;
  /** Account id. */
  readonly agent: string;
  /** With which campaign the message goes. */
  readonly campaign: string;
  /** Never about a donor. */
  readonly text: string;
}

/** A message of the house to one agent, in the day's list and on the screen if one is open; nothing for an account since gone. */
export async function tellAgent(rows: StoreWriter, words: WordsToAgent): Promise<void> {
  const { id, atMs, from, agent, campaign, text } = words;
  if (!(await rows.accounts.byId(agent)) || !(await rows.accounts.byId(from.id))) return;
  await rows.messages.add({ id, atMs, author: from.id, campaign, text, isReply: false }, [agent]);
  await showAgent(rows, words);
}

/** On the screen only, if one is open: for what another list keeps. */
export async function showAgent(
  rows: StoreWriter,
  { id, atMs, from, agent, text }: WordsToAgent,
): Promise<void> {
  const message: FloorMessage = { id, atMs, from: from.displayName, text };
  await rows.floor.addLiveEvent({ atMs, agent, event: { kind: 'message', message, text } });
}
