import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBackupReader } from '../../../server/backup/backup-reader.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import { verifyBackup } from '../../../server/steps/backup/backup-verify.ts';
import { deliverDue } from '../../../server/steps/delivery/deliver-due.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { weeklyDue } from '../../../server/steps/delivery/weekly-due.ts';
import { rotateKey } from '../../../server/steps/keys/rotate-key.ts';
import { erasePerson } from '../../../server/steps/persons/erase-person.ts';
import { exportPerson } from '../../../server/steps/persons/export-person.ts';
import { findPerson } from '../../../server/steps/records/find-person.ts';
import { openRecord } from '../../../server/steps/records/open-record.ts';
import { KeyRingVault } from '../../../server/vault/key-ring-vault.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { paris } from '../../support/call/centre.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { type DamagedRoom, damagedRoom, OFFICER } from '../../support/records/damaged-room.ts';

let room: DamagedRoom;
beforeEach(async () => {
  room = await damagedRoom(paris('2026-11-23T11:00'));
});
afterEach(() => room.close());

const by = { actor: 'ops-1' };
const recordDamaged = (...ids: readonly number[]) => ({
  code: 'record-damaged',
  message: expect.stringContaining(
    ids.length === 1 ? `la fiche ${ids[0]} ` : `des fiches ${ids.join(', ')} `,
  ),
  hint: expect.stringContaining(`plateau record restore ${ids[0]} --from`),
});
const open = (recordId: number) => openRecord(room.deps, { recordId, ...by, reason: 'essai' });
const holdOf = (recordId: number) =>
  room.deps.store.read(async (rows) => (await rows.records.byId(recordId))?.hold);

describe('R-20, R-23 what leaves for the charity waits for its content, and nothing else does', () => {
  test('an urgent line of a damaged record leaves the evening after it was given back', async () => {
    const [, lost = ''] = [
      await room.talk({ disposition: 'OP_TEL' }),
      await room.talk({ disposition: 'AR_STOP' }),
    ];
    const backup = await room.backUp();
    room.flip('record', await room.recordOfCall(lost));
    room.clock.nowMs = paris('2026-11-23T20:45');
    expect(await deliverDue(room.deps, by)).toEqual({ delivered: 1, failed: 0 });
    expect(await deliverDue(room.deps, by)).toEqual({ delivered: 0, failed: 0 });
    const told = async (day: string) =>
      (await room.lines(`TESTORG_URGENT_UPG_FR_${day}.xlsx.pgp`)).map((line) => line.QUALIFICATION);
    expect(await told('20261123')).toEqual(['OP_TEL']);
    await room.restore(await room.recordOfCall(lost), backup);
    room.clock.nowMs = paris('2026-11-24T20:45');
    await deliverDue(room.deps, by);
    expect(await told('20261124')).toEqual(['AR_STOP']);
  });

  test('a weekly line too, also when its campaign is over by then', async () => {
    const [, lost = ''] = [await room.talk(), await room.talk()];
    const recordId = await room.recordOfCall(lost);
    const backup = await room.backUp();
    room.flip('record', recordId);
    room.clock.nowMs = paris('2026-11-30T09:00');
    const request = { campaign: room.campaign.code, ...by };
    expect(await deliverWeekly(room.deps, request)).toMatchObject({ rows: 1, damaged: 1 });
    expect(await room.deps.store.read((rows) => rows.deliveries.isLineSent(lost, 'N'))).toBe(false);
    room.clock.nowMs = paris('2026-12-07T09:00');
    expect(await deliverWeekly(room.deps, request)).toMatchObject({ rows: 0, damaged: 1 });
    await room.restore(recordId, backup);
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'closed'));
    room.clock.nowMs = paris('2026-12-14T09:00');
    expect(await deliverWeekly(room.deps, request)).toMatchObject({ rows: 1, damaged: 0 });
    expect(await room.deps.store.read((rows) => rows.deliveries.isLineSent(lost, 'N'))).toBe(true);
  });

  test('the return file is refused with every number, before and after they are known', async () => {
    const calls = [
      await room.talk(),
      await room.talk({ note: 'rappel' }),
      await room.talk(),
      await room.talk(),
    ];
    const [first = 0, second = 0] = await inTurn.map([calls[0], calls[2]], (one = '') =>
      room.recordOfCall(one),
    );
    const backup = await room.backUp();
    room.flip('record', first);
    room.flip('record', second);
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'closed'));
    const ask = () => deliverFinal(room.deps, { campaign: room.campaign.code, ...by });
    for (let times = 0; times < 2; times += 1)
      await expect(ask()).rejects.toMatchObject(recordDamaged(first, second));
    expect(room.delivered()).toEqual([]);
    for (const id of [first, second]) await room.restore(id, backup);
    expect(await ask()).toMatchObject({ rows: calls.length, state: 'delivered' });
  });

  test('R-34 a person’s copy is refused with the number; an erasure too, until the donor can be named', async () => {
    const call = await room.talk();
    for (let others = 0; others < 3; others += 1) await room.talk({ disposition: 'RA_MOYENS' });
    const recordId = await room.recordOfCall(call);
    const person = { by: 'donor', value: 'D1' } as const;
    room.rename(recordId, await room.deps.vault.blind(room.campaign.charity, 'donor', 'D1'));
    room.flip('call', call);
    const asked = { person, reason: 'lettre, identité vérifiée', actor: OFFICER };
    await expect(exportPerson(room.deps, asked)).rejects.toMatchObject(recordDamaged(recordId));
    room.flip('record', recordId);
    await room.correct(call, 'cancel');
    await expect(erasePerson(room.deps, asked)).rejects.toMatchObject(recordDamaged(recordId));
  });

  test('an e-mail waits for its content, and is neither lost nor given up', async () => {
    const [, lost = ''] = [await room.talk(), await room.talk()];
    const backup = await room.backUp();
    room.flip('record', await room.recordOfCall(lost));
    room.clock.nowMs += 31 * 60_000;
    for (let times = 0; times < 3; times += 1) await room.send();
    expect(room.mails()).toHaveLength(1);
    expect(await room.emailsOf(lost)).toMatchObject([{ state: 'to-send', attempts: 0 }]);
    await room.restore(await room.recordOfCall(lost), backup);
    await room.send();
    expect(await room.emailsOf(lost)).toMatchObject([{ state: 'sent' }]);
  });
});

