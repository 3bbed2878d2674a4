import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { workUntilCut } from '../call/busy-floor.ts';
import { referenceScript } from '../campaign/reference-campaign.ts';
import { agreeToAll } from '../house/second-person.ts';
import type { ServerProcess } from '../house/server-process.ts';
import type { ChaosHouse, Span } from './chaos-house.ts';
import { judge, judgeOrphans } from './chaos-oracle.ts';

/** What happens at a house between two kills, in order; each row so many lives of the server (or of the command). */
export interface Step {
  readonly name: string;
  readonly kills: number;
  /** When the kill falls, from the moment the step is under way. */
  readonly within: Span;
  /** Waits a quarter of a minute for the server to do something by itself: left out of a quick house. */
  readonly isSlow?: true;
  /** One life: begins what is to be cut, is killed within the span; answers what is told of it. */
  readonly life: (house: ChaosHouse, within: Span) => Promise<string>;
  /** After the last life: the step again, in peace. */
  readonly end?: (house: ChaosHouse) => Promise<void>;
}

/** Between two calls of an agent; calm while something else is waited for. */
const PACE_MS = 60;
const CALM_MS = 500;
const script = referenceScript();
/** What a line cut by the kill ends with; the oracle judges what came of it, not the client. */
const cut = (error: unknown): string => (error as { data?: { appCode?: string } }).data?.appCode ?? 'cut';
const answerOf = (asked: Promise<unknown>) => asked.then(() => 'answered', cut);

async function killWithin(house: ChaosHouse, server: ServerProcess, within: Span): Promise<number> {
  const ms = house.momentIn(within);
  await pause(ms);
  await server.kill();
  return ms;
}

/** The file under way, or the next one that is not imported. */
async function fileToImport(house: ChaosHouse): Promise<string | undefined> {
  const { campaign } = house.staff;
  return await house.place.look(async (rows) => {
    const known = await rows.records.contactFiles(campaign);
    if (known.some((file) => file.state !== 'imported')) house.faults.push('a cut import outlived a start');
    if ((await rows.records.countByState(campaign)).staged > 0)
      house.faults.push('staged records outlived a start');
    return house.fileNames.find((name) => !known.some((file) => file.name === name));
  });
}

function importOne(house: ChaosHouse, server: ServerProcess, fileName: string): Promise<string> {
  const { ops, campaign } = house.staff;
  const asked = house.as(server, ops).then((rpc) => rpc.operations.importFile.mutate({ campaign, fileName }));
  return answerOf(asked);
}

/** Every agent at work until the line is cut; the promise ends once all have lost it. */
async function work(
  house: ChaosHouse,
  server: ServerProcess,
  paceMs = PACE_MS,
): Promise<{ readonly cut: Promise<void> }> {
  const agents = await house.agents(server);
  const floor = { url: server.url, agents, script, paceMs, mayRunOut: true };
  return { cut: workUntilCut(floor, house.memory, () => undefined) };
}

function deliver(house: ChaosHouse, server: ServerProcess, week: string): Promise<readonly string[]> {
  const { ops, campaign } = house.staff;
  const operations = house.as(server, ops).then((rpc) => rpc.operations);
  return Promise.all([
    answerOf(operations.then((asked) => asked.deliverWeekly.mutate({ campaign, week }))),
    answerOf(operations.then((asked) => asked.deliverReport.mutate({ campaign, week }))),
  ]);
}

function backUp(house: ChaosHouse, server: ServerProcess): Promise<string> {
  return answerOf(house.as(server, house.staff.dataOfficer).then((rpc) => rpc.backups.create.mutate()));
}

const FIRST_WEEK = '2026-W48';
const dataDir = (house: ChaosHouse) => join(house.place.folder, 'donnees');
const newestBackup = (house: ChaosHouse) =>
  readdirSync(house.backupDir)
    .filter((name) => name.endsWith('.tar.gz.pgp.json'))
    .sort()
    .at(-1)
    ?.replace('.tar.gz.pgp.json', '') ?? 'none';

