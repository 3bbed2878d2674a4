import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personDocument } from '../../../server/domain/persons/person-document.ts';
import type { PersonDossier } from '../../../server/domain/persons/person-dossier.ts';
import { erasePerson } from '../../../server/steps/persons/erase-person.ts';
import { exportPerson } from '../../../server/steps/persons/export-person.ts';
import { listPersonRequests } from '../../../server/steps/persons/list-person-requests.ts';
import { openPersonRequest } from '../../../server/steps/persons/person-request.ts';
import { rectifyPerson } from '../../../server/steps/persons/rectify-person.ts';
import { trail } from '../../../server/steps/trail.ts';
import { OFFICER, type PersonRoom, personRoom } from '../../support/persons/person-room.ts';
import { callScript } from '../../support/store/store-campaign.ts';

const OPENED_MS = Temporal.ZonedDateTime.from('2026-11-23T11:00[Europe/Paris]').epochMilliseconds;
const asked = { reason: 'lettre, identité vérifiée', actor: OFFICER };
const donor = (id: string) => ({ person: { by: 'donor', value: id } as const, ...asked });

let room: PersonRoom;
beforeEach(async () => {
  room = await personRoom(OPENED_MS);
});
afterEach(() => room.close());

describe('R-34 the copy of a person’s data', () => {
  it('answers the request that is open, whose month ends with it; nothing else stays open beside it', async () => {
    await room.record(7);
    const request = await openPersonRequest(room.deps, { ...donor('D7'), kind: 'access' });
    room.clock.nowMs += 3_600_000;
    expect(await exportPerson(room.deps, donor('D7'))).toMatchObject({
      id: request.id,
      openedAtMs: OPENED_MS,
    });
    expect(await listPersonRequests(room.deps)).toEqual([]);
    // A rectification may be of something else: it is answered by its number alone.
    const other = await openPersonRequest(room.deps, { ...donor('D7'), kind: 'rectification' });
    await rectifyPerson(room.deps, { ...donor('D7'), corrections: { CP: '01001' } });
    expect((await listPersonRequests(room.deps)).map((one) => one.id)).toEqual([other.id]);
    const erased = await openPersonRequest(room.deps, { ...donor('D7'), kind: 'erasure' });
    expect((await erasePerson(room.deps, donor('D7'))).id).toBe(erased.id);
  });

  it('tells in words the classes of the person, and an erasure takes them away (R-63)', async () => {
    const recordId = await room.record(7);
    const settings = {
      ...room.campaign.settings,
      profiles: { age: { label: 'âge', bands: [45, 65] }, canal: { bands: [50] } },
    };
    await room.deps.store.write(async (rows) => {
      await rows.campaigns.save({ ...room.campaign, settings }, callScript());
      await rows.records.update(recordId, { classes: { age: '45_A_64' } });
    });
    const [, json = ''] = (await exportPerson(room.deps, donor('D7'))).delivered;
    const text = Buffer.from(await room.openDelivered(json)).toString();
    const dossier = JSON.parse(text) as { records: { classes: string[] }[] };
    expect(dossier.records.map(({ classes }) => classes)).toEqual([['âge : 45 à 64', 'canal : non classé']]);
    await erasePerson(room.deps, donor('D7'));
    expect(await room.deps.store.read(async (rows) => (await rows.records.byId(recordId))?.classes)).toEqual(
      {},
    );
  });

  it('tells each number that the line dialled, one without a recorded call too', async () => {
    const recordId = await room.record(7);
    const { code: campaign } = room.campaign;
    const asked = {
      campaign,
      recordId,
      agent: 'agent-1',
      phoneSlot: 'TEL_MOBILE',
      ringingAtMs: null,
    } as const;
    const key = (turn: number) => ({ callId: '00000000-0000-4000-8000-000000000007', turn });
    await room.deps.store.write(async (rows) => {
      const busy = { answeredAtMs: null, endedAtMs: OPENED_MS + 2_000, ending: 'busy' } as const;
      await rows.dials.add({ ...key(1), ...asked, ...busy, askedAtMs: OPENED_MS });
      const talk = {
        answeredAtMs: OPENED_MS + 65_000,
        endedAtMs: OPENED_MS + 133_000,
        ending: 'ended',
      } as const;
      await rows.dials.add({ ...key(2), ...asked, ...talk, askedAtMs: OPENED_MS + 60_000 });
    });
    const [, json = ''] = (await exportPerson(room.deps, donor('D7'))).delivered;
    const text = Buffer.from(await room.openDelivered(json)).toString();
    const dossier = JSON.parse(text) as PersonDossier;
    expect(dossier.records[0]?.dials).toEqual([
      { atMs: OPENED_MS, phone: 'TEL_MOBILE', ending: 'busy', talkedSeconds: null },
      { atMs: OPENED_MS + 60_000, phone: 'TEL_MOBILE', ending: 'ended', talkedSeconds: 68 },
    ]);
    const told = personDocument(dossier).sections.find(
      ({ title }) => title === 'Numéros composés par la ligne téléphonique',
    );
    expect(told).toMatchObject({
      rows: [
        ['23 novembre 2026 à 11:00', 'Téléphone (TEL_MOBILE)', 'occupé', ''],
        ['23 novembre 2026 à 11:01', 'Téléphone (TEL_MOBILE)', 'décroché', '68 secondes'],
      ],
    });
  });

  it('leaves out what our own people are told of their work, in the page and in the JSON', async () => {
    const callId = await room.talk();
    const recordId = await room.deps.store.read(
      async (rows) => (await rows.calls.byId(callId))?.recordId ?? 0,
    );
    room.rename(recordId, await room.deps.vault.blind(room.campaign.charity, 'donor', 'D1'));
    const remark = 'Bel appel ; laissez un silence après la proposition.';
    await room.deps.store.write(async (rows) => {
      const note = trail(rows, { actor: OFFICER, atMs: room.clock.nowMs });
      const campaign = room.campaign.code;
      for (const action of ['agreement.observed', 'agreement.approved', 'quality.note'] as const)
        await note(action, callId, { campaign, reason: remark, detail: { callId } });
      await note('call.correct', callId, { campaign, reason: 'Montant relu avec la personne' });
    });
    const [, json = ''] = (await exportPerson(room.deps, donor('D1'))).delivered;
    const text = Buffer.from(await room.openDelivered(json)).toString();
    expect(text).not.toContain('laissez un silence');
    const dossier = JSON.parse(text) as { trail: { action: string; reason: string }[] };
    expect(dossier.trail).toContainEqual(
      expect.objectContaining({ action: 'agreement.observed', reason: '' }),
    );
    expect(text).toContain('Montant relu avec la personne');
  });
});