describe('R-20 a line given back after the end of its campaign', () => {
  test('makes a file due by itself, once, and only once it is given back', async () => {
    const [, lost = ''] = [await room.talk(), await room.talk()];
    const recordId = await room.recordOfCall(lost);
    const backup = await room.backUp();
    const { store } = room.deps;
    const { settings } = room.campaign;
    const campaign = { ...room.campaign, settings: { ...settings, ends: '2026-11-27' } };
    const script = await store.read((rows) => rows.campaigns.script(campaign.code, campaign.scriptVersion));
    if (!script) throw new Error('a script');
    await store.write((rows) => rows.campaigns.save(campaign, script));
    await store.write((rows) => rows.campaigns.setState(campaign.code, 'closed'));
    room.flip('record', recordId);
    room.clock.nowMs = paris('2026-11-30T09:00');
    await deliverDue(room.deps, by);
    const due = async () =>
      (await store.read(async (rows) => await weeklyDue(rows, await rows.campaigns.all(), room.clock.nowMs)))
        .filter(({ kind }) => kind === 'weekly')
        .map(({ week }) => week);
    room.clock.nowMs = paris('2026-12-09T09:00');
    await deliverDue(room.deps, by);
    expect(await due()).toEqual([]);
    await room.restore(recordId, backup);
    expect(await due()).toEqual(['2026-W49']);
    await deliverDue(room.deps, by);
    expect(await store.read((rows) => rows.deliveries.isLineSent(lost, 'N'))).toBe(true);
    expect(await due()).toEqual([]);
  });
});

