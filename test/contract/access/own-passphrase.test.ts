import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAY_ASK } from '../../../server/domain/access/session-debts.ts';
import { createAccount, setPassword } from '../../../server/steps/access/manage-accounts.ts';
import {
  ACCESS_PASSWORD,
  type AccessHouse,
  openAccessHouse,
  outcomeOf,
} from '../../support/house/access-house.ts';
import { rpcOf } from '../../support/house/server-process.ts';

/** A password that the product drew was read by whoever gave it: its person replaces it before anything else. */
const OWN = 'brume violon escalier safran';
const MINUTE = 60_000;

let house: AccessHouse;
beforeAll(async () => {
  house = await openAccessHouse('required');
  await house.hire('cheffe', 'lead');
});
afterAll(() => house.close());

async function drawn(login: string): Promise<string> {
  const nowMs = house.clock.nowMs();
  const dates = { validFromMs: nowMs - MINUTE, validToMs: nowMs + 1e9 };
  const person = { login, displayName: 'Testeuse', role: 'agent', campaigns: [house.campaign.code] } as const;
  const { password = '' } = await createAccount(house.app, { actor: 'essai', ...person, ...dates });
  return password;
}

const logIn = (login: string, password: string) =>
  rpcOf(house.server.url).session.logIn.mutate({ login, password });
const entered = (token: string) => rpcOf(house.server.url, token);
const choose = (token: string, passphrase = OWN) =>
  outcomeOf(entered(token).session.choosePassphrase.mutate({ passphrase }));

describe('a first login with a drawn password', () => {
  it('opens the choice of an own phrase and the way out, no card, and no longer than a quarter of an hour', async () => {
    const password = await drawn('camille');
    const { token, owes, expiresAtMs } = await logIn('camille', password);
    expect([owes, expiresAtMs]).toEqual(['passphrase', house.clock.nowMs() + 15 * MINUTE]);
    expect(MAY_ASK.passphrase).toEqual(['session.choosePassphrase', 'session.logOut']);
    const rpc = entered(token);
    expect(await outcomeOf(rpc.calls.next.mutate())).toBe('passphrase-owed');
    expect(await outcomeOf(rpc.session.me.query())).toBe('passphrase-owed');
    const change = { present: password, passphrase: OWN };
    expect(await outcomeOf(rpc.session.changePassphrase.mutate(change))).toBe('passphrase-owed');
    expect((await house.actions('session.open')).at(-1)?.detail).toMatchObject({ owes: 'passphrase' });
    await rpc.session.logOut.mutate();
    expect(await choose(token)).toBe('session-ended');
  });

  it('refuses a weak phrase, the drawn one again and one that holds the login; then the session is whole', async () => {
    const password = await drawn('claude');
    const { token } = await logIn('claude', password);
    const other = await logIn('claude', password);
    expect(await choose(token, 'trop court')).toBe('passphrase-weak');
    expect(await choose(token, 'claude claude claude')).toBe('passphrase-weak');
    expect(await choose(token, password)).toBe('passphrase-same');
    expect(await outcomeOf(entered(token).calls.next.mutate())).toBe('passphrase-owed');
    const paid = await entered(token).session.choosePassphrase.mutate({ passphrase: OWN });
    expect(paid).toEqual({ expiresAtMs: house.clock.nowMs() + 12 * 60 * MINUTE });
    expect(await outcomeOf(entered(token).calls.next.mutate())).toBe('ok');
    expect(await choose(token, `${OWN} encore`)).toBe('passphrase-chosen');
    expect(await choose(other.token)).toBe('session-ended');
    const account = (await house.app.store.read((rows) => rows.accounts.byLogin('claude')))?.id ?? '';
    expect(await house.actions('account.passphrase')).toMatchObject([
      { actor: account, detail: { sessions: 1 } },
    ]);
    expect(await outcomeOf(logIn('claude', password))).toBe('login-refused');
    expect((await logIn('claude', OWN)).owes).toBeUndefined();
  });

  it('comes again when the data officer draws another one, not when they type one with the person', async () => {
    await drawn('eden');
    await setPassword(house.app, { actor: 'essai', login: 'eden', password: ACCESS_PASSWORD });
    expect((await logIn('eden', ACCESS_PASSWORD)).owes).toBeUndefined();
    const { password = '' } = await setPassword(house.app, { actor: 'essai', login: 'eden' });
    expect((await logIn('eden', password)).owes).toBe('passphrase');
  });
});

describe('whoever wants another phrase', () => {
  it('proves the present one, as at a login; their other screens are told and closed', async () => {
    const { token } = await logIn('cheffe', ACCESS_PASSWORD);
    const beside = await logIn('cheffe', ACCESS_PASSWORD);
    const change = (present: string) =>
      outcomeOf(entered(token).session.changePassphrase.mutate({ present, passphrase: OWN }));
    expect(await change('ce n’est pas elle')).toBe('login-refused');
    expect((await house.actions('session.refused')).at(-1)).toMatchObject({ reason: 'password' });
    expect(await change(ACCESS_PASSWORD)).toBe('ok');
    expect(await outcomeOf(entered(beside.token).session.me.query())).toBe('session-ended');
    expect(await outcomeOf(entered(token).session.me.query())).toBe('ok');
    expect((await logIn('cheffe', OWN)).owes).toBeUndefined();
  });

  it('waits after wrong ones like any guesser', async () => {
    await house.hire('presse', 'lead');
    const { token } = await logIn('presse', ACCESS_PASSWORD);
    const tried = [];
    for (let n = 0; n < 7; n += 1)
      tried.push(
        await outcomeOf(
          entered(token).session.changePassphrase.mutate({ present: `faux ${n}`, passphrase: OWN }),
        ),
      );
    expect(tried.at(0)).toBe('login-refused');
    expect(tried.at(-1)).toBe('login-slowed');
  });
});
