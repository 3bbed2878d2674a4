import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemChance } from '../../../server/clock/system-clock.ts';
import { argon2Passwords } from '../../../server/passwords/argon2-passwords.ts';
import { memoryTally } from '../../../server/passwords/refusal-tally.ts';
import { sharedThrottle } from '../../../server/passwords/shared-throttle.ts';
import { authenticate, logIn } from '../../../server/steps/access/log-in.ts';
import type { LogInDeps } from '../../../server/steps/access/log-in-attempt.ts';
import {
  bootstrapDataOfficer,
  createAccount,
  disableAccount,
  extendAccount,
  listAccounts,
  type NewAccount,
  setPassword,
} from '../../../server/steps/access/manage-accounts.ts';
import { openHouseSecrets } from '../../../server/vault/house-secrets.ts';
import { CAMPAIGN, callScript, campaignRow, NOW_MS, temporaryStore } from '../../support/store/store-rows.ts';

const PASSWORD = 'citron vélo nuage tambour';
const DAY_MS = 86_400_000;
let base: ReturnType<typeof temporaryStore>;
let deps: LogInDeps;

beforeEach(async () => {
  base = temporaryStore();
  deps = {
    store: base.store,
    passwords: argon2Passwords(),
    throttle: sharedThrottle(base.store),
    refusals: memoryTally(),
    clock: { nowMs: () => NOW_MS },
    chance: systemChance,
    secrets: openHouseSecrets({ keysDir: base.folder, passphrase: async () => 'phrase' }),
  };
  await base.store.write((rows) => rows.campaigns.save(campaignRow(), callScript({})));
});

afterEach(() => base.dispose());

const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code });
const audit = () => base.store.read(async (rows) => await Array.fromAsync(rows.audit.each()));
const dates = { validFromMs: NOW_MS, validToMs: NOW_MS + 30 * DAY_MS };
const agent: NewAccount = {
  actor: 'officer-id',
  login: 'jeanne.t',
  displayName: 'Jeanne Testeuse',
  role: 'agent',
  campaigns: [CAMPAIGN],
  ...dates,
};
const officer = { login: 'dpo', displayName: 'Daphné Protectrice', ...dates };

describe('the first data officer', () => {
  test('is made once, with a drawn password that opens a session', async () => {
    const { account, password = '' } = await bootstrapDataOfficer(deps, officer);
    expect(account).toMatchObject({ role: 'dataOfficer', login: 'dpo' });
    expect(password.length).toBeGreaterThanOrEqual(20);
    expect((await logIn(deps, { login: 'dpo', password })).account.id).toBe(account.id);
    await expect(bootstrapDataOfficer(deps, { ...officer, login: 'dpo2' })).rejects.toEqual(
      refusal('accounts-exist'),
    );
    expect(await listAccounts(deps)).toHaveLength(1);
  });

  test('bears no card’s number as a name, on the host as by a procedure (R-41)', async () => {
    const displayName = 'quatre un un un un un un un un un un un un un un un';
    await expect(bootstrapDataOfficer(deps, { ...officer, displayName })).rejects.toEqual(
      refusal('card-number'),
    );
    expect(await listAccounts(deps)).toEqual([]);
  });

  test('two at the same instant: one is made', async () => {
    const both = [officer, { ...officer, login: 'dpo2' }].map((person) => bootstrapDataOfficer(deps, person));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await listAccounts(deps)).toHaveLength(1);
  });
});

