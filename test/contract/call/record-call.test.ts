import { afterEach, describe, expect, it } from 'vitest';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { type RecordCallDeps, recordCall } from '../../../server/steps/call/record-call.ts';
import { openRecord, openRecordsInBulk } from '../../../server/steps/records/open-record.ts';
import { returnExpiredLeases } from '../../../server/steps/records/return-leases.ts';
import { readMyDay } from '../../../server/steps/shift/read-my-day.ts';
import type { CallOutcome } from '../../../shared/call-outcome.ts';
import type { Card } from '../../../shared/card.ts';
import {
  auditOf,
  type Centre,
  type CentreSetting,
  cardOf,
  MINUTE,
  openCentre,
  recordOf,
} from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';

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
const entries = (action: string) => auditOf(centre, action);
const emailOf = (callId: string) => centre.store.read((rows) => rows.emails.ofCall(callId));
async function contentOf(recordId: number) {
  return (await openRecord(centre, { recordId, actor: 'system', reason: 'essai' })).content;
}

describe('recording an agreement', () => {
  it('writes call, record, e-mail, audit and figures together (R-04, R-24, F-04)', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardFor(one);
    centre.clock.advance(2 * MINUTE);
    const receipt = await save(one, outcomeFor(card, 'AC_UP'));
    expect(receipt).toEqual({
      callId: card.callId,
      disposition: 'AC_UP',
      summary: 'Fiche close : Accord augmentation du prélèvement.',
      confirmation: 'queued',
    });
    expect(await callsOf(card.recordId)).toMatchObject([
      {
        agent: 'agent-1',
        dayPart: 'S',
        attemptRank: 1,
        askLevel: '1',
        oldMinor: 1000,
        newMinor: 1500,
        newMonthlyMinor: 1500,
        firstDebitOn: '2027-01-05',
        coordinates: 'oui',
      },
    ]);
    expect(await record(card.recordId)).toMatchObject({
      state: 'closed',
      disposition: 'AC_UP',
      attempts: 1,
      owner: null,
    });
    expect(await emailOf(card.callId)).toMatchObject({
      kind: 'agreement',
      state: 'to-send',
      dueAtMs: centre.clock.nowMs() + 30 * MINUTE,
      messageId: `<${card.callId}@exemple.invalid>`,
    });
    expect(await entries('call.record')).toMatchObject([
      { detail: { disposition: 'AC_UP', newMinor: 1500 } },
    ]);
    expect(await readMyDay(centre, one)).toMatchObject({
      calls: 1,
      useful: 1,
      pitched: 1,
      agreements: 1,
      uplifts: [{ minor: 500, currency: 'EUR' }],
    });
    expect(await centre.store.read((rows) => rows.records.leaseOfAgent(one.id))).toBeUndefined();
  });

  it('owes the e-mail even without an address, and never blocks the agreement', async () => {
    const { one } = await open({ records: 1, donor: () => ({ email: '' }) });
    const card = await cardFor(one);
    expect(await save(one, outcomeFor(card, 'AC_UP'))).toMatchObject({ confirmation: 'no-email' });
    expect((await emailOf(card.callId))?.state).toBe('no-email');
  });

  it('records a one-off gift, and an information e-mail to whoever asks for a letter', async () => {
    const { one } = await open({ records: 2 });
    const first = await cardFor(one);
    await save(one, outcomeFor(first, 'DP_LIEN'));
    expect(await callsOf(first.recordId)).toMatchObject([{ oneOffMinor: 3000, newMinor: null }]);
    expect((await emailOf(first.callId))?.kind).toBe('one-off');
    const second = await cardFor(one);
    await save(one, outcomeFor(second, 'RA_CANAL'));
    expect((await emailOf(second.callId))?.kind).toBe('information');
  });
});

