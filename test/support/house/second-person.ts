import type { Rpc } from '../../../scripts/cli/rpc.ts';

/** Another person agrees to all that waits for somebody (four eyes); answers how many. */
export async function agreeToAll({ approvals }: Pick<Rpc, 'approvals'>): Promise<number> {
  const waiting = (await approvals.list.query()).filter((one) => one.isAlive && one.state === 'asked');
  for (const { id } of waiting) await approvals.approve.mutate({ id, reason: 'Vu ensemble, accord donné' });
  return waiting.length;
}
