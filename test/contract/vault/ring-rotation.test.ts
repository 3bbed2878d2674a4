import { linkSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import { participantPlace, peoplePlace } from '../../../server/domain/people/people-place.ts';
import { custodyAlerts } from '../../../server/steps/campaign/custody-alerts.ts';
import { withKeysMade } from '../../../server/steps/keys/make-keys.ts';
import { rotateKey } from '../../../server/steps/keys/rotate-key.ts';
import { endOnRings, followRotations } from '../../../server/steps/keys/rotate-on-rings.ts';
import { tendRing } from '../../../server/steps/keys/tend-ring.ts';
import { fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { RingBases, type RingHouse, type RingServer } from '../../support/store/ring-servers.ts';
import { CAMPAIGN, CHARITY, callScript, campaignRow, importRecords } from '../../support/store/store-rows.ts';

const KEYS = { place: CAMPAIGN, charity: CHARITY };
const request = { place: CAMPAIGN, reason: 'départ d’un administrateur', actor: 'dpo' };
const RECORDS = 6;

describeWith('postgres')('R-32 rotation of a key with several servers', () => {
  let bases: RingBases;
  let house: RingHouse;
  let base = '';
  beforeAll(async () => {
    bases = await RingBases.start();
  });
  afterAll(() => bases.cluster.dispose());
  beforeEach(async () => {
    ({ house, base } = await bases.house());
  });
  afterEach(() => house.dispose());

  const sql = (source: string) => bases.cluster.sql(base, source);
  const seal = (server: RingServer, row: number) =>
    server.vault.sealRecord(
      { campaign: CAMPAIGN, kind: 'record', id: `1:${row}`, version: 1 },
      { donor: fictitiousDonor(row), imported: {} as never },
    );
  /** Servers whose rings hold the keys of a campaign of some sealed records. */
  async function servers(...names: readonly string[]): Promise<readonly RingServer[]> {
    const all: RingServer[] = [];
    for (const name of names) all.push(await house.add(name));
    const [first] = all;
    if (!first) throw new Error('one server at least');
    await withKeysMade(first, KEYS, ({ claim }) =>
      first.store.write(async (rows) => {
        await claim(rows, 1);
        await rows.campaigns.save(campaignRow(), callScript());
      }),
    );
    const sealed = await Promise.all(Array.from({ length: RECORDS }, (_, at) => seal(first, at + 2)));
    await importRecords(
      first.store,
      sealed.map((one) => ({ sealed: one })),
    );
    await house.settle();
    return all;
  }
  const opened = async ({ store, vault }: RingServer) => {
    const all = await store.read(async (rows) => await Array.fromAsync(rows.records.each(CAMPAIGN)));
    return (await Promise.all(all.map((row) => vault.openRecord(recordPlace(row), row.sealed)))).length;
  };
  const files = ({ keysDir }: RingServer) =>
    readdirSync(join(keysDir, 'campaigns', CAMPAIGN)).filter((name) => name.endsWith('.pkesk'));
  const alert = async (server: RingServer) => (await custodyAlerts(server))[0]?.text;

  test('every ring has the new key before one seals with it; then all values follow, and the former key ends everywhere', async () => {
    const [one, two, three] = await servers('un', 'deux', 'trois');
    if (!one || !two || !three) throw new Error('three servers');
    expect(await rotateKey(one, request)).toMatchObject({
      number: 1,
      resealed: 0,
      waits: { stage: 'held', servers: ['deux', 'trois', 'un'] },
    });
    expect([files(one), files(two)]).toEqual([['prepared-1.pkesk', 'session.pkesk'], ['session.pkesk']]);
    // In the middle: some seal with the new key, some with the former one, and each opens what any sealed.
    const turns: (readonly string[])[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      for (const server of [one, two, three]) {
        await tendRing(server);
        await followRotations(server);
        turns.push(files(server));
      }
      const sealed = await seal(turn % 2 === 0 ? one : three, 99);
      for (const { vault } of [one, two, three])
        await vault.openRecord({ campaign: CAMPAIGN, kind: 'record', id: '1:99', version: 1 }, sealed);
    }
    expect(turns.slice(-3)).toEqual(Array(3).fill(['session-1.pkesk', 'session.pkesk']));
    const [row] = await sql('SELECT * FROM key_rotation');
    expect([row?.resealed_at_ms, row?.ended_at_ms]).toEqual([expect.anything(), null]);
    const noted = await sql("SELECT actor, detail FROM audit WHERE action = 'key.rotated'");
    expect(noted).toMatchObject([{ actor: 'system', detail: expect.stringContaining('"resealed":6') }]);
    expect(await Promise.all([one, two, three].map(opened))).toEqual([RECORDS, RECORDS, RECORDS]);

    expect(await endOnRings(two, request)).toEqual({ destroyed: 1, awaits: ['deux', 'trois', 'un'] });
    await house.settle();
    for (const server of [one, two, three]) expect(files(server)).toEqual(['session.pkesk']);
    await followRotations(three);
    expect(await endOnRings(two, request)).toEqual({ destroyed: 0, awaits: [] });
    expect((await sql('SELECT ended_at_ms FROM key_rotation'))[0]?.ended_at_ms).not.toBeNull();
    expect(await sql("SELECT 1 FROM audit WHERE action = 'key.retired-destroyed'")).toHaveLength(1);
    expect(await Promise.all([one, two, three].map(opened))).toEqual([RECORDS, RECORDS, RECORDS]);
    expect([one, two, three].flatMap(({ said }) => said)).toEqual([]);
  });

  /** Both servers stopped, then started anew on the base as it is after `work`. */
  async function whileStopped(work: readonly string[]): Promise<readonly [RingServer, RingServer]> {
    for (const name of ['un', 'deux']) (await house.start(name)).stop();
    for (const source of work) await bases.cluster.sql('postgres', source);
    return [await house.start('un'), await house.start('deux')];
  }

  test('the key of a charity’s people goes the same way, and no campaign’s card is touched; a base of before is brought to it', async () => {
    let [one, two] = await servers('un', 'deux');
    if (!one || !two) throw new Error('two servers');
    const [maker, other] = [one, two];
    const place = peoplePlace(CHARITY);
    const cards = ['a', 'b'].map((id) => ({ id, charity: CHARITY, sealVersion: 1 }));
    await withKeysMade(maker, { place, charity: place }, ({ claim }) =>
      maker.store.write(async (rows) => {
        await claim(rows, 1);
        await rows.people.openBase({ charity: CHARITY, fields: '', openedAtMs: 1 });
      }),
    );
    await house.settle();
    const content = { values: { nom: 'FICTIVE' }, tags: [] } as never;
    const sealed = await other.vault.sealParticipants(
      cards.map((row) => ({ place: participantPlace(row), content })),
    );
    const standing = { status: 'confirmed', kind: 'volunteer', source: 'house', account: null } as const;
    const dates = {
      sinceMs: 1,
      changedAtMs: 1,
      change: 1,
      emailBlind: null,
      phoneBlind: null,
      crmBlind: null,
    };
    await two.store.write(async (rows) => {
      for (const [at, row] of cards.entries())
        await rows.people.add({ ...row, ...standing, ...dates, sealed: sealed[at] as never });
    });
    const records = await sql('SELECT sealed FROM record ORDER BY id');
    const asked = { ...request, place };
    [one, two] = await whileStopped([`CREATE DATABASE ${base}_hier TEMPLATE ${base}`]);
    expect(await rotateKey(one, asked)).toMatchObject({ number: 1, waits: { stage: 'held' } });
    await house.settle();
    await followRotations(two);
    const folders = [one, two].map(({ keysDir }) => readdirSync(join(keysDir, 'campaigns', place)));
    expect(folders.map((names) => names.filter((name) => name.endsWith('.pkesk')))).toEqual(
      Array(2).fill(['session-1.pkesk', 'session.pkesk']),
    );
    expect(await alert(one)).toBeUndefined();
    // Yesterday's base is put back under rings that have today's key: the rotation goes through it by itself, once.
    [one, two] = await whileStopped([
      `DROP DATABASE ${base}`,
      `ALTER DATABASE ${base}_hier RENAME TO ${base}`,
    ]);
    const arrivals = () => sql("SELECT seq FROM audit WHERE action = 'key.arrived'");
    const before = await arrivals();
    await house.settle();
    expect(await alert(one)).toBe('rotation de clé : les contenus sont scellés à nouveau');
    await followRotations(one);
    await house.settle();
    expect([await alert(two), await arrivals()]).toEqual([undefined, before]);
    expect(await sql('SELECT number, started_by FROM people_rotation')).toEqual([
      { number: '1', started_by: 'system' },
    ]);
    await endOnRings(one, asked);
    await house.settle();
    await followRotations(two);
    expect(await endOnRings(two, asked)).toEqual({ destroyed: 0, awaits: [] });
    for (const { store, vault } of [one, two]) {
      const row = await store.read((rows) => rows.people.byId('b'));
      if (!row) throw new Error('a card');
      expect(await vault.openParticipant(participantPlace(row), row.sealed)).toEqual(content);
    }
    await expect(
      one.vault.openParticipant(participantPlace(cards[1] as never), sealed[1] as never),
    ).rejects.toMatchObject({ code: 'seal-broken' });
    expect(await sql('SELECT sealed FROM record ORDER BY id')).toEqual(records);
  });

  test('a server that is away makes it wait, with its name; back it has the key, lost it is awaited no more', async () => {
    const [one, two, three] = await servers('un', 'deux', 'trois');
    if (!one || !two || !three) throw new Error('three servers');
    three.stop();
    await rotateKey(two, request);
    for (let turn = 0; turn < 6; turn += 1) for (const server of [one, two]) await tendRing(server);
    await followRotations(one);
    expect(await alert(one)).toBe('rotation de clé : attend trois (plateau server list)');
    expect(await rotateKey(one, request)).toMatchObject({ number: 1, waits: { servers: ['trois'] } });
    expect([files(one), await sql('SELECT resealed_at_ms FROM key_rotation')]).toEqual([
      ['prepared-1.pkesk', 'session.pkesk'],
      [{ resealed_at_ms: null }],
    ]);
    await sql("INSERT INTO lost_server (name, declared_by, declared_at_ms) VALUES ('trois', 'dpo', 1)");
    await house.settle();
    await followRotations(two);
    expect([await alert(one), files(one)]).toEqual([undefined, ['session-1.pkesk', 'session.pkesk']]);
    expect([await opened(one), await opened(two)]).toEqual([RECORDS, RECORDS]);
  });

  test('killed anywhere, it is before or after: a start goes on, and so does another server’s', async () => {
    const [one, two] = await servers('un', 'deux');
    if (!one || !two) throw new Error('two servers');
    // A key that was made and not yet claimed.
    await one.keyRotation.prepare(CAMPAIGN, 1);
    let [first, second] = [await house.start('un'), two];
    await rotateKey(first, request);
    for (let turn = 0; turn < 6; turn += 1) {
      await tendRing(first);
      await tendRing(second);
      if (turn % 2 === 0) first = await house.start('un');
      else second = await house.start('deux');
      // A key half put in use: the former one is retired, the new one not yet in its place.
      const folder = join(second.keysDir, 'campaigns', CAMPAIGN);
      if (turn === 3) linkSync(join(folder, 'session.pkesk'), join(folder, 'session-1.pkesk'));
      expect([await opened(first), await opened(second)]).toEqual([RECORDS, RECORDS]);
    }
    await house.settle();
    await house.settle();
    await followRotations(second);
    expect([files(first), files(second)]).toEqual(Array(2).fill(['session-1.pkesk', 'session.pkesk']));
    expect([await alert(first), await opened(first), await opened(second)]).toEqual([
      undefined,
      RECORDS,
      RECORDS,
    ]);
  });

  test('two that begin it at once make one key; a server that died with its own unproved leaves the way open', async () => {
    const [one, two] = await servers('un', 'deux');
    if (!one || !two) throw new Error('two servers');
    const begun = await Promise.all([rotateKey(one, request), rotateKey(two, request)]);
    expect(begun.map(({ number }) => number)).toEqual([1, 1]);
    for (let turn = 0; turn < 2; turn += 1) await house.settle();
    await followRotations(one);
    expect([files(one), files(two)]).toEqual(Array(2).fill(['session-1.pkesk', 'session.pkesk']));
    // The maker of the second rotation dies before anybody has its key, and is declared lost.
    await rotateKey(two, request);
    two.stop();
    await sql("INSERT INTO lost_server (name, declared_by, declared_at_ms) VALUES ('deux', 'dpo', 1)");
    expect(await rotateKey(one, request)).toMatchObject({ number: 2, waits: { servers: ['un'] } });
    for (let turn = 0; turn < 3; turn += 1) await tendRing(one);
    await followRotations(one);
    expect(files(one)).toEqual(['session-1.pkesk', 'session-2.pkesk', 'session.pkesk']);
    expect([await alert(one), await opened(one)]).toEqual([undefined, RECORDS]);
  });
});
