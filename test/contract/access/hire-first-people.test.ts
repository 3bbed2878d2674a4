import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemChance } from '../../../server/clock/system-clock.ts';
import { argon2Passwords } from '../../../server/passwords/argon2-passwords.ts';
import { memoryTally } from '../../../server/passwords/refusal-tally.ts';
import { sharedThrottle } from '../../../server/passwords/shared-throttle.ts';
import { type FirstPerson, hireFirstPeople } from '../../../server/steps/access/hire-first-people.ts';
import { logIn } from '../../../server/steps/access/log-in.ts';
import type { LogInDeps } from '../../../server/steps/access/log-in-attempt.ts';
import { openHouseSecrets } from '../../../server/vault/house-secrets.ts';
import { codeOf } from '../../support/house/access-house.ts';
import { NOW_MS, temporaryStore } from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
let deps: LogInDeps;
beforeEach(() => {
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
});
afterEach(() => base.dispose());

const person = (login: string, role: FirstPerson['role']): FirstPerson => ({
  login,
  displayName: 'Testeur',
  role,
  campaigns: [],
  validFromMs: NOW_MS,
  validToMs: NOW_MS + 86_400_000,
});
const hire = (...people: readonly FirstPerson[]) => hireFirstPeople(deps, people, 'host:essai');

it('the data officer first, codes for whoever must have one; each opens a session with what was given (R-30)', async () => {
  await expect(hire(person('camille', 'agent'))).rejects.toMatchObject({ code: 'first-is-data-officer' });
  const [officer, agent] = await hire(person('alix', 'dataOfficer'), person('camille', 'agent'));
  expect(agent).not.toHaveProperty('codeAddress');
  const secret = new URL(officer?.codeAddress ?? '').searchParams.get('secret') ?? '';
  const given = { login: 'alix', password: officer?.password ?? '', code: codeOf(secret, NOW_MS) };
  await expect(logIn(deps, given)).resolves.toMatchObject({ account: { role: 'dataOfficer' } });
});

it('who is there stays as they are; once somebody has logged in, the host hires nobody more (R-32)', async () => {
  const [, agent] = await hire(person('alix', 'dataOfficer'), person('camille', 'agent'));
  const again = await hire(person('alix', 'dataOfficer'), person('sacha', 'ops'));
  expect(again.map(({ login }) => login)).toEqual(['sacha']);
  await logIn(deps, { login: 'camille', password: agent?.password ?? '' });
  await expect(hire(person('intrus', 'dataOfficer'))).rejects.toMatchObject({ code: 'house-in-use' });
  expect(await hire(person('alix', 'dataOfficer'))).toEqual([]);
});
