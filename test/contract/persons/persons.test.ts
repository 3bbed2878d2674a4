import { existsSync, readFileSync } from 'node:fs';
import { decrypt, generateKey, readKey, readMessage, readPrivateKey } from 'openpgp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import { deliverDue } from '../../../server/steps/delivery/deliver-due.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { erasePerson } from '../../../server/steps/persons/erase-person.ts';
import { exportPerson } from '../../../server/steps/persons/export-person.ts';
import { listPersonRequests } from '../../../server/steps/persons/list-person-requests.ts';
import { objectPerson } from '../../../server/steps/persons/object-person.ts';
import { openPersonRequest, refusePersonRequest } from '../../../server/steps/persons/person-request.ts';
import { rectifyPerson } from '../../../server/steps/persons/rectify-person.ts';
import { findPerson } from '../../../server/steps/records/find-person.ts';
import { openByteSearch, textNeedles } from '../../support/machine/byte-search.ts';
import { OFFICER, type PersonRoom, personRoom } from '../../support/persons/person-room.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const MONDAY = 'TESTORG_URGENT_UPG_FR_20261123.xlsx.pgp';
const asked = { reason: 'lettre, identité vérifiée', actor: OFFICER };
const donor = (id: string) => ({ person: { by: 'donor', value: id } as const, ...asked });

let room: PersonRoom;
beforeEach(async () => {
  room = await personRoom(at('2026-11-23T11:00'));
});
afterEach(() => room.close());

const evening = () => {
  room.clock.nowMs = at('2026-11-23T20:45');
  return deliverDue(room.deps, { actor: 'system' });
};
const find = (by: 'donor' | 'phone' | 'email', value: string) =>
  findPerson(room.deps, { by, value, actor: OFFICER });
const lastAudit = () =>
  room.deps.store.read(async (rows) => (await Array.fromAsync(rows.audit.each())).at(-1));

describe('R-34 finding a person', () => {
  it('by donor id, number in any writing, and e-mail in any case; logged without the value', async () => {
    const id = await room.record(7);
    for (const [by, value] of [
      ['donor', 'D7'],
      ['phone', '06 39 98 00 07'],
      ['email', 'DONATRICE-7@exemple.invalid'],
    ] as const) {
      const [found] = await find(by, value);
      expect(found?.records.map((one) => one.recordId)).toEqual([id]);
      expect(await lastAudit()).toMatchObject({ action: 'person.find', detail: { by, records: String(id) } });
    }
    expect(await find('email', 'autre@exemple.invalid')).toEqual([]);
    const [otherwise] = await find('donor', ' d7\u200b');
    expect(otherwise?.records.map((one) => one.recordId)).toEqual([id]);
    const all = JSON.stringify(
      await room.deps.store.read(async (rows) => await Array.fromAsync(rows.audit.each())),
    );
    expect(all).not.toMatch(/D7|exemple|639980007/);
  });

  it('two donors of one household are two persons: nothing is done for both', async () => {
    const phones = [
      { slot: 'TEL_FIXE', e164: '+33199001234', source: 'DONATEUR', validity: 'NON_TESTE' },
    ] as const;
    await room.record(8, { phones });
    await room.record(9, { phones });
    expect(await find('phone', '01 99 00 12 34')).toHaveLength(2);
    const both = { person: { by: 'phone', value: '01 99 00 12 34' } as const, ...asked };
    await expect(objectPerson(room.deps, both)).rejects.toMatchObject({ code: 'person-several' });
    await expect(objectPerson(room.deps, donor('D99'))).rejects.toMatchObject({ code: 'person-unknown' });
  });
});

