import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { certificateDocument } from '../../../server/domain/purge/destruction-certificate.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import type { Store } from '../../../server/ports/store.ts';
import { decideApproval } from '../../../server/steps/approval/approvals.ts';
import { declareLostApproved } from '../../../server/steps/approval/approved-acts.ts';
import { listServers, refuseLostServer } from '../../../server/steps/house/lost-servers.ts';
import { recoverHouse } from '../../../server/steps/house/recover-house.ts';
import { proveDestructions } from '../../../server/steps/keys/destroy-campaign-keys.ts';
import { requirePartyKey } from '../../../server/steps/party-key-here.ts';
import { beginPurge } from '../../../server/steps/purge/begin-purge.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { certifyProven, resumePurges, runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { trail } from '../../../server/steps/trail.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openKeptActs } from '../../../server/vault/kept-acts-file.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { SILENT_LOG } from '../../support/house/staffed-installation.ts';
import { PURGE_PASSPHRASE } from '../../support/purge/purge-house.ts';
import { OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { makeCharityKeys } from '../../support/sftp/charity-keys.ts';
import { accountRow, CAMPAIGN } from '../../support/store/store-rows.ts';

/** As a base that several servers share: only the engine's name says that there may be others. */
const shared = (store: Store): Store => ({ ...store, engine: 'postgres' });

/** Two servers of one house on one base, each with its own ring; the purge has begun on the first. */
async function twoRings() {
  const room = await openPurgeRoom(5);
  const { deps, folder, keysDir } = room;
  const otherKeys = join(folder, 'keys-deux');
  cpSync(keysDir, otherKeys, { recursive: true });
  const otherVault = await openVault({ keysDir: otherKeys, passphrase: async () => PURGE_PASSPHRASE });
  const otherStore = openStore({ file: deps.store.files()[0] ?? '', words: otherVault.words });
  onTestFinished(() => {
    otherStore.close();
    otherVault.close();
    room.close();
  });
  await deps.store.write(async ({ servers }) => {
    for (const name of ['un', 'deux']) await servers.begin(name, await servers.clockMs());
  });
  deps.store.worksAs('un 1');
  otherStore.worksAs('deux 1');
  const { items } = await planPurge(deps, { campaign: CAMPAIGN });
  const request = { campaign: CAMPAIGN, typedCode: CAMPAIGN, operator: OPERATOR, verifier: 'Vérificatrice' };
  await beginPurge(deps, { ...request, items });
  const here = {
    ...deps,
    store: shared(deps.store),
    archiveDays: 30,
    standing: { holder: () => 'un 1', leaseMs: 30_000, isSteady: () => true },
    purging: new Set<string>(),
    chance: { uuid: () => randomUUID(), token: () => randomUUID() },
  };
  const there = {
    ...here,
    store: shared(otherStore),
    standing: { ...here.standing, holder: () => 'deux 1' },
    purging: new Set<string>(),
    vault: otherVault,
    exchange: openExchange(otherVault),
    keptActs: openKeptActs(otherKeys),
  };
  return { here, there, request };
}

test('R-32 files are sealed to the key that was registered last, on any server: one whose ring has another says so', async () => {
  const { here, there } = await twoRings();
  const party = { kind: 'charity', code: 'CLES-DE' } as const;
  const registeredAt = ({ store }: Pick<typeof here, 'store'>, fingerprint: string) =>
    store.write((rows) =>
      trail(rows, { actor: OPERATOR.id, atMs: 1 })('key.charity', party.code, { detail: { fingerprint } }),
    );
  const refused = { code: 'party-key-elsewhere', message: expect.stringContaining('(deux)') };
  await requirePartyKey(there, party);
  await registeredAt(here, 'A'.repeat(40));
  await expect(requirePartyKey(there, party)).rejects.toMatchObject(refused);
  const { publicKey } = await makeCharityKeys();
  await registeredAt(there, await there.exchange.addCharityKey(party.code, publicKey, false));
  await requirePartyKey(there, party);
  await registeredAt(here, 'B'.repeat(40));
  await expect(requirePartyKey(there, party)).rejects.toMatchObject(refused);
});

const stateOf = async (store: Store) => (await store.read((rows) => rows.campaigns.byCode(CAMPAIGN)))?.state;

test('R-33 a certificate is signed once every server has destroyed the keys on its own ring, and proved it', async () => {
  const { here, there } = await twoRings();
  expect(await resumePurges(here)).toEqual([]);
  expect(await here.vault.inventory(CAMPAIGN)).toEqual([]);
  expect(await there.vault.inventory(CAMPAIGN)).not.toEqual([]);
  expect([await certifyProven(here), await stateOf(here.store)]).toEqual([[], 'purging']);
  expect(await listServers(here)).toMatchObject([
    { name: 'deux', owes: [CAMPAIGN] },
    { name: 'un', owes: [] },
  ]);
  // Nobody proves for another.
  expect(await proveDestructions(here)).toBe(0);
  expect([await proveDestructions(there), await proveDestructions(there)]).toEqual([1, 0]);
  expect(await there.vault.inventory(CAMPAIGN)).toEqual([]);
  const [proof] = await here.store.read((rows) => rows.keyDestructions.ofCampaign(CAMPAIGN));
  const { statement, signature } = proof ?? { statement: '', signature: '' };
  expect(await there.exchange.isSignedByHouse(Buffer.from(statement), signature)).toBe(true);
  expect(JSON.parse(statement)).toMatchObject({ server: 'deux', campaign: CAMPAIGN });
  expect(statement).toContain('passphrase.pgp');
  const [report] = await certifyProven(here);
  expect(report?.facts.otherRings).toMatchObject([{ server: 'deux', signature, lost: null }]);
  expect(report && JSON.stringify(certificateDocument(report.facts))).toMatch(
    /deux.*clés détruites et preuve signée/,
  );
  expect([await certifyProven(here), await stateOf(here.store)]).toEqual([[], 'purged']);
});

test('R-33 two persons declare lost a server that is silent: the certificate says what it did not prove', async () => {
  const { here } = await twoRings();
  await resumePurges(here);
  const second = accountRow({ id: 'ops-1', login: 'ops', role: 'ops' });
  await here.store.write((rows) => rows.accounts.insert(second));
  const lost = () =>
    declareLostApproved(here, { name: 'deux', actor: OPERATOR.id, reason: 'machine détruite par l’eau' });
  await expect(lost()).rejects.toMatchObject({ code: 'server-alive' });
  await here.store.write((rows) => rows.servers.beat({ name: 'deux', epoch: 1 }, 'serving', 0));
  expect((await listServers(here))[0]).toMatchObject({ name: 'deux', state: 'silent' });
  await expect(lost()).rejects.toMatchObject({ code: 'approval-needed' });
  const [asked] = await here.store.read((rows) => rows.approvals.all());
  const decision = { id: asked?.id ?? '', as: 'approved', reason: 'constaté sur place' } as const;
  await expect(decideApproval(here, { ...decision, person: OPERATOR })).rejects.toMatchObject({
    code: 'approval-own',
  });
  await decideApproval(here, { ...decision, person: second });
  await lost();
  expect((await listServers(here))[0]).toMatchObject({ name: 'deux', state: 'lost', owes: [] });
  const [report] = await certifyProven(here);
  expect(report?.facts.otherRings).toMatchObject([
    { server: 'deux', provedAtMs: null, lost: { by: OPERATOR.displayName } },
  ]);
  expect(report && JSON.stringify(certificateDocument(report.facts))).toMatch(/NON PROUVÉ : déclaré perdu/);
  await expect(refuseLostServer(here, 'deux')).rejects.toMatchObject({ code: 'server-declared-lost' });
  await expect(refuseLostServer(here, 'un')).resolves.toBeUndefined();
});

test('a house of one server waits for nobody, whatever names it had', async () => {
  const { here, there } = await twoRings();
  const alone = { ...here, store: { ...here.store, engine: 'sqlite' } as const };
  const [report] = await resumePurges(alone);
  expect(report?.facts).not.toHaveProperty('otherRings');
  expect(await proveDestructions({ ...there, store: { ...there.store, engine: 'sqlite' } })).toBe(0);
  await recoverHouse({ ...alone, log: SILENT_LOG });
  expect(await listServers(alone)).toMatchObject([{ name: 'un' }]);
});

/** The same server, whose purge stands still before the last search until it is let go. */
function standingStill(deps: Awaited<ReturnType<typeof twoRings>>['here']) {
  const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const scan: typeof deps.traces.scan = async (places) => {
    reached.resolve();
    await go.promise;
    return await deps.traces.scan(places);
  };
  return { deps: { ...deps, traces: { ...deps.traces, scan } }, reached: reached.promise, go: go.resolve };
}

test('R-33 a second run is refused while one is under way, on that server and on another; then there is nothing to do', async () => {
  const { here, there, request } = await twoRings();
  const still = standingStill(here);
  const first = resumePurges(still.deps);
  await still.reached;
  const forced = { ...request, forceReason: 'semaine non remise, essai' };
  for (const server of [here, there]) {
    const second = runPurge(server, forced);
    await expect(second).rejects.toMatchObject({
      code: 'purge-running',
      message: `La destruction de ${CAMPAIGN} est déjà en cours, sur le serveur « un ».`,
    });
    expect(await certifyProven(server)).toEqual([]);
  }
  expect(await resumePurges(there, ['un 1', 'deux 1'])).toEqual([]);
  still.go();
  expect(await first).toEqual([]);
  // At rest: it waits for a proof, and anybody may go on with it.
  await expect(runPurge(there, forced)).rejects.toMatchObject({ code: 'destruction-unproved' });
  await proveDestructions(there);
  expect((await runPurge(there, forced)).certificateNumber).toMatch(/^ATT-/);
  await expect(runPurge(here, forced)).rejects.toMatchObject({ code: 'purge-blocked' });
});

test('R-33 the run of a server that stood still too long writes nothing once another has taken it over', async () => {
  const { here, there } = await twoRings();
  const still = standingStill(here);
  const first = resumePurges(still.deps);
  await still.reached;
  await there.store.write((rows) => rows.servers.beat({ name: 'un', epoch: 1 }, 'serving', 0));
  await proveDestructions(there);
  const [report] = await resumePurges(there, ['deux 1']);
  expect(report?.findings).toBe(0);
  still.go();
  await expect(first).rejects.toMatchObject({ code: 'purge-taken-over' });
  expect([await stateOf(here.store), await certifyProven(here)]).toEqual(['purged', []]);
});