describe('exactly once', () => {
  it('answers a replay with the first receipt and counts it once', async () => {
    const { one } = await open({ records: 1 });
    const outcome = outcomeFor(await cardFor(one), 'AC_UP');
    const [first, second] = await Promise.all([save(one, outcome), save(one, outcome)]);
    expect(second).toEqual(first);
    expect(await save(one, { ...outcome })).toEqual(first);
    expect(await entries('call.record')).toHaveLength(1);
  });

  it('refuses another content under the same callId, and another agent', async () => {
    const { one, two } = await open({ records: 1 });
    const card = await cardFor(one);
    await save(one, outcomeFor(card, 'RS_ENTRETIEN'));
    await expect(save(one, outcomeFor(card, 'NJ_NRP'))).rejects.toMatchObject({ code: 'outcome-differs' });
    await expect(save(two, outcomeFor(card, 'RS_ENTRETIEN'))).rejects.toMatchObject({
      code: 'outcome-differs',
    });
  });

  it('accepts a late save while nobody was served the record since: a gift is not lost', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardFor(one);
    centre.clock.advance(11 * MINUTE);
    await returnExpiredLeases(centre);
    expect(await save(one, outcomeFor(card, 'AC_UP'))).toMatchObject({ disposition: 'AC_UP' });
    expect((await record(card.recordId)).state).toBe('closed');
  });

  it('refuses a late save once another agent was served the record, even after it came back', async () => {
    const { one, two } = await open({ records: 1 });
    const card = await cardFor(one);
    centre.clock.advance(11 * MINUTE);
    await returnExpiredLeases(centre);
    const other = await cardFor(two);
    await expect(save(one, outcomeFor(card, 'AC_UP'))).rejects.toMatchObject({ code: 'lease-lost' });
    centre.clock.advance(11 * MINUTE);
    await returnExpiredLeases(centre);
    await expect(save(one, outcomeFor(card, 'AC_UP'))).rejects.toMatchObject({ code: 'lease-lost' });
    expect(await save(two, outcomeFor(other, 'NJ_NRP'))).toMatchObject({ disposition: 'NJ_NRP' });
  });

  it('refuses a call nobody was served, and somebody else’s', async () => {
    const { one, two } = await open({ records: 1 });
    const card = await cardFor(one);
    await expect(save(two, outcomeFor(card, 'NJ_NRP'))).rejects.toMatchObject({ code: 'lease-lost' });
    const callId = '00000000-0000-4000-8000-000000000000';
    await expect(save(one, outcomeFor({ ...card, callId }, 'NJ_NRP'))).rejects.toMatchObject({
      code: 'lease-lost',
    });
  });

  it('decides again when the record moved before the transaction, and refuses the second time', async () => {
    const { one } = await open({ records: 1 });
    const card = await cardFor(one);
    const request = { agent: one, outcome: outcomeFor(card, 'AC_UP') };
    await expect(recordCall({ ...centre, vault: meddling(card, 2) }, request)).rejects.toMatchObject({
      code: 'record-moved',
    });
    expect(await callsOf(card.recordId)).toHaveLength(0);
    expect((await record(card.recordId)).state).toBe('leased');
    expect(await recordCall({ ...centre, vault: meddling(card, 1) }, request)).toMatchObject({
      disposition: 'AC_UP',
    });
  });
});

/** The centre's vault, and somebody who corrects the record that many times while the call is being sealed. */
function meddling(card: Card, times: number): RecordCallDeps['vault'] {
  const { store, vault } = centre;
  let left = times;
  return {
    openRecord: (place, sealed) => vault.openRecord(place, sealed),
    openCall: (place, sealed) => vault.openCall(place, sealed),
    sealRecord: (place, content) => vault.sealRecord(place, content),
    blind: (charity, purpose, value) => vault.blind(charity, purpose, value),
    sealCall: async (place, content) => {
      if (left > 0) {
        left -= 1;
        const row = await record(card.recordId);
        const version = row.version + 1;
        const same = await vault.openRecord(recordPlace(row), row.sealed);
        const sealed = await vault.sealRecord(recordPlace({ ...row, version }), same);
        await store.write((rows) => rows.records.update(row.id, { sealed, version }));
      }
      return vault.sealCall(place, content);
    },
  };
}

describe('opening records', () => {
  it('notes who and why before a byte is opened, once for a bulk', async () => {
    await open({ records: 3 });
    const opened: string[] = [];
    const why = { actor: 'ops-1', reason: 'Fichier d’essai' };
    for await (const { content } of openRecordsInBulk(centre, { recordIds: centre.recordIds, ...why })) {
      if (opened.length === 0)
        expect(await entries('record.open')).toMatchObject([{ ...why, detail: { count: 3 } }]);
      opened.push(content.donor.lastName);
    }
    expect(opened).toEqual(['Testeur-Zéphyrin-1', 'Testeur-Zéphyrin-2', 'Testeur-Zéphyrin-3']);
    expect(await entries('record.open')).toHaveLength(1);
  });

  it('refuses a campaign that is being purged, and leaves no trace of an opening', async () => {
    await open({ records: 1 });
    await centre.store.write((rows) => rows.campaigns.setState('TEST-UP-FR', 'purging'));
    await expect(contentOf(centre.recordIds[0]!)).rejects.toMatchObject({ code: 'campaign-purged' });
    expect(await entries('record.open')).toHaveLength(0);
    await expect(contentOf(999)).rejects.toMatchObject({ code: 'record-unknown' });
  });
});
