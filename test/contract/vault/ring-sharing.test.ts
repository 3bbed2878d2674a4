import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { examineRings } from '../../../server/steps/house/examine-rings.ts';
import { listServers } from '../../../server/steps/house/lost-servers.ts';
import { requireEverywhere, ringsLacking } from '../../../server/steps/keys/rings-lacking.ts';
import { tendRing } from '../../../server/steps/keys/tend-ring.ts';
import { loadPeopleFields } from '../../../server/steps/people/open-people-base.ts';
import { writeCards } from '../../../server/steps/people/write-participants.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { FIELDS_TEXT } from '../../support/people/people-house.ts';
import { aKeyReachesEveryRing, aStrangersKeyGoesNowhere } from '../../support/store/party-keys.ts';
import type { PostgresCluster } from '../../support/store/postgres-cluster.ts';
import { RingBases, type RingHouse, type RingServer } from '../../support/store/ring-servers.ts';
import { accountRow } from '../../support/store/store-rows.ts';

const CODE = 'UPG-FR-2026';
const CHARITY = 'UNION';
const KEYS = { place: CODE, charity: CHARITY };
const place = { campaign: CODE, kind: 'record', id: '1', version: 1 } as const;
const donor = { donor: { lastName: 'Exemple' } } as never;

describeWith('postgres')('R-58 rings of several servers', () => {
  let bases: RingBases;
  let cluster: PostgresCluster;
  let house: RingHouse;
  let base = '';
  beforeAll(async () => {
    bases = await RingBases.start();
    cluster = bases.cluster;
  });
  afterAll(() => cluster.dispose());
  beforeEach(async () => {
    ({ house, base } = await bases.house());
  });
  afterEach(() => house.dispose());

  const load = (server: RingServer) => loadCampaign(server, { dir: REFERENCE_CAMPAIGN, actor: 'essai' });
  const held = (...servers: readonly RingServer[]) =>
    Promise.all(servers.map(({ ringSharing }) => ringSharing.holds(KEYS)));
  const packets = () => cluster.sql(base, "SELECT server FROM ring_request WHERE packet <> ''");
  const lost = (name: string) =>
    cluster.sql(
      base,
      `INSERT INTO lost_server (name, declared_by, declared_at_ms) VALUES ('${name}', 'dpo', 1)`,
    );

  test('a key made on one reaches the two others; what one seals, each opens, and finds the same donor', async () => {
    const [one, two, three] = [await house.add('un'), await house.add('deux'), await house.add('trois')];
    await load(one);
    expect(await held(one, two, three)).toEqual([true, false, false]);
    await expect(requireEverywhere(one.store, CODE)).rejects.toMatchObject({
      code: 'key-not-everywhere',
      message: expect.stringContaining('deux, trois'),
    });
    await expect(two.vault.openRecord(place, new Uint8Array())).rejects.toMatchObject({
      code: 'campaign-key-missing',
      message: expect.stringContaining('pas dans le trousseau de ce serveur'),
    });
    await house.settle();
    expect(await held(one, two, three)).toEqual([true, true, true]);
    await expect(requireEverywhere(three.store, CODE)).resolves.toBeUndefined();
    const sealed = await one.vault.sealRecord(place, donor);
    for (const { vault } of [two, three]) {
      expect(await vault.openRecord(place, sealed)).toEqual(donor);
      expect(await vault.blind(CHARITY, 'phone', '+33199000001')).toBe(
        await one.vault.blind(CHARITY, 'phone', '+33199000001'),
      );
    }
    expect(await packets()).toEqual([]);
    expect([one.said, two.said, three.said].flat()).toEqual([]);
    const arrived = await cluster.sql(base, "SELECT detail FROM audit WHERE action = 'key.arrived'");
    expect(JSON.stringify(arrived)).toMatch(/deux.*trois/);
  });

  test('one that was away asks when it is back; until then nothing enters, and people are told who is missing', async () => {
    const [one, two] = [await house.add('un'), await house.add('deux')];
    two.stop();
    await load(one);
    for (let turn = 0; turn < 3; turn += 1) await tendRing(one);
    expect(await examineRings(one.store)).toMatchObject([
      { ok: false, message: expect.stringContaining(`${CODE} sur deux, un`) },
    ]);
    expect(await listServers(one)).toMatchObject([
      { name: 'deux', lacks: [CODE] },
      { name: 'un', lacks: [CODE] },
    ]);
    const back = await house.start('deux');
    await house.settle();
    expect(await held(back)).toEqual([true]);
    expect(await examineRings(one.store)).toMatchObject([{ ok: true }]);
    expect(await one.store.read(ringsLacking)).toEqual([]);
  });

  test('of a server declared lost nothing is awaited, and nothing is sealed to it', async () => {
    const [one, two] = [await house.add('un'), await house.add('deux')];
    await load(one);
    await tendRing(two);
    await lost('deux');
    await tendRing(one);
    expect(await packets()).toEqual([]);
    await expect(requireEverywhere(one.store, CODE)).resolves.toBeUndefined();
  });

  test('a server killed with a packet in the base gets another: the one of before opens no more, for anybody', async () => {
    const [one, two] = [await house.add('un'), await house.add('deux')];
    await load(one);
    await tendRing(two);
    await tendRing(one);
    await tendRing(one);
    const [before] = await cluster.sql(base, 'SELECT packet FROM ring_request');
    expect(String(before?.packet)).not.toBe('');
    const again = await house.start('deux');
    await tendRing(again);
    expect(await held(again)).toEqual([false]);
    const [offered] = await again.store.read((rows) => rows.ringSharing.offers());
    const packet = String(before?.packet);
    if (!offered) throw new Error('its offer stands');
    expect(await again.ringSharing.take(KEYS, { offered, packet })).toBe(false);
    await house.settle();
    expect(await held(again)).toEqual([true]);
  });

  test('who writes the base without a ring is sealed nothing, and makes no server take a key', async () => {
    const [one, two] = [await house.add('un'), await house.add('deux')];
    await load(one);
    await tendRing(one);
    await tendRing(two);
    const points = await cluster.sql(
      base,
      "SELECT transfer_point, mark FROM transfer_key WHERE server = 'deux'",
    );
    // A point of the thief's, under the mark that stood there, then under none.
    const { generateKeyPairSync } = await import('node:crypto');
    const thief = Buffer.from(
      generateKeyPairSync('x25519').publicKey.export({ format: 'raw-public' }) as Uint8Array,
    ).toString('base64');
    for (const mark of [points[0]?.mark, '']) {
      await cluster.sql(
        base,
        `UPDATE transfer_key SET transfer_point = '${thief}', mark = '${mark}' WHERE server = 'deux'`,
      );
      await tendRing(one);
      expect(await packets()).toEqual([]);
      expect(one.said.at(-1)).toBe('ring.stranger');
    }
    await tendRing(two);
    await tendRing(one);
    // A packet that was taken from another server's place, then bytes of the thief's.
    const [request] = await cluster.sql(base, 'SELECT packet, sealed_to FROM ring_request');
    await cluster.sql(base, `UPDATE ring_request SET packet = '${Buffer.alloc(90, 7).toString('base64')}'`);
    await tendRing(two);
    expect([await held(two), two.said.at(-1)]).toEqual([[false], 'ring.packet-refused']);
    expect(request?.packet).not.toBe('');
    await house.settle();
    expect(await held(two)).toEqual([true]);
    // A proof that nobody made opens nothing either.
    await cluster.sql(base, "UPDATE ring_proof SET proof = 'faux', checked_by = NULL WHERE server = 'deux'");
    await tendRing(one);
    expect(one.said.at(-1)).toBe('ring.diverged');
    await expect(requireEverywhere(one.store, CODE)).rejects.toMatchObject({ code: 'key-not-everywhere' });
  });

  describe('a second key of the same', () => {
    test('is not made on a ring that waits for the first, nor one of its charity', async () => {
      const [one, two] = [await house.add('un'), await house.add('deux')];
      await load(one);
      await expect(load(two)).rejects.toMatchObject({ code: 'key-elsewhere' });
      expect(await two.vault.inventory(CODE)).toEqual([]);
      await house.settle();
      expect(await load(two)).toMatchObject({ outcome: 'unchanged' });
    });

    test('that two servers make at once is destroyed on the one that was second', async () => {
      const [one, two] = [await house.add('un'), await house.add('deux')];
      const done = await Promise.allSettled([load(one), load(two)]);
      const refused = done.filter((each) => each.status === 'rejected');
      expect(refused).toMatchObject([{ reason: { code: 'key-made-twice' } }]);
      expect((await held(one, two)).toSorted()).toEqual([false, true]);
      await house.settle();
      expect(await held(one, two)).toEqual([true, true]);
      const proofs = await one.store.read((rows) => rows.ringSharing.proofs());
      expect(proofs.map(({ checkedBy }) => checkedBy).toSorted()).toEqual(['deux', 'un']);
    });
  });

  test('a ring that lost its keys says so, asks for them and has them again', async () => {
    const [one, two] = [await house.add('un'), await house.add('deux')];
    await load(one);
    await house.settle();
    await two.vault.destroyCampaign(CODE);
    await tendRing(two);
    await expect(requireEverywhere(one.store, CODE)).rejects.toMatchObject({ code: 'key-not-everywhere' });
    await house.settle();
    expect(await held(two)).toEqual([true]);
  });

  test('what was said of a campaign’s keys ends with them, and no ring asks for them again', async () => {
    const [one, two] = [await house.add('un'), await house.add('deux')];
    await load(one);
    await house.settle();
    await one.store.write((rows) => rows.campaigns.setState(CODE, 'purged'));
    for (const { vault } of [one, two]) await vault.destroyCampaign(CODE);
    await house.settle();
    expect(await cluster.sql(base, 'SELECT place FROM ring_key')).toEqual([]);
    expect(await cluster.sql(base, 'SELECT 1 FROM ring_proof UNION ALL SELECT 1 FROM ring_request')).toEqual(
      [],
    );
    expect(await held(one, two)).toEqual([false, false]);
  });

  test('R-50 keys of a charity’s people go the same way, and its first card waits for every ring', async () => {
    const [one, two] = [await house.add('un'), await house.add('deux')];
    await load(one);
    const account = accountRow({ role: 'dataOfficer' });
    await one.store.write((rows) => rows.accounts.insert(account));
    await loadPeopleFields(one, { account, charity: CHARITY, yaml: FIELDS_TEXT, accept: [] });
    const people = { place: `personnes-${CHARITY}`, charity: `personnes-${CHARITY}` };
    const write = () =>
      one.store.write((rows) => writeCards(rows, { charity: CHARITY, nowMs: 1, cards: [] }));
    await expect(write()).rejects.toMatchObject({ code: 'key-not-everywhere' });
    await house.settle();
    expect(await two.ringSharing.holds(people)).toBe(true);
    await expect(write()).resolves.toEqual([]);
  });

  describe('the public key of a charity', () => {
    const open = async () => {
      const [one, two] = [await house.add('un'), await house.add('deux')];
      await load(one);
      return { house, one, two, sql: (text: string) => cluster.sql(base, text) };
    };

    test('registered on one ring, or in the place of another key, reaches every ring by itself, and those that were away', async () => {
      await aKeyReachesEveryRing(await open());
    });

    test('that is put into the base without a ring, or put back there, goes nowhere and is told', async () => {
      await aStrangersKeyGoesNowhere(await open());
    });
  });

  test('a house of one server waits for nobody', async () => {
    const one = await house.add('un');
    await load(one);
    await expect(requireEverywhere(one.store, CODE)).resolves.toBeUndefined();
    expect(await examineRings(one.store)).toEqual([]);
  });
});
