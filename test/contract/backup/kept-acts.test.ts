import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { planReplay, replayCounts } from '../../../server/steps/house/plan-replay.ts';
import { replayKeptActs } from '../../../server/steps/house/replay-acts.ts';
import { erasePerson } from '../../../server/steps/persons/erase-person.ts';
import { liftObjection } from '../../../server/steps/persons/lift-objection.ts';
import { objectPerson } from '../../../server/steps/persons/object-person.ts';
import { openPersonRequest } from '../../../server/steps/persons/person-request.ts';
import { carryOutWaitingActs } from '../../../server/steps/persons/waiting-acts.ts';
import { resumePurges, runPurge } from '../../../server/steps/purge/purge-campaign.ts';
import { openRecord } from '../../../server/steps/records/open-record.ts';
import { keepingStore } from '../../../server/store/keeping-store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openKeptActs } from '../../../server/vault/kept-acts-file.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type Centre, cardOf, openCentre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { openByteSearch, sealedNeedles } from '../../support/machine/byte-search.ts';
import { NO_COPIES } from '../../support/purge/no-copies.ts';
import { openPurgeHouse } from '../../support/purge/purge-house.ts';
import { OPERATOR, openPurgeRoom } from '../../support/purge/purge-room.ts';
import { CAMPAIGN, CHARITY } from '../../support/store/store-rows.ts';

const chance = { uuid: randomUUID, token: () => randomUUID() };
const outgoing = {
  put: async () => {},
  read: async () => undefined,
  list: async () => [],
  remove: async () => {},
  sweep: async () => 0,
};

/** A small centre whose store keeps the acts beside its keys, and what it takes to put an older copy of its base back. */
async function keepingCentre() {
  const centre = await openCentre({ records: 9 });
  const [base = ''] = centre.store.files();
  const data = dirname(base);
  const folder = dirname(data);
  const acts = openKeptActs(join(folder, 'keys'));
  const depsOn = (store: Centre['store']) => ({
    ...centre,
    ...NO_COPIES,
    outgoing,
    keptActs: acts,
    store: keepingStore(store, { acts, clock: centre.clock }),
  });
  onTestFinished(() => centre.close());
  return {
    ...centre,
    deps: depsOn(centre.store),
    acts,
    folder,
    file: join(folder, 'keys', 'actes', `${CHARITY}.jsonl`),
    copy: async () => {
      await centre.store.compact();
      cpSync(data, join(folder, 'copie'), { recursive: true });
    },
    putBack: () => {
      centre.store.close();
      rmSync(data, { recursive: true });
      renameSync(join(folder, 'copie'), data);
      const store = openStore({ file: base });
      onTestFinished(() => store.close());
      return depsOn(store);
    },
  };
}

const ask = (number: number) => ({
  person: { by: 'donor' as const, value: `0000${number}`, charity: CHARITY },
  reason: 'Lettre vérifiée',
  actor: 'dpo-1',
});

