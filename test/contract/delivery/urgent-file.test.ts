import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStatus } from '../../../server/steps/campaign/read-status.ts';
import { deliverDue } from '../../../server/steps/delivery/deliver-due.ts';
import { deliverUrgent } from '../../../server/steps/delivery/deliver-urgent.ts';
import { planPurge } from '../../../server/steps/purge/plan-purge.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { type CorrectionRoom, correctionRoom } from '../../support/delivery/correction-room.ts';
import { NO_COPIES } from '../../support/purge/no-copies.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const MONDAY = 'TESTORG_URGENT_UPG_FR_20261123.xlsx.pgp';
const TUESDAY = 'TESTORG_URGENT_UPG_FR_20261124.xlsx.pgp';
const URGENT = ['AR_STOP', 'AR_BAISSE', 'AR_RECLAM', 'OP_TEL', 'OP_DROITS', 'EF_DECEDE'];

let room: CorrectionRoom;
beforeEach(async () => {
  room = await correctionRoom(at('2026-11-23T11:00'));
});
afterEach(() => room.close());

const evening = () => deliverDue(room.deps, { actor: 'system' });
const ask = (day?: string) => deliverUrgent(room.deps, { campaign: room.campaign.code, day, actor: 'ops-1' });
const urgentFiles = () => room.delivered().filter((name) => name.includes('URGENT'));

describe('docs/rules/layouts.md#urgent-file: a stop does not wait for Wednesday', () => {
  it('leaves at 20:45 with every request of the day and nothing else, each once', async () => {
    for (const disposition of [...URGENT, 'RA_MOYENS', 'NJ_NRP'])
      await room.talk({ disposition, note: disposition === 'AR_STOP' ? 'Souhaite un courrier.' : '' });
    await room.talk();
    room.clock.nowMs = at('2026-11-23T20:44');
    expect(await evening()).toEqual({ delivered: 0, failed: 0 });
    expect((await readStatus(room.deps)).campaigns[0]?.urgentWaiting).toBe(URGENT.length);
    await expect(ask('2026-11-23')).rejects.toMatchObject({ code: 'day-not-over' });

    room.clock.nowMs = at('2026-11-23T20:45');
    expect(await evening()).toEqual({ delivered: 1, failed: 0 });
    const lines = await room.lines(MONDAY);
    expect(lines.map((line) => line.QUALIFICATION).sort()).toEqual([...URGENT].sort());
    for (const line of lines)
      expect(line.DEMANDE).toBe(dispositionOf(String(line.QUALIFICATION))?.urgent ?? 'aucune');
    const stop = lines.find((line) => line.QUALIFICATION === 'AR_STOP');
    expect(stop).toMatchObject({ RUM: '++00RUM1', MONTANT: 12, COMMENTAIRE: 'Souhaite un courrier.' });

    await evening();
    expect(await ask()).toMatchObject({ kind: 'delivered', delivery: { alreadyDelivered: true } });
    expect(urgentFiles()).toEqual([MONDAY]);
    expect((await readStatus(room.deps)).campaigns[0]?.urgentWaiting).toBe(0);
  });

  it('sends nothing on a day without any, and says so', async () => {
    await room.talk();
    room.clock.nowMs = at('2026-11-23T21:00');
    await evening();
    expect(await ask()).toEqual({ kind: 'nothing', day: '2026-11-23' });
    expect(room.delivered()).toEqual([]);
  });

  it('takes what came after 20:45 with the next day, and catches up after nights without a server', async () => {
    await room.talk({ disposition: 'OP_TEL' });
    room.clock.nowMs = at('2026-11-23T20:50');
    await room.talk({ disposition: 'AR_STOP' });
    room.clock.nowMs = at('2026-11-25T08:00');
    expect(await evening()).toEqual({ delivered: 4, failed: 0 });
    expect(urgentFiles()).toEqual([MONDAY, TUESDAY]);
    expect((await room.lines(TUESDAY)).map((line) => line.QUALIFICATION)).toEqual(['AR_STOP']);
    await evening();
    expect(urgentFiles()).toEqual([MONDAY, TUESDAY]);
  });

  it('a call written while its day’s file was built leaves with the next free day', async () => {
    await room.talk({ disposition: 'OP_TEL' });
    room.clock.nowMs = at('2026-11-23T20:45');
    await evening();
    await room.talk({ disposition: 'AR_STOP', endedAtMs: at('2026-11-23T20:44') });
    await evening();
    expect(urgentFiles()).toEqual([MONDAY]);
    room.clock.nowMs = at('2026-11-24T20:45');
    await evening();
    expect((await room.lines(TUESDAY)).map((line) => line.QUALIFICATION)).toEqual(['AR_STOP']);
  });

  it('a dead drop keeps it, with the same bytes; the purge is told of what waits', async () => {
    await room.talk({ disposition: 'AR_STOP' });
    room.clock.nowMs = at('2026-11-23T20:45');
    room.faults.quotaBytes = 10;
    expect(await evening()).toMatchObject({ failed: 1 });
    delete room.faults.quotaBytes;
    await evening();
    expect(urgentFiles()).toEqual([MONDAY]);
    await room.talk({ disposition: 'OP_TEL' });
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'closed'));
    const plan = await planPurge({ ...room.deps, ...NO_COPIES }, { campaign: room.campaign.code });
    expect(plan.obstacles.join(' ')).toContain('1 demande urgente');
  });

  it('refuses an impossible day and a purged campaign', async () => {
    await expect(ask('2026-02-30')).rejects.toMatchObject({ code: 'day-unknown' });
    await room.deps.store.write((rows) => rows.campaigns.setState(room.campaign.code, 'purged'));
    await expect(ask('2026-11-20')).rejects.toMatchObject({ code: 'campaign-purged' });
  });
});
