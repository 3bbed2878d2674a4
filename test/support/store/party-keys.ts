import { expect } from 'vitest';
import { OFFICER } from '../../../server/ports/rows/party-keys.ts';
import { registerPartyKey } from '../../../server/steps/keys/register-key.ts';
import { tendPartyKeys } from '../../../server/steps/keys/tend-party-keys.ts';
import { tendRing } from '../../../server/steps/keys/tend-ring.ts';
import { requirePartyKey } from '../../../server/steps/party-key-here.ts';
import { makeCharityKeys } from '../sftp/charity-keys.ts';
import type { PostgresCluster } from './postgres-cluster.ts';
import type { RingHouse, RingServer } from './ring-servers.ts';

const CHARITY = 'UNION';
const PARTY = { kind: 'charity', code: CHARITY } as const;

interface PartyHouse {
  readonly house: RingHouse;
  readonly one: RingServer;
  readonly two: RingServer;
  readonly sql: (text: string) => ReturnType<PostgresCluster['sql']>;
}

const register = (server: RingServer, armoured: string) =>
  registerPartyKey(server, { ...PARTY, armoured, replace: true, actor: 'host:essai' });

const held = (...servers: readonly RingServer[]) =>
  Promise.all(servers.map(({ exchange }) => exchange.charityFingerprint(CHARITY)));

/** Their turns for public keys alone: whoever has one gives it, then each takes it. */
async function turns(...servers: readonly RingServer[]): Promise<void> {
  for (const server of [...servers, ...servers]) await tendPartyKeys(server, { server: server.name });
}

const noted = ({ sql }: PartyHouse, action: string) =>
  sql(`SELECT detail FROM audit WHERE action = 'key.party-${action}' ORDER BY seq`);

/** Twice registered, once on each; one was away, one came later. */
export async function aKeyReachesEveryRing(place: PartyHouse): Promise<void> {
  const { house, one, two, sql } = place;
  const [first, second] = [await makeCharityKeys(), await makeCharityKeys()];
  await register(one, first.publicKey);
  await expect(requirePartyKey(two, PARTY)).rejects.toMatchObject({ code: 'party-key-elsewhere' });
  await turns(one, two);
  expect(await held(one, two)).toEqual([first.fingerprint, first.fingerprint]);
  expect(JSON.stringify(await sql('SELECT * FROM party_key'))).not.toContain('PGP');
  one.stop();
  await register(two, second.publicKey);
  await tendRing(two);
  const [back, three] = [await house.start('un'), await house.add('trois')];
  const officer = { ...OFFICER, armoured: first.publicKey, replace: false, actor: 'host:essai' };
  await registerPartyKey(two, officer);
  await tendPartyKeys(two, { server: 'deux' });
  for (const server of [back, three]) await tendRing(server);
  expect(await Promise.all([back, three].map(({ exchange }) => exchange.officerFingerprint()))).toEqual(
    Array(2).fill(first.fingerprint),
  );
  expect(await held(back, two, three)).toEqual(Array(3).fill(second.fingerprint));
  for (const server of [back, two, three]) await requirePartyKey(server, PARTY);
  expect((await noted(place, 'arrived')).map(({ detail }) => JSON.parse(String(detail)))).toMatchObject([
    { server: 'deux', number: 1 },
    { server: 'un', number: 2 },
    { server: 'un', kind: 'officer' },
    { server: 'trois', number: 2 },
    { server: 'trois', kind: 'officer' },
  ]);
  expect([one.said, two.said, back.said, three.said].flat()).toEqual([]);
}

/** Bytes of a thief's, then the row of before under another number, then as it was, then none. */
export async function aStrangersKeyGoesNowhere(place: PartyHouse): Promise<void> {
  const { one, two, sql } = place;
  const [first, second, thief] = [await makeCharityKeys(), await makeCharityKeys(), await makeCharityKeys()];
  const row = async () => (await sql('SELECT * FROM party_key'))[0];
  await register(one, first.publicKey);
  await turns(one, two);
  const before = await row();
  await register(one, second.publicKey);
  await turns(one, two);
  const own = Buffer.from(thief.publicKey).toString('base64');
  const put = (packet: unknown, number: unknown) =>
    `UPDATE party_key SET packet = '${packet}', number = ${number}, noted_at_ms = ${before?.noted_at_ms}`;
  const done = [
    put(own, 3),
    put(before?.packet, 3),
    put(before?.packet, before?.number),
    'DELETE FROM party_key',
  ];
  for (const act of done) {
    await sql(act);
    await turns(one, two);
    expect(await held(one, two)).toEqual([second.fingerprint, second.fingerprint]);
    expect((await row())?.number).toBe('2');
  }
  expect(await noted(place, 'refused')).toHaveLength(2);
  expect(one.said).toContain('ring.stranger');
  // Under a code of which no ring has a key: nobody takes it.
  await sql(`INSERT INTO party_key VALUES ('charity', 'AUTRE', 1, 1, '${own}')`);
  await turns(one, two);
  expect(await two.exchange.charityFingerprint('AUTRE')).toBeUndefined();
}
