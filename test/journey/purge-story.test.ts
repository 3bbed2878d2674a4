import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TYPED_WORDS } from '../../server/store/typed-words.ts';
import type { Card } from '../../shared/card.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { plateau } from '../support/house/command-line.ts';
import { agreeToAll } from '../support/house/second-person.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import {
  outcomeBy,
  type Person,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';
import { type ByteSearch, openByteSearch, textNeedles } from '../support/machine/byte-search.ts';
import { labelsInMemory } from '../support/machine/process-memory.ts';
import { type Typing, WAYS_IN } from '../support/purge/typed-by-hand.ts';

/** Of a charity's directory, and of a pledge line's volunteers: no campaign that calls holds them (directory, slots: tests). */
const OF_OTHER_STORIES = [
  ...['document.description', 'document.folder', 'document.tags', 'document.title', 'document_version.name'],
  ...['event.body', 'event.place', 'event.title', 'slot.role'],
  ...['newsletter.addressees', 'newsletter.blocks', 'newsletter.events', 'newsletter.subject'],
  ...['people_base.fields', 'people_group.name', 'people_rotation.reason', 'slot_signup.person'],
];

/** A donor's name is typed wherever the product takes words, the campaign is destroyed, and the name is nowhere. */
let place: Installation;
let staff: Staff;
let server: ServerProcess;
let cards: readonly Card[];
let typing: Typing;
let donors: ByteSearch;

const DAY_MS = 86_400_000;
const BACKUPS = () => ({ PLATEAU_BACKUP_DIR: join(place.folder, 'sauvegardes') });
const desk = ({ token }: Pick<Person, 'token'>) => rpcOf(server.url, token);
const base = () => join(place.folder, 'donnees', 'plateau.db');
const command = (...words: string[]) => {
  const env = { ...place.env, ...BACKUPS(), PLATEAU_TOKEN_FILE: staff.dataOfficer.tokenFile };
  return plateau(words, { cwd: place.folder, env });
};

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, 2);
  const fileName = await staff.giveContactFile(40);
  server = await place.start(BACKUPS());
  const { campaign, ops, dataOfficer, lead, agents } = staff;
  await desk(ops).operations.importFile.mutate({ campaign, fileName });
  cards = await callSome(agents[0] ?? lead, 4);
  const [card, waiting] = cards;
  if (!card || !waiting) throw new Error('a card');
  const name = `${card.donor.firstName} ${card.donor.lastName}`;
  typing = {
    ...{ campaign, lead: desk(lead), ops: desk(ops), officer: desk(dataOfficer), verifier: await verifier() },
    ...{ callId: card.callId, card, waitingId: waiting.recordId, otherAgent: agents[1]?.login ?? '', name },
  };
  donors = openByteSearch(cards.flatMap(needlesOf));
});
afterAll(() => place.close());

async function callSome(agent: Person, count: number): Promise<readonly Card[]> {
  const called: Card[] = [];
  for (let at = 0; at < count; at += 1) {
    const next = await desk(agent).calls.next.mutate();
    if (next.kind !== 'card') throw new Error(next.why);
    called.push(next.card);
    await desk(agent).calls.save.mutate(
      outcomeBy(referenceScript(), next.card, at === 0 ? 'AC_UP' : 'NJ_NRP'),
    );
  }
  return called;
}

async function verifier() {
  const officer = desk(staff.dataOfficer);
  const [login, password] = ['relectrice', 'citron vélo nuage tambour'];
  const nowMs = Date.parse('2026-11-23T16:05:00Z');
  await officer.privacy.createAccount.mutate({
    ...{ login, password, displayName: 'Testeuse relectrice', role: 'verifier', campaigns: [staff.campaign] },
    ...{ validFromMs: nowMs - DAY_MS, validToMs: nowMs + 60 * DAY_MS },
  });
  return desk(await rpcOf(server.url).session.logIn.mutate({ login, password }));
}

/** Names, numbers, addresses and ids of those who were on a screen. */
function needlesOf({ donor }: Card, at: number) {
  const label = (what: string) => `donor ${at} ${what}`;
  return [
    ...textNeedles(label('name'), `${donor.firstName} ${donor.lastName}`),
    ...textNeedles(label('id'), donor.donorId),
    // The charity's own number, in what the reference campaign says, is one of the fictitious landlines.
    ...donor.phones
      .filter(({ national }) => !national.startsWith('01 99'))
      .flatMap(({ national }) => textNeedles(label('phone'), national)),
  ];
}

const inFiles = () => donors.inFolder(place.folder, [place.incoming]).found;
const pid = () => Number.parseInt(readFileSync(join(place.folder, 'donnees', 'house.holder'), 'utf8'), 10);

describe('R-33 a donor’s name typed everywhere', () => {
  it('has a way in for every column of the list', () => {
    const columns = Object.entries(TYPED_WORDS).flatMap(([table, { columns: names }]) =>
      names.map((column) => `${table}.${column}`),
    );
    const entered = [...Object.keys(WAYS_IN).flatMap((key) => key.split(' ')), ...OF_OTHER_STORIES];
    expect(entered.toSorted()).toEqual(columns.toSorted());
  });

  it.each(Object.entries(WAYS_IN))('%s: is taken, and lies sealed in the base', async (columns, type) => {
    await type(typing);
    const db = new DatabaseSync(base(), { readOnly: true });
    for (const place of columns.split(' ')) {
      const [table, column] = place.split('.');
      const rows = db.prepare(`SELECT ${column} AS words FROM ${table} WHERE ${column} <> ''`).all();
      expect([place, rows.length > 0]).toEqual([place, true]);
      for (const { words } of rows) expect(words).toMatch(/^sealed:1:/);
    }
    db.close();
  });

  it('is in no file while the campaign lives, nor in a backup', async () => {
    await desk(staff.dataOfficer).backups.create.mutate();
    expect(inFiles()).toEqual([]);
  });

  it('is nowhere after the purge, which looked for it and says that the server must be restarted', async () => {
    const { campaign, ops, dataOfficer } = staff;
    await desk(ops).operations.closeCampaign.mutate({
      campaign,
      reason: 'fin de mission',
      typedCode: campaign,
    });
    const asked = {
      campaign,
      typedCode: campaign,
      verifier: 'Testeuse Vérificatrice',
      forceReason: 'essai de fin',
    };
    const run = () => desk(dataOfficer).privacy.runPurge.mutate(asked);
    await expect(run()).rejects.toThrow();
    await agreeToAll(desk(ops));
    const { findings, facts } = await run();
    expect([findings, facts.verification.words?.found]).toEqual([0, []]);
    expect(facts.verification.words?.sought).toBeGreaterThan(100);
    expect(inFiles()).toEqual([]);
    expect((await command('status')).stdout).toMatch(/ALARME.*redémarrez le serveur/);
    expect((await command('doctor')).stdout).toContain('restart-due');
  });

  it('is in the memory of the server that read it, and of no other', async () => {
    expect(labelsInMemory(pid(), donors).next().done).toBe(false);
    expect(await server.stop()).toBe(0);
    expect(donors.inBytes(Buffer.from(server.said()))).toEqual([]);
    server = await place.start(BACKUPS());
    expect([...labelsInMemory(pid(), donors)]).toEqual([]);
    expect((await command('status')).stdout).not.toContain('redémarrez');
    expect(inFiles()).toEqual([]);
  });
});
