import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoHouse } from '../../../scripts/demo/demo-house.ts';
import type { DemoPerson } from '../../../scripts/demo/hire-people.ts';
import { logIn } from '../../../server/steps/access/log-in.ts';
import { createAccount } from '../../../server/steps/access/manage-accounts.ts';
import { recordTraining } from '../../../server/steps/shift/record-training.ts';
import { recordContract } from '../../../server/steps/staff/record-contract.ts';
import type { Role } from '../../../shared/roles.ts';

/** Somebody who works the whole month, and opens a session each day. */
export interface MonthPerson {
  readonly id: string;
  readonly login: string;
}

const DAY_MS = 86_400_000;
const PASSWORD = 'citron vélo nuage du mois';

/** An account, trained where it calls, under a contract. */
export async function hireForMonth(
  house: DemoHouse,
  person: { readonly login: string; readonly role: Role; readonly campaigns: readonly string[] },
): Promise<MonthPerson> {
  const { app } = house.server;
  const { login, role, campaigns } = person;
  const nowMs = app.clock.nowMs();
  const { account } = await createAccount(app, {
    ...{ actor: 'essai', login, displayName: login, role, campaigns, password: PASSWORD },
    ...{ validFromMs: nowMs - DAY_MS, validToMs: nowMs + 60 * DAY_MS },
  });
  if (role === 'agent')
    for (const campaign of campaigns)
      await recordTraining(app, {
        lead: { id: 'essai', campaigns },
        login,
        campaign,
        reason: 'Formation de l’essai',
      });
  await recordContract(app, {
    ...{ actor: 'essai', login, kind: 'fixed-term', country: 'FR', proof: 'signed-contract' },
    ...{ startsOn: '2026-11-01', endsOn: '2027-01-15' },
  });
  return { id: account.id, login };
}

/** Opens a session of the day; its token is in a file too, where the commands read it. */
export async function openDay(
  house: DemoHouse,
  { id, login }: MonthPerson,
): Promise<DemoPerson & { readonly token: string }> {
  const { token } = await logIn(house.server.app, { login, password: PASSWORD, address: '127.0.0.1' });
  const tokenFile = join(house.folder, `jeton-${login}`);
  writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
  return { id, login, token, tokenFile };
}
