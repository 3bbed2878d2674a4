import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type DemoHouse, openDemoHouse } from '../../scripts/demo/demo-house.ts';
import { DEMO_EVENING_MS, DEMO_START_MS } from '../../scripts/demo/demo-time.ts';
import { dropContactFile, takeContactFile } from '../../scripts/demo/give-contact-file.ts';
import { verifyAgreements } from '../../scripts/demo/verify-agreements.ts';
import type { AccountRow } from '../../server/ports/rows/accounts.ts';
import { recordCall } from '../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../server/steps/next-card/serve-next-card.ts';
import { recordTraining } from '../../server/steps/shift/record-training.ts';
import { inTurn } from '../../shared/in-turn.ts';
import { BENCH_NOW_MS, type BenchBase } from './bench-house.ts';
import { reportProgress } from './bench-progress.ts';
import { drawOutcome, FRUITFUL_MIX, seeded } from './call-endings.ts';
import { answerParent } from './child.ts';

/** In a child: the demo's own house, filled and worked through the product's own steps, then closed and left on disk. */

export interface BaseRequest {
  readonly folder: string;
  /** The rows are shared among them, and so are the agents. */
  readonly campaignDirs: readonly string[];
  readonly rows: number;
  readonly calls: number;
  readonly agents: number;
}

const DAY_MS = 24 * 3600_000;
const SEED = 20261123;
/** Confirmations leave by two hundred at a time. */
const MAIL_TURNS = 20;

/** Accounts, trained, and open sessions, without hashing a password each. */
async function seatAgents(
  house: DemoHouse,
  count: number,
): Promise<readonly { account: AccountRow; token: string }[]> {
  const { app } = house.server;
  return await inTurn.from({ length: count }, async (_, at) => {
    const token = randomBytes(32).toString('base64url');
    const account: AccountRow = {
      id: `agent-${at + 1}`,
      login: `agent.${at + 1}`,
      displayName: `Agent ${at + 1}`,
      role: 'agent',
      passwordHash: '',
      validFromMs: DEMO_START_MS - DAY_MS,
      validToMs: DEMO_START_MS + 60 * DAY_MS,
      campaigns: codesOf(house),
      disabled: false,
      owesPassphrase: false,
    };
    await app.store.write(async (rows) => {
      await rows.accounts.insert(account);
      await rows.accounts.addSession({
        tokenHash: createHash('sha256').update(token).digest('hex'),
        account: account.id,
        createdAtMs: BENCH_NOW_MS,
        expiresAtMs: account.validToMs,
      });
    });
    const { login } = account;
    for (const campaign of codesOf(house))
      await recordTraining(app, {
        lead: { id: 'banc', campaigns: [campaign] },
        login,
        campaign,
        reason: 'Formés pour le banc d’essai',
      });
    return { account, token };
  });
}

/** Who verifies the agreements: only those reach the weekly file. */
async function seatLead(house: DemoHouse): Promise<{ readonly id: string }> {
  const lead: AccountRow = {
    ...{ id: 'lead-1', login: 'chef.1', displayName: 'Chef 1', role: 'lead', passwordHash: '' },
    ...{ validFromMs: DEMO_START_MS - DAY_MS, validToMs: DEMO_START_MS + 60 * DAY_MS },
    ...{ campaigns: codesOf(house), disabled: false, owesPassphrase: false },
  };
  await house.server.app.store.write((rows) => rows.accounts.insert(lead));
  return lead;
}

function codesOf(house: DemoHouse): readonly string[] {
  return house.campaigns.map(({ code }) => code);
}

/** The charity's file of each campaign, taken in; the name of the last. */
async function fill(house: DemoHouse, rows: number): Promise<string> {
  const cards = rows / house.campaigns.length;
  let fileName = '';
  for (const [at, campaign] of codesOf(house).entries()) {
    fileName = await dropContactFile(house, { campaign, cards, seed: SEED + at, firstRank: 1 + at * cards });
    await takeContactFile(house, { campaign, fileName });
  }
  return fileName;
}

async function playCalls(house: DemoHouse, agents: readonly AccountRow[], calls: number): Promise<void> {
  const { app } = house.server;
  const chance = seeded(SEED);
  for (let call = 0; call < calls; call += 1) {
    const agent = agents[call % agents.length];
    if (!agent) throw new Error('agents were seated');
    const next = await serveNextCard(app, agent);
    if (next.kind === 'none') throw new Error(`the queue ran dry after ${call} calls: ${next.why}`);
    await recordCall(app, { agent, outcome: drawOutcome(next.card, FRUITFUL_MIX, chance) });
    if (call % 500 === 499) reportProgress(`${call + 1} appels joués`);
  }
}

async function sendMails(house: DemoHouse): Promise<void> {
  const { app, schedule } = house.server;
  house.clock.jumpTo(DEMO_EVENING_MS);
  for (let turn = 0; turn < MAIL_TURNS; turn += 1) {
    await schedule.runNow();
    const states = await app.store.read((rows) =>
      inTurn.map(codesOf(house), (code) => rows.emails.countByState(code)),
    );
    if (states.every((one) => !one['to-send'])) return;
  }
  throw new Error('confirmations are still waiting');
}

async function prepare(request: BaseRequest): Promise<BenchBase> {
  const { folder, campaignDirs, rows, calls } = request;
  const house = await openDemoHouse({ folder, campaignDirs, speed: 1 });
  try {
    const fileName = await fill(house, rows);
    reportProgress(`${rows} lignes importées`);
    const seated = await seatAgents(house, request.agents);
    const working = seated.slice(0, 15).map(({ account }) => account);
    await playCalls(house, working, calls);
    reportProgress(`${await verifyAgreements(house, await seatLead(house))} accords vérifiés`);
    await sendMails(house);
    const [campaign = ''] = codesOf(house);
    const sums = await house.server.app.store.read((store) =>
      store.calls.sums(campaign, { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }),
    );
    return {
      folder,
      campaign,
      rows,
      calls: sums.calls,
      agreements: sums.byDisposition.get('AC_UP') ?? 0,
      contactFile: join(folder, 'depot', 'in', fileName),
      tokens: seated.map(({ token }) => token),
    };
  } finally {
    await house.close();
  }
}

answerParent(prepare);
