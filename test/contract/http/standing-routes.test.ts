import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AccessHouse, openAccessHouse } from '../../support/house/access-house.ts';

/** What a balancer and an operator read at the real port of a house. */
let house: AccessHouse;
beforeAll(async () => {
  house = await openAccessHouse('off');
});
afterAll(() => house.close());

const ask = async (path: string) => {
  const answer = await fetch(`${house.server.url}${path}`);
  return { status: answer.status, body: (await answer.json()) as unknown };
};

it('R-58 /live, /ready and /health answer this machine, and a server that drains is ready for nobody', async () => {
  for (const path of ['/live', '/ready', '/health'])
    expect(await ask(path)).toEqual({ status: 200, body: { ok: true } });
  await house.server.closeFloor(0);
  expect(await ask('/ready')).toEqual({
    status: 404,
    body: {
      ok: false,
      why: [
        {
          code: 'draining',
          message: 'Ce serveur s’arrête : les appels ouverts se finissent, personne d’autre n’y vient.',
        },
      ],
    },
  });
  expect(await ask('/live')).toEqual({ status: 200, body: { ok: true } });
});
