import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyChain } from '../../server/domain/audit/audit-chain.ts';
import { openStore } from '../../server/store/sqlite-store.ts';
import { openVault } from '../../server/vault/key-ring-vault.ts';
import { inTurn } from '../../shared/in-turn.ts';
import { connectDesk } from '../../tui/client.ts';
import { newMemory, workUntilCut } from '../support/call/busy-floor.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { seedRecords } from '../support/contact-file/seed-records.ts';
import { type CommandResult, type Env, plateau } from '../support/house/command-line.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import {
  outcomeBy,
  type Person,
  passphraseOfTest,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { stopAtFirstFailure } from '../support/machine/step-by-step.ts';

/** A floor at work is backed up, its server dies and its data folder with it; the backup is put back and the floor goes on. */
/** The contract's size (docs/rules/contract.md): the largest campaign, a full floor. */
const CARDS = 14_300;
const AGENTS = 50;
/** Fifty calls a second: fifty agents in the flesh end one. */
const PACE_MS = 1_000;
const PATIENCE_MS = 240_000;

let place: Installation;
let staff: Staff;
let server: ServerProcess;
let name: string;
let records: number;
let verifiedTime: string;
/** What `restore` said is to be done again; the start says the same. */
let toReplay: string;
let restoringFromMs: number;
let answeredBefore: readonly string[];
const script = referenceScript();
const memory = newMemory();
const backups = () => join(place.folder, 'sauvegardes');
const dataDir = () => join(place.folder, 'donnees');
/** Each start is later than the one before: the house's time never goes back. */
const backupEnv = (hour = '17:05') => ({
  PLATEAU_BACKUP_DIR: backups(),
  PLATEAU_CLOCK_START: `2026-11-23T${hour}:00+01:00`,
});
/** Two donors whom nobody calls today: one objects, one is erased, both after the backup. */
const OBJECTORS = [CARDS - 1, CARDS - 2];
const objectors = () =>
  place.look(async (rows) =>
    (await Array.fromAsync(rows.records.each(staff.campaign)))
      .filter((row) => OBJECTORS.includes(row.rowNumber - 1))
      .map((row) => row.state),
  );
async function useRights(): Promise<void> {
  const { persons } = rpcOf(server.url, staff.dataOfficer.token);
  const ask = (number = 0) => ({
    person: { by: 'donor' as const, value: `0000${number}` },
    reason: 'lettre reçue, identité vérifiée',
  });
  await persons.object.mutate(ask(OBJECTORS[0]));
  await persons.erase.mutate(ask(OBJECTORS[1]));
}
/** Printed, never asserted: the machine's, on the day. */
function tellRecovery(): void {
  const tookS = ((performance.now() - restoringFromMs) / 1000).toFixed(1);
  process.stdout.write(
    `Reprise de ${CARDS} fiches : ${tookS} s, du début de « restore » au premier appel enregistré\n`,
  );
}
const says = ({ stdout, stderr }: CommandResult) => stdout + stderr;

function run(args: readonly string[], person?: Person): Promise<CommandResult> {
  const env: Env = { ...place.env, ...backupEnv() };
  const token = person ? { ...env, PLATEAU_TOKEN_FILE: person.tokenFile } : env;
  return plateau(args, { env: token, cwd: place.folder });
}

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, AGENTS);
  await seedRecords(place, staff.campaign, CARDS);
  server = await place.start(backupEnv());
}, PATIENCE_MS);
afterAll(() => place.close());
stopAtFirstFailure();

it('R-35: « backup create » while agents work, without a clear byte; then the server and its data are destroyed', async () => {
  const enough = Promise.withResolvers<void>();
  const after = Promise.withResolvers<void>();
  let made = Number.POSITIVE_INFINITY;
  const work = workUntilCut(
    { url: server.url, agents: staff.agents, script, paceMs: PACE_MS },
    memory,
    (answered) => {
      if (answered === 20) enough.resolve();
      if (answered > made + 10) after.resolve();
    },
  );
  await enough.promise;
  answeredBefore = [...memory.answered.keys()];
  const done = await run(['backup', 'create', '--json'], staff.dataOfficer);
  expect(says(done)).toContain('"tookMs"');
  const { tookMs, ...told } = JSON.parse(done.stdout);
  name = told.name;
  made = memory.answered.size;
  await after.promise;
  await useRights();
  await server.kill();
  await work;
  // Calls went on being answered while the backup was made, and after.
  expect(made).toBeGreaterThan(answeredBefore.length);
  expect(memory.answered.size).toBeGreaterThan(made);
  const files = readdirSync(backups());
  expect(files.sort()).toEqual(['', '.json', '.json.asc'].map((end) => `${name}.tar.gz.pgp${end}`));
  const bytes = Buffer.concat(files.map((file) => readFileSync(join(backups(), file))));
  for (const clear of ['testeur.1', 'SQLite format 3', 'CREATE TABLE', staff.lead.login])
    expect(bytes.includes(clear), clear).toBe(false);
  records = await place.look(
    async (rows) => (await Array.fromAsync(rows.records.each(staff.campaign))).length,
  );
  expect(records).toBe(CARDS);
  const manifest = JSON.parse(readFileSync(join(backups(), `${name}.tar.gz.pgp.json`), 'utf8'));
  const calls = `${answeredBefore.length} appels avant, ${made} à la fin`;
  process.stdout.write(
    `Sauvegarde : ${tookMs} ms pour la commande, ${manifest.tookMs} ms à sceller ; ${calls}\n`,
  );
  rmSync(dataDir(), { recursive: true });
});

