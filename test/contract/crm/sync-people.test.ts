import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBackupReading } from '../../../server/context.ts';
import { openHubspotSource } from '../../../server/hubspot/hubspot-source.ts';
import { createBackup } from '../../../server/steps/backup/backup-create.ts';
import { syncPeople } from '../../../server/steps/crm/sync-people.ts';
import { replayKeptActs } from '../../../server/steps/house/replay-acts.ts';
import { eraseParticipant } from '../../../server/steps/people/erase-participant.ts';
import { showParticipant } from '../../../server/steps/people/show-participant.ts';
import { undoPeopleEdit } from '../../../server/steps/people/undo-people-edit.ts';
import { keepingStore } from '../../../server/store/keeping-store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';
import { type StandIn, startHubspotStandIn } from '../../support/crm/hubspot-stand-in.ts';
import { fiction, openPeopleHouse, type PeopleHouse } from '../../support/people/people-house.ts';

/** A real house with a directory, and the stand-in that HubSpot’s own client reads. */
let house: PeopleHouse;
let standIn: StandIn;
let backups: string;

const KEY = 'pat-eu1-cle-fictive';

async function pass(acceptClosures?: string, app: Pick<PeopleHouse['app'], 'store'> = house.app) {
  const { url } = standIn;
  const wait = async () => undefined;
  const rule = { property: 'plateau_acces', values: ['oui'] };
  const source = openHubspotSource({ url, version: '2026-09', key: () => KEY, wait }, rule);
  return await syncPeople(
    { ...house.app, ...app },
    { source, charity: house.charity, actor: 'host:essai', acceptClosures },
  );
}
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

let next = 1;
function contact(change: Record<string, string> = {}): string {
  const number = next++;
  return standIn.book.add({
    ...{ email: `marie.${number}@exemple.invalid`, firstname: 'Marie', lastname: `Fictive-${number}` },
    ...{ plateau_acces: 'oui', city: 'Caen', ...change },
  });
}

/** The cards that have a number of the CRM, opened as the officer sees them. */
async function cards() {
  const rows = await house.app.store.read((all) => all.people.ofCrm(house.charity));
  return await Promise.all(
    rows.map(async (row) => {
      const shown = await showParticipant(house.app, { account: house.dpo, card: row.id });
      return { row, text: JSON.stringify(shown) };
    }),
  );
}
const standing = async () => (await cards()).map(({ row }) => row.status).toSorted();

beforeAll(async () => {
  standIn = await startHubspotStandIn();
  standIn.mood.searchesPerSecond = 1000;
  backups = mkdtempSync(join(tmpdir(), 'plateau-people-'));
});
afterAll(async () => {
  await standIn.close();
  rmSync(backups, { recursive: true });
});
beforeEach(async () => {
  house = await openPeopleHouse({ PLATEAU_BACKUP_DIR: backups });
  for (const { id } of standIn.book.all(false)) standIn.book.erase(id);
});
afterEach(() => house.close());

describe('a pass of the directory after the CRM (R-53)', () => {
  it('makes a card for each who may enter, filled by its fields, and a second pass writes nothing', async () => {
    contact({ mobilephone: '06 39 98 00 12', zip: '14000' });
    contact();
    contact({ plateau_acces: 'non' });
    expect(await pass()).toMatchObject({ entering: 2, created: 2, closed: 0, unread: 0 });
    const all = await cards();
    expect(all.map(({ row }) => [row.status, row.source, row.kind])).toEqual([
      ['confirmed', 'crm', 'volunteer'],
      ['confirmed', 'crm', 'volunteer'],
    ]);
    expect(all.map(({ text }) => text).join()).toMatch(/Fictive-\d+.*Caen/);
    expect(await pass()).toMatchObject({ entering: 2, created: 0, changed: 0, editId: '' });
    const entries = await house.app.store.read((rows) => rows.audit.page(0, 200));
    const told = JSON.stringify(entries.filter(({ action }) => action === 'people.sync'));
    expect(told).toMatch(/host:essai.*"created":2/);
    expect(told).not.toMatch(/Marie|Fictive|exemple/);
  });

  it('archived, erased, merged away, status taken away: four are closed in one pass; status given back opens', async () => {
    const ids = Array.from({ length: 44 }, () => contact());
    await pass();
    const [a = '', b = '', c = '', d = '', e = ''] = ids;
    standIn.book.archive(a);
    standIn.book.erase(b);
    standIn.book.merge(e, c);
    standIn.book.set(d, { plateau_acces: 'non' });
    // Cards that no longer open keep no door open; what else the CRM says of them waits for a backup.
    const { store } = house.app;
    const whole = await store.read((rows) => rows.people.ofCrm(house.charity));
    const put = async (sealedOf: (row: (typeof whole)[number]) => Uint8Array) =>
      await store.write(async (rows) => {
        for (const row of whole) await rows.people.update(row.id, { sealed: sealedOf(row) });
      });
    await put(() => new Uint8Array(200));
    expect(await pass()).toMatchObject({ closed: 4, created: 0, changed: 0, unopened: 44 });
    await put(({ sealed }) => sealed);
    expect((await standing()).filter((status) => status === 'former')).toHaveLength(4);
    standIn.book.set(d, { plateau_acces: 'oui' });
    expect(await pass()).toMatchObject({ opened: 1, closed: 0 });
  });

  it('a value changed there is changed here, a value that the field does not admit stays as it was', async () => {
    const id = contact({ mobilephone: '06 39 98 00 12' });
    await pass();
    standIn.book.set(id, { city: 'Bayeux', mobilephone: 'demander à sa sœur' });
    expect(await pass()).toMatchObject({ changed: 1, unread: 1 });
    const [card] = await cards();
    expect(card?.text).toContain('Bayeux');
    expect(card?.text).toMatch(/6 ?39 ?98 ?00 ?12/);
  });

  it('a card of the house under the same e-mail becomes theirs, and nobody has two', async () => {
    await house.importLines([fiction(7)]);
    contact({ email: 'Elodie.7@exemple.invalid' });
    expect(await pass()).toMatchObject({ created: 0, changed: 1 });
    expect(await cards()).toHaveLength(1);
    contact({ email: 'elodie.7@exemple.invalid' });
    expect(await pass()).toMatchObject({ created: 0, doubles: 1 });
    expect(await house.app.store.read((rows) => rows.people.count(house.charity))).toBe(1);
  });

  it('is taken back by its number', async () => {
    contact();
    const { editId } = await pass();
    const undone = await undoPeopleEdit(house.app, { account: house.team, editId });
    expect(undone).toEqual({ undone: 1, belongings: 0, left: 0 });
    expect(await cards()).toEqual([]);
    // It was an act taken back, not a person who asked to be forgotten.
    expect(await pass()).toMatchObject({ created: 1, kept: 0 });
  });
});