/** Whole only once its rename is done: then it is the base of before, and the next restore is refused. */
const isRestored = (house: ChaosHouse) => existsSync(join(dataDir(house), 'plateau.db'));

const purge = ({ staff }: ChaosHouse) => ({
  campaign: staff.campaign,
  typedCode: staff.campaign,
  verifier: 'Testeuse Vérificatrice',
  forceReason: 'essai de coupure',
});
/** Something long to search, so that kills fall in the last steps too. */
const BALLAST_BYTES = 12 * 2 ** 20;
const ballast = (house: ChaosHouse) => join(dataDir(house), 'ballast');
const purgeStep = (house: ChaosHouse) =>
  house.place.look(async (rows) => (await rows.purges.byCampaign(house.staff.campaign))?.step);

/** Each agent gives back the card on the screen: a campaign with one is not closed. */
async function giveCardsBack(house: ChaosHouse, server: ServerProcess): Promise<void> {
  for (const agent of await house.agents(server)) {
    const { calls } = await house.as(server, agent);
    const next = await calls.next.mutate();
    if (next.kind === 'card') await calls.release.mutate({ callId: next.card.callId });
  }
}

/** Closes the campaign, has a second person agree, and asks for the purge: it is under way. */
async function beginPurge(house: ChaosHouse): Promise<ServerProcess> {
  const server = await house.start();
  await giveCardsBack(house, server);
  const ops = await house.as(server, house.staff.ops);
  const officer = await house.as(server, house.staff.dataOfficer);
  await ops.operations.closeCampaign.mutate({ campaign: house.staff.campaign, reason: 'fin de l’essai' });
  writeFileSync(ballast(house), Buffer.alloc(BALLAST_BYTES));
  await answerOf(officer.privacy.runPurge.mutate(purge(house)));
  await agreeToAll(ops);
  const asked = officer.privacy.runPurge.mutate(purge(house));
  asked.catch(() => undefined);
  await house.place.until((rows) => rows.purges.byCampaign(house.staff.campaign));
  return server;
}

async function judgePurged(house: ChaosHouse): Promise<void> {
  const { campaign } = house.staff;
  const fault = (text: string) => house.faults.push(`purge: ${text}`);
  await house.place.look(async (rows) => {
    if ((await rows.campaigns.byCode(campaign))?.state !== 'purged') fault('never ended');
    for (const { rows: left } of await rows.purges.counts(campaign)) if (left > 0) fault(`${left} rows left`);
    const actions = (await Array.fromAsync(rows.audit.each())).map((entry) => entry.action);
    for (const step of ['begun', 'keys-destroyed', 'rows-erased', 'files-removed', 'compacted', 'scanned'])
      if (actions.filter((action) => action === `purge.${step}`).length !== 1) fault(`${step}, not once`);
  });
  const certificates = readdirSync(join(dataDir(house), 'certificates')).map((name) =>
    name.replace(/^[^.]+/, ''),
  );
  if (certificates.sort().join(' ') !== '.json .json.asc .pdf .pdf.asc')
    fault(`certificates ${certificates.join(' ')}`);
}