describe('creating an account', () => {
  test('stores it with its dates and campaigns, shows no hash, and says who made it', async () => {
    const made = await createAccount(deps, { ...agent, login: ' Jeanne.T ', password: PASSWORD });
    expect(made).not.toHaveProperty('password');
    expect(made.account).toMatchObject({ login: 'jeanne.t', campaigns: [CAMPAIGN], ...dates });
    expect(JSON.stringify(await listAccounts(deps))).not.toContain('argon2');
    expect(await audit()).toMatchObject([
      { actor: 'officer-id', action: 'account.create', subject: made.account.id },
    ]);
    expect(JSON.stringify(await audit())).not.toContain('Jeanne');
    await logIn(deps, { login: 'jeanne.t', password: PASSWORD });
  });

  test.each([
    ['login-invalid', { login: '1jeanne' }],
    ['account-dates-invalid', { validToMs: NOW_MS }],
    ['account-dates-invalid', { validFromMs: NOW_MS + 40 * DAY_MS }],
    ['password-weak', { password: 'court' }],
    ['campaign-unknown', { campaigns: ['JAMAIS-1'] }],
  ])('refuses: %s', async (code, change) => {
    await expect(createAccount(deps, { ...agent, ...change })).rejects.toEqual(refusal(code));
    expect(await listAccounts(deps)).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  test('refuses a login already taken', async () => {
    await createAccount(deps, agent);
    await expect(createAccount(deps, agent)).rejects.toEqual(refusal('account-exists'));
    expect(await listAccounts(deps)).toHaveLength(1);
  });
});

describe('changing an account', () => {
  test('a new password ends sessions, waits and locks', async () => {
    const { password = '' } = await createAccount(deps, agent);
    const { token } = await logIn(deps, { login: 'jeanne.t', password });
    for (let wrong = 0; wrong < 5; wrong += 1)
      await expect(logIn(deps, { login: 'jeanne.t', password: 'mauvais' })).rejects.toEqual(
        refusal('login-refused'),
      );
    await expect(logIn(deps, { login: 'jeanne.t', password })).rejects.toEqual(refusal('login-slowed'));
    await setPassword(deps, { actor: 'officer-id', login: 'jeanne.t', password: PASSWORD });
    await expect(authenticate(deps, token)).rejects.toThrow(refusal('session-ended'));
    await logIn(deps, { login: 'jeanne.t', password: PASSWORD });
    expect(await audit()).toContainEqual(
      expect.objectContaining({ action: 'account.password', detail: { sessions: 1 } }),
    );
    await expect(setPassword(deps, { actor: 'x', login: 'inconnue' })).rejects.toEqual(
      refusal('account-unknown'),
    );
  });

  test('disabling ends sessions at once, tells the workstation, and a second call adds nothing', async () => {
    const { password = '', account } = await createAccount(deps, agent);
    const { token } = await logIn(deps, { login: 'jeanne.t', password });
    const change = { actor: 'officer-id', login: 'jeanne.t', reason: 'Départ de la personne' };
    expect((await disableAccount(deps, change)).disabled).toBe(true);
    await expect(authenticate(deps, token)).rejects.toThrow(refusal('session-ended'));
    await expect(logIn(deps, { login: 'jeanne.t', password })).rejects.toEqual(refusal('access-disabled'));
    const [live] = await base.store.read((rows) => rows.floor.liveEventsAfter(0, 10));
    expect(live).toMatchObject({ agent: account.id });
    expect(live?.event).toMatchObject({ kind: 'session-ended' });
    await disableAccount(deps, change);
    expect((await audit()).filter((entry) => entry.action === 'account.disable')).toMatchObject([
      { reason: 'Départ de la personne', detail: { sessions: 1 } },
    ]);
  });

  test('the last data officer is never disabled', async () => {
    await bootstrapDataOfficer(deps, officer);
    const change = { actor: 'system', login: 'dpo', reason: 'Essai de départ' };
    await expect(disableAccount(deps, change)).rejects.toThrow(refusal('last-data-officer'));
    await createAccount(deps, { ...agent, login: 'dpo2', role: 'dataOfficer', campaigns: [] });
    expect((await disableAccount(deps, change)).disabled).toBe(true);
  });

  test('extending changes the end, the campaigns, or both', async () => {
    await createAccount(deps, agent);
    const change = { actor: 'officer-id', login: 'jeanne.t', reason: 'Campagne prolongée' };
    const validToMs = NOW_MS + 60 * DAY_MS;
    expect(await extendAccount(deps, { ...change, validToMs })).toMatchObject({
      validToMs,
      campaigns: [CAMPAIGN],
    });
    expect(await extendAccount(deps, { ...change, campaigns: [] })).toMatchObject({
      validToMs,
      campaigns: [],
    });
    await expect(extendAccount(deps, { ...change, validToMs: NOW_MS - 1 })).rejects.toThrow(
      refusal('account-dates-invalid'),
    );
    await expect(extendAccount(deps, { ...change, campaigns: ['JAMAIS-1'] })).rejects.toThrow(
      refusal('campaign-unknown'),
    );
    expect((await audit()).filter((entry) => entry.action === 'account.extend')).toHaveLength(2);
  });
});