describe('R-34 a copy of the data', () => {
  it('is a document and JSON, sealed for the charity, with all that is held and who saw it; never clear on disk', async () => {
    await room.record(7);
    const done = await exportPerson(room.deps, donor('D7'));
    expect(done.delivered).toHaveLength(2);
    const [pdf = '', json = ''] = done.delivered;
    expect(
      Buffer.from(await room.openDelivered(pdf))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const dossier = JSON.parse(Buffer.from(await room.openDelivered(json)).toString()) as {
      records: { content: { donor: { lastName: string } } }[];
      trail: { role: string; action: string }[];
    };
    expect(dossier.records[0]?.content.donor.lastName).toBe('Testeur-Zéphyrin-7');
    expect(dossier.trail).toContainEqual(
      expect.objectContaining({ role: 'responsable des données', action: 'record.open' }),
    );
    const name = openByteSearch(textNeedles('name', 'Testeur-Zéphyrin-7'));
    expect(name.inFolder(room.home).found).toEqual([]);
    expect(await listPersonRequests(room.deps, { all: true })).toMatchObject([
      { id: done.id, kind: 'access', state: 'done', author: 'dpo.un' },
    ]);
  });

  it('holds the notes and amounts of the calls, and goes to a key given at hand', async () => {
    const callId = await room.talk({ note: 'Rappeler après les fêtes.' });
    const recordId = await room.deps.store.read(
      async (rows) => (await rows.calls.byId(callId))?.recordId ?? 0,
    );
    const blind = await room.deps.vault.blind(room.campaign.charity, 'donor', 'D1');
    room.rename(recordId, blind);
    const key = await generateKey({ userIDs: [{ name: 'Personne Fictive' }], format: 'armored' });
    const { sealed } = await exportPerson(room.deps, { ...donor('D1'), publicKey: key.publicKey });
    expect(sealed.map((one) => one.name)).toEqual([
      expect.stringMatching(/^TESTORG_DROITS_.*\.pdf\.pgp$/),
      expect.stringMatching(/\.json\.pgp$/),
    ]);
    const message = await readMessage({ binaryMessage: sealed[1]?.bytes ?? new Uint8Array() });
    const { data } = await decrypt({
      message,
      decryptionKeys: await readPrivateKey({ armoredKey: key.privateKey }),
      verificationKeys: await readKey({ armoredKey: await room.deps.exchange.housePublicKey() }),
      expectSigned: true,
    });
    expect(data).toMatch(/Rappeler après les fêtes\./);
    expect(data).toMatch(/"newMinor": 1700/);
  });
});

describe('R-34 R-09 rectification, objection, and the charity told', () => {
  it('rectifies every record under the rules of a call, and the new address is found', async () => {
    const id = await room.record(7);
    await expect(
      rectifyPerson(room.deps, { ...donor('D7'), corrections: { CP: 'douze' } }),
    ).rejects.toMatchObject({ code: 'rectification-refused' });
    const done = await rectifyPerson(room.deps, {
      ...donor('D7'),
      corrections: { EMAIL: 'nouvelle-7@exemple.invalid', TEL_MOBILE: '06 39 98 77 77' },
    });
    expect(done).toMatchObject({ fields: ['EMAIL', 'TEL_MOBILE'], records: 1 });
    expect(await find('email', 'donatrice-7@exemple.invalid')).toEqual([]);
    for (const [by, value] of [
      ['email', 'nouvelle-7@exemple.invalid'],
      ['phone', '+33639987777'],
    ] as const)
      expect((await find(by, value))[0]?.records[0]?.recordId).toBe(id);
    await evening();
    expect(await room.lines(MONDAY)).toMatchObject([
      {
        ID_DONATEUR: 'D7',
        DEMANDE: 'DROITS',
        ID_APPEL: done.id,
        COMMENTAIRE: expect.stringMatching(/rectification/),
      },
    ]);
    expect((await listPersonRequests(room.deps, { all: true }))[0]?.told).toBe(true);
  });

  it('objects for every campaign of the charity in one transaction', async () => {
    const id = await room.record(7);
    const other = await room.addCampaign({ code: 'UPG-TEST-2' });
    const twin = await room.twin(other, 7);
    expect(await objectPerson(room.deps, donor('D7'))).toMatchObject({ closed: 2, onScreen: 0 });
    for (const one of [id, twin])
      expect(await room.deps.store.read(async (rows) => (await rows.records.byId(one))?.disposition)).toBe(
        'EF_DNC',
      );
    expect((await find('donor', 'D7'))[0]?.records.every((one) => one.suppressed)).toBe(true);
    await evening();
    expect(await room.lines(MONDAY)).toMatchObject([{ DEMANDE: 'OPPOSITION', ID_DONATEUR: 'D7' }]);
  });
});

describe('R-34 erasure', () => {
  it('waits for an agreement that the charity has not received', async () => {
    const callId = await room.talk();
    const recordId = await room.deps.store.read(
      async (rows) => (await rows.calls.byId(callId))?.recordId ?? 0,
    );
    room.rename(recordId, await room.deps.vault.blind(room.campaign.charity, 'donor', 'D1'));
    await expect(erasePerson(room.deps, donor('D1'))).rejects.toMatchObject({ code: 'agreement-owed' });
    await room.correct(callId, 'cancel');
    expect(await erasePerson(room.deps, donor('D1'))).toMatchObject({ records: 1, calls: 1 });
  });

  it('leaves no sealed byte nor look-up; figures, log and files go on', async () => {
    const callId = await room.talk({ disposition: 'RA_MOYENS', note: 'Note fictive à effacer.' });
    const call = await room.deps.store.read((rows) => rows.calls.byId(callId));
    const recordId = call?.recordId ?? 0;
    const blind = await room.deps.vault.blind(room.campaign.charity, 'donor', 'D1');
    room.rename(recordId, blind);
    const before = await room.deps.store.read(async (rows) => ({
      sealed: Buffer.from((await rows.records.byId(recordId))?.sealed ?? []).subarray(-32),
      call: Buffer.from(call?.sealed ?? []).subarray(-32),
      sums: await rows.calls.sums(room.campaign.code, { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }),
    }));
    const done = await erasePerson(room.deps, donor('D1'));
    expect(await find('donor', 'D1')).toEqual([]);
    const base = Buffer.concat(
      room.deps.store
        .files()
        .filter(existsSync)
        .map((file) => readFileSync(file)),
    );
    expect(base.includes(before.sealed)).toBe(false);
    expect(base.includes(before.call)).toBe(false);
    await room.deps.store.read(async (rows) => {
      expect(await verifyChain(rows.audit.each())).toMatchObject({ ok: true });
      expect(await rows.calls.sums(room.campaign.code, { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })).toEqual(
        before.sums,
      );
      expect(await rows.persons.isErased(recordId)).toBe(true);
      expect((await rows.emails.allOfCall(callId)).every((one) => one.state !== 'to-send')).toBe(true);
      // A later file must not bring the person back.
      expect(await rows.records.isSuppressed(room.campaign.charity, blind)).toBe(true);
    });
    await expect(erasePerson(room.deps, donor('D1'))).rejects.toMatchObject({ code: 'person-unknown' });

    await evening();
    expect(await room.lines(MONDAY)).toMatchObject([
      { ID_DONATEUR: 'D1', DEMANDE: 'DROITS', COMMENTAIRE: expect.stringMatching(/effacement.*faite ici/) },
    ]);
    expect(await room.deps.store.read(async (rows) => (await rows.persons.byId(done.id))?.sealed)).toBeNull();
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'closed'));
    await deliverFinal(room.deps, { campaign: room.campaign.code, actor: 'ops-1' });
    expect(room.delivered().some((name) => name.includes('RETOUR'))).toBe(true);
  });

  it('the base itself refuses to touch a call of a person who was not erased', async () => {
    const callId = await room.talk({ disposition: 'RA_MOYENS' });
    expect(() => room.overwriteCall(callId)).toThrow(/never rewritten/);
  });
});