describe('R-35 what opens everything meets one damaged packet', () => {
  test('a key rotation goes on, counts it, and a backup of before gives it back under the new key', async () => {
    const calls = [await room.talk(), await room.talk(), await room.talk()];
    const recordId = await room.recordOfCall(calls[1] ?? '');
    const backup = await room.backUp();
    room.flip('record', recordId);
    const request = { place: room.campaign.code, reason: 'départ', actor: OFFICER };
    expect(await rotateKey(room.deps, request)).toMatchObject({ values: 6, damaged: 1, resealed: 5 });
    await room.restore(recordId, backup);
    const found = await room.deps.keyRotation.reseal(
      room.campaign.code,
      await room.deps.store.read(async (rows) =>
        (await Array.fromAsync(rows.records.each(room.campaign.code))).map(({ sealed }) => sealed),
      ),
    );
    expect(found).toEqual(['current', 'current', 'current']);
  });

  test('when nothing of the campaign opens it is the key or the base: nothing is set aside', async () => {
    const ids = await inTurn.map(
      [await room.talk(), await room.talk(), await room.talk()],
      room.recordOfCall,
    );
    for (const id of ids) room.flip('record', id);
    for (const id of ids) await expect(open(id)).rejects.toMatchObject({ code: 'seal-broken' });
    expect(await room.deps.store.read((rows) => rows.damages.open())).toEqual([]);
    expect(await inTurn.map(ids, holdOf)).toEqual([null, null, null]);
  });

  test('a look-up by e-mail finds the others, and never says that nobody is there when it cannot know', async () => {
    const emailed = (number: number) => ({
      donor: fictitiousDonor(number, { email: `d${number}@exemple.test` }),
      row: { rowNumber: 100 + number },
    });
    const ids = await room.addRecords(room.campaign, [emailed(1), emailed(2), emailed(3)]);
    room.flip('record', ids[1] ?? 0);
    const find = (value: string) => findPerson(room.deps, { by: 'email', value, actor: OFFICER });
    expect(await find('d1@exemple.test')).toHaveLength(1);
    await expect(find('d2@exemple.test')).rejects.toMatchObject(recordDamaged(ids[1] ?? 0));
  });

  test('a backup made since is sound, and says that it cannot give it back', async () => {
    const ids = await inTurn.map(
      [await room.talk(), await room.talk(), await room.talk()],
      room.recordOfCall,
    );
    const [lost = 0] = ids;
    await room.deps.store.write((rows) => rows.records.update(lost, { state: 'ready' }));
    room.flip('record', lost);
    await expect(open(lost)).rejects.toMatchObject({ code: 'record-damaged' });
    const name = await room.backUp();
    const { vault } = room.deps;
    if (!(vault instanceof KeyRingVault)) throw new Error('the room has a real key ring');
    const file = join(room.home, 'sauvegardes', `${name}.tar.gz.pgp`);
    expect(await verifyBackup({ reader: openBackupReader(vault), vault }, { file })).toMatchObject({
      ...{ opened: 2, damaged: 1, problems: [] },
    });
    await expect(room.restore(lost, name)).rejects.toMatchObject({
      code: 'backup-without-record',
      message: expect.stringMatching(/le contenu de la fiche : il y est abîmé aussi/),
      hint: expect.stringMatching(/plateau backup list.*plateau breach open.*la ligne \d+ de fictif\.xlsx/),
    });
  });
});

describe('R-35 giving back', () => {
  test('what held the record holds it again, and an older content never comes back', async () => {
    const ids = await room.addRecords(
      room.campaign,
      [1, 2, 3, 4].map((number) => ({ donor: fictitiousDonor(number), row: { rowNumber: 200 + number } })),
    );
    const [ethics = 0, corrected = 0] = ids;
    const backup = await room.backUp();
    const { store, vault } = room.deps;
    await store.write((rows) => rows.records.update(ethics, { hold: 'ethics' }));
    const { row, content } = await open(corrected);
    const sealed = await vault.sealRecord(recordPlace({ ...row, version: 2 }), content);
    await store.write((rows) => rows.records.update(corrected, { sealed, version: 2 }));
    for (const id of [ethics, corrected]) {
      room.flip('record', id);
      await expect(open(id)).rejects.toMatchObject({ code: 'record-damaged' });
    }
    expect(await inTurn.map([ethics, corrected], holdOf)).toEqual(['damaged', 'damaged']);
    await room.restore(ethics, backup);
    expect(await holdOf(ethics)).toBe('ethics');
    await expect(room.restore(corrected, backup)).rejects.toMatchObject({
      message: expect.stringContaining('elle est d’avant une correction'),
    });
    expect(await holdOf(corrected)).toBe('damaged');
  });
});
