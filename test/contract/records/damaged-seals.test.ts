import { afterEach, describe, expect, test } from 'vitest';
import type { SealedKind } from '../../../server/domain/next-card/sealed-kinds.ts';
import { custodyAlerts } from '../../../server/steps/campaign/custody-alerts.ts';
import { openWritten } from '../../../server/steps/quality/written-words.ts';
import { listDamages } from '../../../server/steps/records/list-damages.ts';
import {
  openCallsInBulk,
  openFormerContent,
  openRecord,
  openRequestMark,
  openSignaturesInBulk,
} from '../../../server/steps/records/open-record.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { paris } from '../../support/call/centre.ts';
import { type DamagedRoom, damagedRoom, OFFICER } from '../../support/records/damaged-room.ts';

const NOW_MS = paris('2026-11-24T15:00');
const why = { actor: OFFICER, reason: 'essai' };

const close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of close.splice(0)) await one();
});

async function openRoom(): Promise<DamagedRoom> {
  const room = await damagedRoom(NOW_MS);
  close.push(room.close);
  // Others of the campaign, which open: it is one packet that is damaged, not the key.
  for (let others = 0; others < 3; others += 1) await room.talk();
  return room;
}

type Laid = Awaited<ReturnType<DamagedRoom['oneOfEach']>>;

async function first<T>(many: AsyncIterable<T>): Promise<T | undefined> {
  const all: T[] = [];
  for await (const one of many) all.push(one);
  return all[0];
}

async function written(room: DamagedRoom, kind: 'listening' | 'incident', id: string): Promise<string> {
  const { store } = room.deps;
  const table = kind === 'listening' ? 'listening_note' : 'incident_entry';
  const sealed = await store.read(
    async (rows) => (await rows.damages.packet({ kind: table, subject: id }))?.sealed ?? null,
  );
  const place = { kind, id, campaign: room.campaign.code, actor: OFFICER };
  return openWritten(room.deps, { ...place, sealed, sealVersion: 1 });
}

/** What the product does with a packet of each kind, and something of what it holds. */
const OPENED: Readonly<Record<SealedKind, (room: DamagedRoom, laid: Laid) => Promise<unknown>>> = {
  record: async ({ deps }, { recordId }) =>
    (await openRecord(deps, { ...why, recordId })).content.donor.donorId,
  call: async ({ deps }, { keys }) =>
    (await first(openCallsInBulk(deps, { ...why, callIds: [keys.call] })))?.content.note,
  last_call: async ({ deps }, { recordId, keys }) => {
    const { row, last } = await deps.store.read(async (rows) => ({
      row: await rows.records.byId(recordId),
      last: await rows.undos.beforeCall(keys.last_call),
    }));
    if (!row || !last?.sealed) throw new Error('a last call');
    const asked = { ...why, row, callId: last.callId, sealed: last.sealed, version: last.sealVersion };
    return (await openFormerContent(deps, asked)).donor.donorId;
  },
  mandate_signature: async ({ deps, campaign }, { keys }) => {
    const row = await deps.store.read((rows) => rows.mandates.ofCall(keys.mandate_signature));
    const signatures = row ? [row] : [];
    const asked = { ...why, campaign: campaign.code, signatures };
    return (await first(openSignaturesInBulk(deps, asked)))?.reference;
  },
  listening_note: (room, { keys }) => written(room, 'listening', keys.listening_note),
  incident_entry: (room, { keys }) => written(room, 'incident', keys.incident_entry),
  person_request: async ({ deps }, { keys }) => {
    const request = await deps.store.read((rows) => rows.persons.byId(keys.person_request));
    if (!request) throw new Error('a request');
    return (await openRequestMark(deps, { ...why, request })).note;
  },
};

const KINDS = Object.keys(OPENED) as SealedKind[];

/** What is said instead: thrown, or in the place of the words. */
async function saidOf(room: DamagedRoom, kind: SealedKind, laid: Laid): Promise<string> {
  return OPENED[kind](room, laid).then(String, (error: Error) => error.message);
}

async function entries({ deps }: DamagedRoom, action: string) {
  return await deps.store.read(async (rows) =>
    (await Array.fromAsync(rows.audit.each())).filter((row) => row.action === action),
  );
}

describe('R-35 one damaged packet is set aside, told, and given back by a backup', () => {
  test.each(KINDS)('a flipped bit in a packet of %s', async (kind) => {
    const room = await openRoom();
    const laid = await room.oneOfEach();
    const { recordId, keys } = laid;
    const held = await OPENED[kind](room, laid);
    expect(held).toBeTruthy();
    const backup = await room.backUp();

    room.flip(kind, keys[kind]);
    for (let times = 0; times < 3; times += 1)
      expect(await saidOf(room, kind, laid)).toMatch(new RegExp(`de la fiche ${recordId} est abîmé`));
    expect(await listDamages(room.deps)).toMatchObject([{ recordId, isHeld: false }]);
    expect(await entries(room, 'record.damaged')).toMatchObject([
      {
        subject: String(recordId),
        campaign: room.campaign.code,
        detail: { packet: kind, why: 'seal-broken' },
      },
    ]);
    const [alert] = (await custodyAlerts(room.deps)).filter((one) => one.kind === 'damaged');
    expect(alert).toMatchObject({ subject: room.campaign.code, level: 'alarm' });
    expect(alert?.text).toContain(`fiche ${recordId} : plateau record restore N`);
    // The others of that record open as before.
    for (const other of KINDS.filter((one) => one !== kind))
      expect(await saidOf(room, other, laid)).not.toMatch(/abîmé/);

    const { restored, left } = await room.restore(recordId, backup);
    expect([restored.length, left]).toEqual([1, []]);
    expect(await OPENED[kind](room, laid)).toBe(held);
    expect((await custodyAlerts(room.deps)).filter((one) => one.kind === 'damaged')).toEqual([]);
    expect(await entries(room, 'record.restored')).toMatchObject([
      { subject: String(recordId), actor: OFFICER, detail: { packet: kind, backup } },
    ]);
    expect(await room.restore(recordId, backup)).toMatchObject({ restored: [], left: [], isDone: false });
    expect(await entries(room, 'record.restored')).toHaveLength(1);
  });

  test('two packets that changed places are both set aside, and each gets its own back', async () => {
    const room = await openRoom();
    const calls = [await room.talk({ note: 'un' }), await room.talk({ note: 'deux' })];
    const [one = 0, other = 0] = await inTurn.map(calls, room.recordOfCall);
    const backup = await room.backUp();
    const nameOf = async (recordId: number) =>
      (await openRecord(room.deps, { ...why, recordId })).content.donor.lastName;
    const names = [await nameOf(one), await nameOf(other)];
    room.swap('record', one, other);
    for (const id of [one, other]) await expect(nameOf(id)).rejects.toMatchObject({ code: 'record-damaged' });
    expect((await entries(room, 'record.damaged')).map(({ detail }) => detail.why)).toEqual([
      'seal-moved',
      'seal-moved',
    ]);
    for (const id of [one, other]) await room.restore(id, backup);
    expect([await nameOf(one), await nameOf(other)]).toEqual(names);
  });
});