test('R-34 R-35 an older base put back: objections, erasures and what was lifted since are as they were', async () => {
  const room = await keepingCentre();
  const { deps, recordIds } = room;
  const erased = recordIds[3] ?? 0;
  const sealed = await deps.store.read(
    async (rows) => (await rows.records.byId(erased))?.sealed ?? new Uint8Array(),
  );
  await room.copy();
  const card = await cardOf({ ...room, store: deps.store }, room.agents[0]!);
  await recordCall(deps, { agent: room.agents[0]!, outcome: outcomeFor(card, 'OP_TEL') });
  await objectPerson(deps, ask(3));
  const { id } = await erasePerson(deps, ask(4));
  await objectPerson(deps, ask(5));
  await liftObjection(deps, { ...ask(5), reference: 'lettre n° 7' });
  const blocked = [card.recordId, recordIds[2] ?? 0, erased];
  const states = (of: typeof deps) =>
    of.store.read((rows) => inTurn.map(blocked, async (one) => (await rows.records.byId(one))?.state));

  const restored = room.putBack();
  expect(await states(restored)).toEqual(['ready', 'ready', 'ready']);
  // What `restore` tells is what the start does.
  const told = await restored.store.read(async (rows) =>
    replayCounts(await planReplay(rows, room.acts.all())),
  );
  expect(told).toEqual({ objections: 3, lifted: 0, erasures: 1, participants: 0, purges: [] });
  expect(await replayKeptActs(restored)).toEqual(told);
  expect(await states(restored)).toEqual(['excluded', 'excluded', 'excluded']);
  const { content } = await openRecord(restored, { recordId: erased, actor: 'dpo-1', reason: 'contrôle' });
  expect([content.donor.lastName, content.donor.phones]).toEqual(['', []]);
  expect(openByteSearch(sealedNeedles('erased', sealed)).inFolder(join(room.folder, 'data')).found).toEqual(
    [],
  );
  await restored.store.read(async (rows) => {
    expect(await rows.persons.byId(id)).toMatchObject({ kind: 'erasure', state: 'done' });
    // The charity hears of them again: the call of the first and the request of the second are not in the older base.
    const objections = (await rows.persons.all()).filter((one) => one.kind === 'objection');
    expect((await inTurn.map(objections, (one) => rows.persons.recordsOf(one.id))).sort()).toEqual(
      [[card.recordId], [recordIds[2]]].sort(),
    );
    expect(objections.every((one) => one.state === 'done' && one.author === 'system')).toBe(true);
    expect((await rows.persons.untold(CAMPAIGN, room.clock.nowMs() + 1)).length).toBeGreaterThanOrEqual(2);
    expect((await rows.records.byId(recordIds[4] ?? 0))?.state).toBe('ready');
    expect(await verifyChain(rows.audit.each())).toMatchObject({ ok: true });
    const noted = (await Array.fromAsync(rows.audit.each())).filter(
      (row) => row.action === 'house.acts-replayed',
    );
    expect(noted).toMatchObject([
      { detail: { objections: 3, lifted: 0, erasures: 1, participants: 0, purges: 0 } },
    ]);
  });
  expect(await replayKeptActs(restored)).toEqual({
    objections: 0,
    lifted: 0,
    erasures: 0,
    participants: 0,
    purges: [],
  });
});

test('R-34 R-35 an erasure that waited for the end of a call is done when an older base is put back, once', async () => {
  const room = await keepingCentre();
  await room.copy();
  const card = await cardOf({ ...room, store: room.deps.store }, room.agents[0]!);
  const person = { by: 'donor' as const, value: card.donor.donorId, charity: CHARITY };
  const { id } = await erasePerson(room.deps, { ...ask(1), person });
  expect(room.acts.all().filter((act) => act.kind === 'erasure')).toHaveLength(1);
  await recordCall(room.deps, { agent: room.agents[0]!, outcome: outcomeFor(card, 'NE_MERCI') });
  await carryOutWaitingActs({ ...room.deps, log: { warn: () => {} } });

  const restored = room.putBack();
  expect(await replayKeptActs(restored)).toMatchObject({ erasures: 1 });
  await restored.store.read(async (rows) => {
    expect(await rows.persons.isErased(card.recordId)).toBe(true);
    expect(await rows.persons.byId(id)).toMatchObject({ state: 'done' });
  });
});

test('R-34 a stop for one campaign, and a request that was open, are known or answered: nothing is counted twice', async () => {
  const room = await keepingCentre();
  const { deps } = room;
  const stop = (blind: string, atMs: number) =>
    deps.store.write((rows) =>
      rows.records.suppress({
        ...{ charity: CHARITY, campaign: CAMPAIGN, onlyCampaign: true, exceptRecordId: 0 },
        ...{ blinds: [blind], atMs },
      }),
    );
  await stop('00'.repeat(16), 1);
  const { id } = await openPersonRequest(deps, { ...ask(2), kind: 'objection' });
  await room.copy();
  await stop('11'.repeat(16), 2);
  expect((await objectPerson(deps, ask(2))).id).toBe(id);

  const restored = room.putBack();
  expect(await replayKeptActs(restored)).toMatchObject({ objections: 2 });
  const requests = await restored.store.read((rows) => rows.persons.all());
  expect(requests).toMatchObject([{ id, state: 'done', endedBy: 'system' }]);
  expect(await replayKeptActs(restored)).toMatchObject({ objections: 0 });
});