describe('R-33 purge', () => {
  it('takes requests and holes with the campaign, and keeps the checkpoints', async () => {
    await room.record(7);
    await room.record(8);
    await erasePerson(room.deps, donor('D7'));
    await rectifyPerson(room.deps, { ...donor('D8'), corrections: { CP: '01001' } });
    await evening();
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'purging'));
    const counts = await room.deps.store.write((rows) => rows.purges.eraseCampaign(room.campaign.code));
    for (const [table, rows] of [
      ['person_request', 2],
      ['person_request_record', 2],
      ['erased_record', 1],
    ])
      expect(counts).toContainEqual({ table, rows });
    expect(await room.deps.store.read((rows) => rows.persons.all())).toEqual([]);
  });
});

describe('R-34 deadlines', () => {
  it('one month: reminder at 20 days, alarm at 28; a right claimed in a call waits there too', async () => {
    await room.record(7);
    const claimed = await room.talk({ disposition: 'OP_DROITS' });
    const { id } = await openPersonRequest(room.deps, {
      ...donor('D7'),
      kind: 'access',
      receivedAtMs: at('2026-11-20T09:00'),
    });
    const urgency = async (text: string) => {
      room.clock.nowMs = at(text);
      return (await listPersonRequests(room.deps)).map((one) => [
        one.id ?? one.callId,
        one.urgency,
        one.dueOn,
      ]);
    };
    expect(await urgency('2026-12-09T23:00')).toEqual([
      [id, 'calm', '2026-12-20'],
      [claimed, 'calm', '2026-12-23'],
    ]);
    expect((await urgency('2026-12-10T08:00'))[0]?.[1]).toBe('reminder');
    expect((await urgency('2026-12-18T08:00')).map((one) => one[1])).toEqual(['alarm', 'reminder']);
    expect((await urgency('2026-12-21T08:00'))[0]?.[1]).toBe('late');
    await expect(
      rectifyPerson(room.deps, { ...donor('D7'), requestId: id, corrections: { CP: '01001' } }),
    ).rejects.toMatchObject({ code: 'request-of-another' });
    await refusePersonRequest(room.deps, { id, reason: 'identité non établie', actor: OFFICER });
    await expect(
      refusePersonRequest(room.deps, { id, reason: 'encore une fois', actor: OFFICER }),
    ).rejects.toThrow(/close/);
    expect((await listPersonRequests(room.deps)).map((one) => one.callId)).toEqual([claimed]);
  });
});