const STEPS: readonly Step[] = [
  {
    name: 'import',
    kills: 3,
    within: [40, 700],
    life: async (house, within) => {
      const server = await house.start();
      const fileName = await fileToImport(house);
      const answer = fileName && importOne(house, server, fileName);
      const ms = await killWithin(house, server, within);
      return `${ms} ms after it was asked: ${(await answer) ?? 'nothing left to import'}`;
    },
    end: async (house) => {
      const server = await house.start();
      for (let file = await fileToImport(house); file; file = await fileToImport(house)) {
        const answer = await importOne(house, server, file);
        if (answer !== 'answered') throw new Error(`import in peace: ${answer}`);
      }
      await server.kill();
    },
  },
  {
    name: 'calls',
    kills: 5,
    within: [100, 700],
    life: async (house, within) => {
      const server = await house.start();
      const floor = await work(house, server);
      const ms = await killWithin(house, server, within);
      await floor.cut;
      return `${ms} ms of calls`;
    },
    end: async (house) => {
      await (await house.start()).kill();
      house.turnWeek();
    },
  },
  {
    name: 'deliveries',
    kills: 3,
    within: [80, 900],
    life: async (house, within) => {
      const server = await house.start();
      const floor = await work(house, server);
      const answer = deliver(house, server, FIRST_WEEK);
      const ms = await killWithin(house, server, within);
      await floor.cut;
      return `${ms} ms after they were asked: ${(await answer).join(', ')}`;
    },
    end: async (house) => {
      const server = await house.start();
      await deliver(house, server, FIRST_WEEK);
      await server.kill();
      judgeOrphans(house, 'deliveries');
    },
  },
  {
    name: 'e-mails',
    isSlow: true,
    kills: 1,
    within: [0, 250],
    life: async (house, within) => {
      const server = await house.start();
      const before = house.place.mail.count();
      const floor = await work(house, server, CALM_MS);
      const giveUpAt = performance.now() + 60_000;
      while (house.place.mail.count() === before) {
        if (performance.now() > giveUpAt) throw new Error('no e-mail ever left');
        await pause(2);
      }
      const ms = await killWithin(house, server, within);
      await floor.cut;
      return `${ms} ms after the first of ${house.place.mail.count() - before} left`;
    },
  },
  {
    name: 'backup',
    kills: 2,
    within: [20, 500],
    life: async (house, within) => {
      const server = await house.start();
      const floor = await work(house, server);
      const answer = backUp(house, server);
      const ms = await killWithin(house, server, within);
      await floor.cut;
      return `${ms} ms after it was asked: ${await answer}`;
    },
    end: async (house) => {
      const server = await house.start();
      const answer = await backUp(house, server);
      if (answer !== 'answered') throw new Error(`backup in peace: ${answer}`);
      await server.kill();
      renameSync(dataDir(house), join(house.place.folder, 'donnees-perdues'));
    },
  },
  {
    name: 'restore',
    kills: 2,
    within: [150, 900],
    life: async (house, within) => {
      // Each life cuts a restore of its own.
      rmSync(dataDir(house), { recursive: true, force: true });
      const ms = house.momentIn(within);
      const status = await house.command(['restore', newestBackup(house), '--into', dataDir(house)], ms);
      return `${ms} ms after its start: ${status ?? 'cut'}, ${isRestored(house) ? 'whole' : 'nothing there'}`;
    },
    end: async (house) => {
      if (!isRestored(house)) {
        const status = await house.command(['restore', newestBackup(house), '--into', dataDir(house)]);
        if (status !== 0) throw new Error(`restore in peace: ${status}`);
      }
      house.endSessions();
      const server = await house.start('--accept-rollback', 'essai de coupure');
      await server.kill();
    },
  },
  {
    name: 'purge',
    kills: 5,
    within: [10, 900],
    life: async (house, within) => {
      const isBegun = (await purgeStep(house)) !== undefined;
      const server = isBegun ? house.launch() : await beginPurge(house);
      const ms = await killWithin(house, server, within);
      return `${ms} ms after ${isBegun ? 'a start' : 'it began'}: ${await purgeStep(house)}`;
    },
    end: async (house) => {
      rmSync(ballast(house), { force: true });
      const server = await house.start();
      await server.kill();
      await judgePurged(house);
      judgeOrphans(house, 'purge');
    },
  },
];

/** What a house goes through, from its first file to its purge. */
export function stepsOf({ isQuick }: { readonly isQuick: boolean }): readonly Step[] {
  return STEPS.filter((step) => !(isQuick && step.isSlow));
}

/** The base may be looked at: it is there, and the purge has not begun to empty it. */
export async function judgeLife(house: ChaosHouse, step: Step, where: string): Promise<void> {
  if (!existsSync(join(dataDir(house), 'plateau.db')) || step.name === 'purge') return;
  await judge(house, where);
}
