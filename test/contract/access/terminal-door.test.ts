import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTerminalDoor } from '../../../server/http/terminal-door.ts';
import { ACCESS_PASSWORD, type AccessHouse, openAccessHouse } from '../../support/house/access-house.ts';

/** Who is let in at the SSH host, and to what. */
let house: AccessHouse;
beforeAll(async () => {
  house = await openAccessHouse('required');
  for (const role of ['agent', 'mobilisation', 'lead', 'ops', 'dataOfficer', 'observer'] as const)
    await house.hire(role.toLowerCase(), role);
});
afterAll(async () => await house?.close());

const logIn = (login: string) =>
  openTerminalDoor(house.app).logIn({ login, password: ACCESS_PASSWORD, address: '127.0.0.1' });

it('an agent comes in to the workstation', async () => {
  expect(await logIn('agent')).toMatchObject({ role: 'agent', displayName: 'Testeur agent' });
});

it('a lead comes in to « Ce soir »', async () => {
  expect(await logIn('lead')).toMatchObject({ role: 'lead' });
});

it.each([
  ['mobilisation', 'first-login-elsewhere'],
  ['ops', 'role-refused'],
  ['dataofficer', 'role-refused'],
  ['observer', 'role-refused'],
])('%s is told why not, what to do, and keeps no session (%s)', async (login, code) => {
  await expect(logIn(login)).rejects.toMatchObject({ code, hint: expect.stringContaining('plateau login') });
  const account = await house.app.store.read((rows) => rows.accounts.byLogin(login));
  const ended = await house.actions('session.close');
  expect(ended.filter(({ actor }) => actor === account?.id)).toHaveLength(1);
});
