import { afterEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { openRecord } from '../../../server/steps/records/open-record.ts';
import type { CallOutcome } from '../../../shared/call-outcome.ts';
import {
  auditOf,
  type Centre,
  type CentreSetting,
  cardOf,
  MINUTE,
  openCentre,
  paris,
  recordOf,
} from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { campaignRow } from '../../support/store/store-rows.ts';

let centre: Centre;
afterEach(() => centre.close());

async function open(setting: CentreSetting) {
  centre = await openCentre(setting);
  const [one, two] = centre.agents;
  return { one: one!, two: two! };
}
const cardFor = (agent: AccountRow) => cardOf(centre, agent);
const save = (agent: AccountRow, outcome: CallOutcome) => recordCall(centre, { agent, outcome });
const record = (id: number) => recordOf(centre, id);
const callsOf = (id: number) => centre.store.read((rows) => rows.calls.ofRecord(id));
const emailOf = (callId: string) => centre.store.read((rows) => rows.emails.ofCall(callId));
async function contentOf(recordId: number) {
  return (await openRecord(centre, { recordId, actor: 'system', reason: 'essai' })).content;
}

describe('what an outcome does to the record', () => {
  it('refuses what may not be recorded, in French, and changes nothing', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardFor(one);
    await expect(save(one, outcomeFor(card, 'EF_EPUISE'))).rejects.toMatchObject({
      code: 'outcome-refused',
      message: 'Cette qualification ne se choisit pas dans cette campagne.',
    });
    await expect(save(one, outcomeFor(card, 'AC_UP', { path: [{ node: 'merci' }] }))).rejects.toMatchObject({
      code: 'outcome-refused',
    });
    expect(await record(card.recordId)).toMatchObject({ state: 'leased', attempts: 0 });
    expect(await callsOf(card.recordId)).toHaveLength(0);
  });

  it('keeps corrections with their old values, sealed, and follows the donor’s new place (R-05)', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardFor(one);
    const corrections = {
      CP: '57000',
      VILLE: 'METZ-FICTIVE',
      TEL_MOBILE: '06 39 98 77 66',
      EMAIL: 'autre@exemple.invalid',
    };
    await save(one, outcomeFor(card, 'RA_MOYENS', { corrections, coordinates: 'corrigees' }));
    const now = await record(card.recordId);
    expect(now).toMatchObject({ area: 'FR-57', version: 2 });
    const { donor, imported } = await contentOf(card.recordId);
    expect(donor).toMatchObject({ postcode: '57000', email: 'autre@exemple.invalid' });
    expect(donor.phones).toMatchObject([{ e164: '+33639987766', source: 'DONATEUR', validity: 'NON_TESTE' }]);
    expect(imported).toMatchObject({ CP: '01000', EMAIL: 'donatrice-1@exemple.invalid' });
    const [call] = await callsOf(card.recordId);
    const place = {
      campaign: now.campaign,
      kind: 'call',
      id: call!.callId,
      version: call!.sealVersion,
    } as const;
    const sealed = await centre.vault.openCall(place, call!.sealed);
    expect(sealed.changes).toContainEqual({
      field: 'TEL_MOBILE',
      before: '+33639980001',
      after: '+33639987766',
    });
    const blind = await centre.vault.blind('TESTORG', 'phone', '+33639987766');
    expect(await centre.store.read((rows) => rows.records.idsByPhoneBlind('TEST-UP-FR', blind))).toEqual([
      card.recordId,
    ]);
  });

  it('closes a wrong number, keeps the record for the next one, and closes it with the last', async () => {
    const phones = [
      { slot: 'TEL_MOBILE', e164: '+33639985001', source: 'DONATEUR', validity: 'NON_TESTE' },
      { slot: 'TEL_FIXE', e164: '+33199005001', source: 'ENRICHI', validity: 'NON_TESTE' },
    ] as const;
    const { one } = await open({ records: 1, donor: () => ({ phones }) });
    const first = await cardFor(one);
    await expect(save(one, outcomeFor(first, 'EF_FAUX'))).rejects.toMatchObject({
      message: 'Indiquez quel numéro a été composé.',
    });
    const receipt = await save(one, outcomeFor(first, 'EF_FAUX', { phoneSlot: 'TEL_MOBILE' }));
    expect(receipt.summary).toBe('Numéro fermé, un autre reste à essayer. Reviendra demain 14:00.');
    expect(await record(first.recordId)).toMatchObject({
      state: 'ready',
      queue: 'retry',
      attempts: 1,
      disposition: 'EF_FAUX',
    });
    centre.clock.set(paris('2026-11-24T17:10'));
    const second = await cardFor(one);
    expect(second.donor.phones).toMatchObject([
      { slot: 'TEL_FIXE', validity: 'NON_TESTE' },
      { slot: 'TEL_MOBILE', validity: 'FAUX' },
    ]);
    await save(one, outcomeFor(second, 'EF_MD'));
    expect(await record(first.recordId)).toMatchObject({ state: 'closed', disposition: 'EF_MD' });
    expect((await contentOf(first.recordId)).donor.phones).toMatchObject([
      { validity: 'FAUX' },
      { validity: 'MD' },
    ]);
  });

  it('takes a number rung in vain and the next one for one attempt, and never proposes the first again that day', async () => {
    const phones = [
      { slot: 'TEL_MOBILE', e164: '+33639985001', source: 'DONATEUR', validity: 'NON_TESTE' },
      { slot: 'TEL_FIXE', e164: '+33199005001', source: 'DONATEUR', validity: 'NON_TESTE' },
      { slot: 'TEL_AUTRE', e164: '+33199005001', source: 'DONATEUR', validity: 'NON_TESTE' },
    ] as const;
    const { cadence } = campaignRow({}).settings;
    const settings = { cadence: { ...cadence, secondNumber: true } };
    const { one } = await open({ records: 1, donor: () => ({ phones }), settings });
    const card = await cardFor(one);
    const spare = (of: typeof card) =>
      of.donor.phones.flatMap(({ slot, isSpare }) => (isSpare ? [slot] : []));
    expect(spare(card)).toEqual(['TEL_MOBILE', 'TEL_FIXE']);
    const onLine = (tried: readonly object[], phoneSlot: string, code = 'NJ_OCC') =>
      outcomeFor(card, code, { phoneSlot, path: [{ node: 'merci', tried }] });
    const wrong = { slot: 'TEL_MOBILE', ending: 'EF_FAUX' };
    for (const amiss of [onLine([wrong], 'TEL_MOBILE'), onLine([wrong, wrong], 'TEL_FIXE')])
      await expect(save(one, amiss)).rejects.toMatchObject({ code: 'outcome-refused' });
    await save(one, onLine([{ ...wrong, ending: 'NJ_NRP' }], 'TEL_FIXE'));
    expect(await record(card.recordId)).toMatchObject({ state: 'ready', attempts: 0, busyCount: 1 });
    centre.clock.advance(21 * MINUTE);
    const again = await cardFor(one);
    expect(spare(again)).toEqual(['TEL_FIXE']);
    const second = { ...onLine([wrong], 'TEL_FIXE', 'NJ_NRP'), callId: again.callId };
    await save(one, second);
    expect(await record(card.recordId)).toMatchObject({ state: 'ready', attempts: 1 });
    expect((await contentOf(card.recordId)).donor.phones).toMatchObject([{ validity: 'FAUX' }, {}, {}]);
    expect((await auditOf(centre, 'call.record')).at(-1)?.detail).toMatchObject({
      tried: 'TEL_MOBILE:EF_FAUX',
    });
  });

  it('blocks donor and numbers in every campaign of the charity with the call, and warns the screen that shows them', async () => {
    const { one, two } = await open({ records: 1 });
    const other = campaignRow({
      code: 'AUTRE-1',
      settings: { ...centre.campaign.settings, code: 'AUTRE-1' },
    });
    await centre.addCampaign(other);
    // Donor 1 again, and a neighbour with the same number.
    const shared = [
      { slot: 'TEL_FIXE', e164: '+33639980001', source: 'DONATEUR', validity: 'NON_TESTE' },
    ] as const;
    const [same] = await centre.addRecords({ records: 1, campaign: other });
    const [neighbour] = await centre.addRecords({
      records: 1,
      from: 9,
      campaign: other,
      donor: () => ({ phones: shared }),
    });
    const twoHas = await cardFor({ ...two, campaigns: ['AUTRE-1'] });
    const card = await cardFor(one).catch(() => undefined);
    expect(card).toBeUndefined();
    await centre.store.write((rows) => rows.records.releaseLease(twoHas.callId));
    centre.clock.advance(11 * MINUTE);
    const mine = await cardFor(one);
    // Who has one of the numbers is not served beside them: a number that came to the record once it was on the screen is left.
    const leased = await centre.store.write((rows) =>
      rows.records.take({
        ...{ recordId: neighbour!, callId: 'neighbour', agent: two.id, nowMs: centre.clock.nowMs() },
        ...{ leaseMs: 10 * MINUTE, why: 'new-good-slot', theme: null },
      }),
    );
    await save(one, outcomeFor(mine, 'OP_TEL'));
    expect(await record(mine.recordId)).toMatchObject({ state: 'closed', disposition: 'OP_TEL' });
    expect(await record(same!)).toMatchObject({ state: 'excluded', disposition: 'EF_DNC' });
    const events = await centre.store.read((rows) => rows.floor.liveEventsAfter(0, 10));
    expect(events).toMatchObject([
      { agent: two.id, event: { text: expect.stringContaining('Opposition enregistrée') } },
    ]);
    await centre.store.write((rows) => rows.records.releaseLease(leased.callId));
    centre.clock.advance(24 * 60 * MINUTE);
    expect(await serveNextCard(centre, { ...two, campaigns: ['AUTRE-1'] })).toMatchObject({ kind: 'none' });
    expect(await record(neighbour!)).toMatchObject({ state: 'excluded', disposition: 'EF_DNC' });
  });

  it('pins a personal callback to its agent at the hour asked', async () => {
    const { one, two } = await open({ records: 1 });
    const card = await cardFor(one);
    const atMs = paris('2026-11-24T20:15');
    const receipt = await save(one, outcomeFor(card, 'RP_PERSO', { callback: { atMs } }));
    expect(receipt.summary).toBe('Rappel personnel : demain 20:15.');
    expect(await record(card.recordId)).toMatchObject({
      state: 'ready',
      queue: 'callback',
      dueAtMs: atMs,
      owner: one.id,
    });
    centre.clock.set(atMs + MINUTE);
    expect(await serveNextCard(centre, two)).toMatchObject({ kind: 'none' });
    expect((await cardFor(one)).recordId).toBe(card.recordId);
  });

  it('closes as RA_REFLEX when attempts run out after an argued call, else as EF_EPUISE', async () => {
    const cadence = { maxAttempts: 2 } as const;
    const { one } = await open({ records: 2 });
    const settings = centre.campaign.settings;
    const short = {
      ...centre.campaign,
      settings: { ...settings, cadence: { ...settings.cadence, ...cadence } },
    };
    await centre.addCampaign(short);
    const first = await cardFor(one);
    await save(one, outcomeFor(first, 'RP_INDECIS', { callback: { atMs: paris('2026-11-24T17:30') } }));
    expect((await emailOf(first.callId))?.kind).toBe('information');
    const second = await cardFor(one);
    await save(one, outcomeFor(second, 'NJ_NRP'));
    centre.clock.set(paris('2026-11-24T17:30'));
    for (const id of [first.recordId, second.recordId]) {
      const card = await cardFor(one);
      expect(card.recordId).toBe(id);
      await save(one, outcomeFor(card, 'NJ_REP'));
    }
    expect([await record(first.recordId), await record(second.recordId)]).toMatchObject([
      { state: 'closed', disposition: 'RA_REFLEX', attempts: 2 },
      { state: 'closed', disposition: 'EF_EPUISE', attempts: 2 },
    ]);
  });
});
