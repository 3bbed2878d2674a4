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
  readonly campaignDir: string;
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
      campaigns: [codeOf(house)],
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
    await recordTraining(app, {
      lead: { id: 'banc', campaigns: [codeOf(house)] },
      login,
      campaign: codeOf(house),
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
    ...{ campaigns: [codeOf(house)], disabled: false, owesPassphrase: false },
  };
  await house.server.app.store.write((rows) => rows.accounts.insert(lead));
  return lead;
}

/** The base is that of one campaign. */
function codeOf(house: DemoHouse): string {
  const [campaign] = house.campaigns;
  if (!campaign) throw new Error('the house has its campaign');
  return campaign.code;
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
    const states = await app.store.read((rows) => rows.emails.countByState(codeOf(house)));
    if (!states['to-send']) return;
  }
  throw new Error('confirmations are still waiting');
}

async function prepare(request: BaseRequest): Promise<BenchBase> {
  const { folder, campaignDir, rows, calls } = request;
  const house = await openDemoHouse({ folder, campaignDirs: [campaignDir], speed: 1 });
  try {
    const fileName = await dropContactFile(house, { campaign: codeOf(house), cards: rows, seed: SEED });
    await takeContactFile(house, { campaign: codeOf(house), fileName });
    reportProgress(`${rows} lignes importées`);
    const seated = await seatAgents(house, request.agents);
    const working = seated.slice(0, 15).map(({ account }) => account);
    await playCalls(house, working, calls);
    reportProgress(`${await verifyAgreements(house, await seatLead(house))} accords vérifiés`);
    await sendMails(house);
    const sums = await house.server.app.store.read((store) =>
      store.calls.sums(codeOf(house), { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }),
    );
    return {
      folder,
      campaign: codeOf(house),
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