describe('nobody is closed by mistake', () => {
  const broken: readonly (readonly [code: string, change: Partial<StandIn['mood']>])[] = [
    ['crm-key-refused', { key: 'pat-eu1-une-neuve' }],
    ['crm-scope-missing', { hasScope: false }],
    ['crm-property-missing', { properties: { email: [] } }],
    ['crm-unavailable', { failing: { status: 500, times: 5 } }],
  ];

  it('a key refused, a scope missing, a property gone, a server that fails: each is told, and closes nobody', async () => {
    for (let at = 0; at < 8; at += 1) contact();
    await pass();
    const sound = { ...standIn.mood };
    for (const [code, change] of broken) {
      Object.assign(standIn.mood, change);
      expect(await codeOf(pass())).toBe(code);
      Object.assign(standIn.mood, sound);
      expect(await standing()).toEqual(Array(8).fill('confirmed'));
    }
  });

  it('eleven in a hundred at once wait for somebody who says why', async () => {
    const ids = Array.from({ length: 100 }, () => contact());
    await pass();
    for (const id of ids.slice(0, 11)) standIn.book.set(id, { plateau_acces: 'non' });
    expect(await codeOf(pass())).toBe('crm-mass-closing');
    expect(await standing()).toEqual(Array(100).fill('confirmed'));
    expect(await pass('fin de saison')).toMatchObject({ closed: 11 });
  });
});

describe('somebody who was erased', () => {
  it('is not brought back by the CRM, under the same number or another with the same e-mail', async () => {
    const id = contact({ email: 'partie@exemple.invalid' });
    contact();
    await pass();
    const gone = (await cards()).find(({ text }) => text.includes('partie@exemple.invalid'));
    await eraseParticipant(house.app, {
      account: house.dpo,
      card: gone?.row.id ?? '',
      reason: 'demande du 30/11',
    });
    expect(await pass()).toMatchObject({ created: 0, kept: 1 });
    standIn.book.erase(id);
    contact({ email: 'partie@exemple.invalid' });
    expect(await pass()).toMatchObject({ created: 0, kept: 1 });
    expect(await cards()).toHaveLength(1);
  });

  it('is still erased once yesterday’s backup is put back, and the CRM does not bring them back then', async () => {
    const { app, home, dpo } = house;
    contact({ email: 'partie@exemple.invalid' });
    contact();
    await pass();
    const gone = (await cards()).find(({ text }) => text.includes('partie@exemple.invalid'))?.row.id ?? '';
    const { backup } = await createBackup(app, { actor: dpo.id });
    await eraseParticipant(app, { account: dpo, card: gone, reason: 'demande du 30/11' });
    const ring = { keysDir: join(home, 'keys'), passphrase: async () => 'phrase secrète de l’essai' };
    const reading = await openBackupReading(ring, ring.passphrase);
    const folder = join(home, 'remise');
    await reading.reader.restore(join(backups, `${backup.name}.tar.gz.pgp`), folder);
    reading.close();
    const vault = await openVault(ring);
    await vault.holdWordsKey('');
    const base = openStore({ file: join(folder, 'plateau.db'), words: vault.words });
    try {
      const store = keepingStore(base, { acts: app.keptActs, clock: app.clock });
      const isThere = () => store.read(async (rows) => (await rows.people.byId(gone)) !== undefined);
      expect(await isThere()).toBe(true);
      expect(await replayKeptActs({ ...app, store })).toMatchObject({ participants: 1 });
      expect(await isThere()).toBe(false);
      expect(await pass(undefined, { store })).toMatchObject({ created: 0, kept: 1 });
      expect(await isThere()).toBe(false);
    } finally {
      base.close();
      vault.close();
    }
  });
});
