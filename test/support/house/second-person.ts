import type { Rpc } from '../../../scripts/cli/rpc.ts';

/** Another person agrees to all that waits for somebody (four eyes); answers how many. */
export async function agreeToAll({ approvals }: Pick<Rpc, 'approvals'>): Promise<number> {
  const waiting = (await approvals.list.query()).filter((one) => one.isAlive && one.state === 'asked');
  for (const { id } of waiting) await approvals.approve.mutate({ id, reason: 'Vu ensemble, accord donné' });
  return waiting.length;
}

/** Asks, has another person agree, and asks again in the same words: the answer of the second time. */
export async function underFourEyes<T>(act: () => Promise<T>, second: () => Promise<unknown>): Promise<T> {
  const asked = await act().then(
    () => 'done at once',
    (error: { code?: string; data?: { appCode?: string } }) => error.data?.appCode ?? error.code,
  );
  if (asked !== 'approval-needed') throw new Error(`four eyes were not asked for: ${asked}`);
  await second();
  return act();
}