it('R-35: « backup verify » restores in memory, checks all, opens records, prints its time, and writes nothing', async () => {
  const verified = await run(['backup', 'verify', name]);
  expect(says(verified)).toMatch(new RegExp(`bonne[^]*Base intègre, ${records} fiches`));
  expect(verified.stdout).toMatch(/Fiches essayées : 5 ouvertes, 0 sans clé/);
  expect(verified.stdout).toMatch(/Temps : [\d,]+ s/);
  expect(existsSync(dataDir())).toBe(false);
  verifiedTime = `${verified.stdout.match(/Temps : .+/)?.[0]} (vérification),`;
});

it('R-35: « restore » on an empty folder only, its time printed', async () => {
  const refused = await run(['restore', name, '--into', backups()]);
  expect([refused.status, says(refused)]).toEqual([1, expect.stringContaining('restore-folder-not-empty')]);
  restoringFromMs = performance.now();
  const restored = await run(['restore', name, '--into', dataDir()]);
  expect(says(restored)).toMatch(/Restaurée dans .*donnees[\s\S]*Temps : [\d,]+ s/);
  expect(restored.stdout).toMatch(
    /Dit et envoyé de \S+ : ce qui l’était à cette date, édition [0-9a-f]{16} ;/,
  );
  expect(restored.stdout).toMatch(
    /Depuis, d’après le journal du trousseau : \d+ oppositions?, 0 opposition levée, 1 effacement, aucune/,
  );
  toReplay = /trousseau : (.+) ; le démarrage/.exec(restored.stdout)?.[1] ?? '';
  expect(readdirSync(dataDir())).toContain('plateau.db');
  // The story of the continuity plan is its times: they are part of what is read.
  process.stdout.write(`${verifiedTime} ${restored.stdout.match(/Temps : .+/)?.[0]} (restauration)\n`);
});

/** Opened with the house's key, as the server opens them. */
async function reasonsOf(action: string): Promise<readonly string[]> {
  const keysDir = place.env.PLATEAU_KEYS_DIR ?? '';
  const vault = await openVault({ keysDir, passphrase: passphraseOfTest });
  await vault.holdWordsKey('');
  const store = openStore({ file: join(dataDir(), 'plateau.db'), words: vault.words });
  try {
    return await store.read(async (rows) =>
      (await Array.fromAsync(rows.audit.each()))
        .filter((row) => row.action === action)
        .map(({ reason }) => reason),
    );
  } finally {
    store.close();
    vault.close();
  }
}

it('R-32: the restored base is older than the head beside the keys: refused, until somebody says why', async () => {
  const silent = place.launch(backupEnv('17:19'));
  await expect(silent.listening).rejects.toThrow(
    /plus ancienne que la dernière connue[\s\S]*database-rolled-back/,
  );
  expect(await objectors()).toEqual(['ready', 'ready']);
  server = await place.start(backupEnv('17:20'), '--accept-rollback', 'serveur détruit, essai de reprise');
  // One by letter, one with the erasure, and those of the calls that no backup knows.
  expect(server.said()).toMatch(
    /Refait d’après le journal du trousseau : [2-9]\d* oppositions, 0 opposition levée, 1 effacement/,
  );
  expect(server.said()).toContain(`Refait d’après le journal du trousseau : ${toReplay}.`);
  expect(await objectors()).toEqual(['excluded', 'excluded']);
  expect(await reasonsOf('house.rollback-accepted')).toEqual(['serveur détruit, essai de reprise']);
  expect(await place.look(async (rows) => (await verifyChain(rows.audit.each())).ok)).toBe(true);
});

it('R-35: every call answered before the backup is there, and work goes on', async () => {
  const lost = await place.look((rows) =>
    inTurn.filter(answeredBefore, async (callId) => !(await rows.calls.byId(callId))),
  );
  expect(lost).toEqual([]);
  for (const agent of staff.agents) {
    const { desk } = await connectDesk({ url: server.url });
    try {
      await desk.logIn(agent.login, agent.password);
      const next = await desk.nextCard();
      if (next.kind === 'none') throw new Error(next.why);
      await desk.saveOutcome(outcomeBy(script, next.card, 'NJ_NRP'));
      if (agent === staff.agents[0]) tellRecovery();
    } finally {
      await desk.close();
    }
  }
  expect(await server.stop()).toBe(0);
  server = await place.start(backupEnv('17:22'));
  const refused = await run(['backup', 'list'], staff.dataOfficer);
  expect([refused.status, says(refused)]).toEqual([1, expect.stringContaining('session')]);
  const { login, password, tokenFile } = staff.dataOfficer;
  const { token } = await rpcOf(server.url).session.logIn.mutate({ login, password });
  writeFileSync(tokenFile, token);
  const listed = await run(['backup', 'list'], staff.dataOfficer);
  expect(listed.stdout).toContain(name);
});
