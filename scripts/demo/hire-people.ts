import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppContext } from '../../server/app-context.ts';
import { bytesOfBase32, codeStepAt, oneTimeCode } from '../../server/domain/access/one-time-code.ts';
import { confirmEnrolment, offerEnrolment } from '../../server/steps/access/enrol-code.ts';
import { logIn } from '../../server/steps/access/log-in.ts';
import { createAccount } from '../../server/steps/access/manage-accounts.ts';
import { recordTraining } from '../../server/steps/shift/record-training.ts';
import { recordContract } from '../../server/steps/staff/record-contract.ts';
import type { Role } from '../../shared/roles.ts';
import { civilDate, HOUSE_ZONE } from '../../shared/time.ts';
import type { DemoHouse } from './demo-house.ts';
import { DEMO_END_MS, DEMO_START_MS } from './demo-time.ts';

export interface DemoPerson {
  readonly id: string;
  readonly login: string;
  /** Session token in a file (0600), as `plateau login` would leave it. */
  readonly tokenFile: string;
}

const DAY_MS = 24 * 3600_000;

/** Everybody of the demo is under the same made-up contract, as long as their access. */
const CONTRACT = {
  kind: 'fixed-term',
  country: 'FR',
  startsOn: civilDate(DEMO_START_MS - DAY_MS, HOUSE_ZONE),
  endsOn: civilDate(DEMO_END_MS + 29 * DAY_MS, HOUSE_ZONE),
  proof: 'signed-contract',
} as const;

interface HiredPerson {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
}

async function hire(
  house: DemoHouse,
  person: HiredPerson,
  campaigns: readonly string[] = house.campaigns.map(({ code }) => code),
): Promise<DemoPerson> {
  const { app } = house.server;
  const dates = { validFromMs: DEMO_START_MS - DAY_MS, validToMs: DEMO_END_MS + 30 * DAY_MS };
  const made = await createAccount(app, {
    ...person,
    ...dates,
    campaigns: [...campaigns],
    actor: 'demo',
    // Nobody types it, and the file below opens the session.
    countsAsChosen: true,
  });
  // As a lead who trained them would: « plateau training record ».
  const trained = person.role === 'agent' ? campaigns : [];
  for (const campaign of trained)
    await recordTraining(app, {
      lead: { id: 'demo', campaigns },
      login: person.login,
      campaign,
      reason: 'Formation de la démonstration',
    });
  // As ops who saw their contracts would: « plateau staff record ».
  await recordContract(app, { ...CONTRACT, actor: 'demo', login: person.login });
  const session = await logIn(app, {
    login: person.login,
    password: made.password ?? '',
    address: '127.0.0.1',
  });
  if (session.owes === 'code') await enrol(app, session.token);
  const tokenFile = join(house.folder, `jeton-${person.login}`);
  writeFileSync(tokenFile, `${session.token}\n`, { mode: 0o600 });
  return { id: made.account.id, login: person.login, tokenFile };
}

/** Ops and the data officer take their one-time code as they would at their first login; their phone is this program. */
async function enrol(app: AppContext, token: string): Promise<void> {
  const { secret } = await offerEnrolment(app, token);
  const code = oneTimeCode(bytesOfBase32(secret) ?? new Uint8Array(), codeStepAt(app.clock.nowMs()));
  await confirmEnrolment(app, { token, code });
}

const AGENTS = ['Charlie', 'Claude', 'Eden', 'Lou', 'Maxime'];

/** An agent for each campaign, in their order: a real floor shares its campaigns out. */
export async function hireAgents(house: DemoHouse): Promise<readonly DemoPerson[]> {
  const agents: DemoPerson[] = [];
  for (const [at, { code }] of house.campaigns.entries()) {
    const displayName = AGENTS[at] ?? `Agent-${at}`;
    const person = { login: displayName.toLowerCase(), displayName, role: 'agent' } as const;
    agents.push(await hire(house, person, [code]));
  }
  return agents;
}

/** The people of the demo, each with the rights of their role and nothing more. */
export async function hirePeople(house: DemoHouse) {
  return {
    agent: await hire(house, { login: 'camille', displayName: 'Camille', role: 'agent' }),
    lead: await hire(house, { login: 'dominique', displayName: 'Dominique', role: 'lead' }),
    ops: await hire(house, { login: 'sacha', displayName: 'Sacha', role: 'ops' }),
    dataOfficer: await hire(house, { login: 'alix', displayName: 'Alix', role: 'dataOfficer' }),
  };
}

export type DemoPeople = Awaited<ReturnType<typeof hirePeople>>;