test('R-34 an objection lifted since the copy does not come back', async () => {
  const room = await keepingCentre();
  await objectPerson(room.deps, ask(5));
  await room.copy();
  await liftObjection(room.deps, { ...ask(5), reference: 'lettre n° 8' });
  const restored = room.putBack();
  expect(await replayKeptActs(restored)).toEqual({
    objections: 0,
    lifted: 1,
    erasures: 0,
    participants: 0,
    purges: [],
  });
  const blind = await room.vault.blind(CHARITY, 'donor', '00005');
  expect(await restored.store.read((rows) => rows.records.isSuppressed(CHARITY, blind))).toBe(false);
});

test('R-34 what cannot be kept is not done; a torn line is no act; nothing personal is in the file, readable by its owner alone', async () => {
  const { deps, acts, file, folder, recordIds } = await keepingCentre();
  await objectPerson(deps, ask(1));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  for (const clear of ['Testeur', '00001', '+33', 'exemple.invalid']) expect(text).not.toContain(clear);
  appendFileSync(file, '{"kind":"objection","charity":"TEST');
  await objectPerson(deps, ask(2));
  expect(acts.all().map((act) => act.kind)).toEqual(['objection', 'objection']);
  // A whole line that is no act of ours was somebody's wish: it is not passed over.
  const whole = readFileSync(file, 'utf8');
  appendFileSync(file, '\n{"kind":"oubli","charity":"MARQUEUR"}\n');
  expect(() => acts.all()).toThrow(expect.objectContaining({ code: 'kept-acts-unreadable' }));
  expect(() => acts.all()).not.toThrow(/MARQUEUR/);
  writeFileSync(file, whole);
  const actes = join(folder, 'keys', 'actes');
  renameSync(actes, `${actes}-ailleurs`);
  writeFileSync(actes, 'un fichier à la place');
  const before = await deps.store.read((rows) => rows.audit.head());
  await expect(objectPerson(deps, ask(3))).rejects.toMatchObject({ code: 'kept-acts-unwritten' });
  await deps.store.read(async (rows) => {
    expect((await rows.records.byId(recordIds[2] ?? 0))?.state).toBe('ready');
    expect((await Array.fromAsync(rows.audit.each(before.seq + 1))).map((row) => row.action)).not.toContain(
      'person.object',
    );
  });
});

test('R-33 a campaign destroyed since the copy is destroyed again, with its certificate; its acts are forgotten', async () => {
  const room = await openPurgeRoom(4);
  onTestFinished(room.close);
  const { folder, dataDir, keysDir, vault, store } = room;
  const file = join(keysDir, 'actes', `${CHARITY}.jsonl`);
  const blind = await vault.blind(CHARITY, 'donor', 'D-1');
  await store.write((rows) =>
    rows.records.suppress({
      ...{ charity: CHARITY, campaign: CAMPAIGN, blinds: [blind], onlyCampaign: false },
      ...{ atMs: 1, exceptRecordId: 0 },
    }),
  );
  expect(readFileSync(file, 'utf8')).toContain(blind);
  await store.compact();
  cpSync(dataDir, join(folder, 'copie'), { recursive: true });
  await runPurge(room.deps, {
    campaign: CAMPAIGN,
    typedCode: CAMPAIGN,
    operator: OPERATOR,
    verifier: 'Vérificatrice Testeuse',
    forceReason: 'essai',
  });
  expect(existsSync(file)).toBe(false);
  store.close();
  rmSync(dataDir, { recursive: true });
  renameSync(join(folder, 'copie'), dataDir);

  const house = await openPurgeHouse(folder);
  onTestFinished(house.close);
  const deps = { ...house.deps, vault: house.vault, chance };
  expect((await replayKeptActs({ ...deps, keptActs: openKeptActs(keysDir) })).purges).toEqual([CAMPAIGN]);
  const [report] = await resumePurges(house.deps);
  expect(report?.facts.verification).toMatchObject({ rowsLeft: 0, hits: 0, openingFailed: true });
  expect(await house.store.read(async (rows) => (await rows.campaigns.byCode(CAMPAIGN))?.state)).toBe(
    'purged',
  );
  expect((await replayKeptActs({ ...deps, keptActs: openKeptActs(keysDir) })).purges).toEqual([]);
});
