import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { RequestTurns } from '../../../server/http/request-turns.ts';

/** What ran in each turn of the event loop. */
async function turnsOf(asked: readonly (readonly [address: string, name: string])[], turns: number) {
  const requests = new RequestTurns();
  let ran: string[] = [];
  for (const [address, name] of asked) requests.take(address, () => void ran.push(name));
  const seen: (readonly string[])[] = [ran];
  for (let turn = 1; turn < turns; turn += 1) {
    ran = [];
    await nextTurn();
    seen.push(ran);
  }
  return { requests, seen };
}

it('R-58 a burst of one address is taken one a turn, in its order; another address is taken at once', async () => {
  const burst = ['a1', 'a2', 'a3'].map((name) => ['10.0.0.1', name] as const);
  const { seen } = await turnsOf([...burst, ['10.0.0.2', 'b1']], 4);
  expect(seen).toEqual([['a1', 'b1'], ['a2'], ['a3'], []]);
});

it('an address that has waited for nothing since is taken at once again', async () => {
  const { requests } = await turnsOf([['10.0.0.1', 'a1']], 3);
  let ran = false;
  requests.take('10.0.0.1', () => {
    ran = true;
  });
  expect(ran).toBe(true);
});

it('a request that brings another waits behind those who waited before', async () => {
  const requests = new RequestTurns();
  const ran: string[] = [];
  requests.take('10.0.0.1', () => void ran.push('first'));
  requests.take('10.0.0.1', () => {
    ran.push('second');
    requests.take('10.0.0.1', () => void ran.push('its own'));
  });
  requests.take('10.0.0.1', () => void ran.push('last'));
  for (let turn = 0; turn < 4; turn += 1) await nextTurn();
  expect(ran).toEqual(['first', 'second', 'last', 'its own']);
});
