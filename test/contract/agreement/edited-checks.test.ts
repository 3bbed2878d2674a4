import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differencesInCall } from '../../../server/steps/agreement/agreed-hold.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { type VerifyRoom, verifyRoom } from '../../support/agreement/verify-room.ts';
import { editBase } from '../../support/delivery/edited-base.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const BY_HAND = (id: string) =>
  `INSERT INTO agreement_check SELECT call_id, 2, campaign, record_id, 'approved', at_ms + 1, 'v-1', '' FROM agreement_check WHERE call_id = '${id}' AND rank = 1`;
const LAST_GONE = (id: string) =>
  `DELETE FROM agreement_check WHERE call_id = '${id}' AND rank = (SELECT max(rank) FROM agreement_check WHERE call_id = '${id}')`;

describe('F-05 R-32 an agreement leaves once somebody verified it, whatever the base says', () => {
  let room: VerifyRoom;
  let file: string;
  beforeAll(async () => {
    room = await verifyRoom(at('2026-11-24T11:00'), { mode: 'all', ratePercent: 20, firstAgreements: 0 });
    file = join(room.home, 'data', 'plateau.db');
  });
  afterAll(() => room.close());
  const differences = (callId: string) =>
    room.deps.store.read(async (rows) => {
      const call = await rows.calls.byId(callId);
      return call && (await differencesInCall(rows, call));
    });
  const later = () => {
    room.clock.nowMs += 60_000;
  };

  it('approved by hand, its check taken out, a rejection taken out, a second look taken out: none leaves', async () => {
    const [honest, byHand, unchecked, rejected, corrected] = [
      await room.agree(),
      await room.agree(),
      await room.agree(),
      await room.agree(),
      await room.agree(),
    ];
    for (const callId of [honest, rejected, corrected]) await room.decide(callId, 'approved');
    later();
    const why = { account: room.lead, change: true, reason: 'le oui n’est pas clair' };
    await room.decide(rejected, 'rejected', why);
    await room.correct(corrected, 1500);
    for (const callId of [honest, byHand, unchecked, rejected, corrected])
      expect(await differences(callId)).toEqual([]);
    editBase(file, BY_HAND(byHand));
    for (const callId of [unchecked, rejected, corrected]) editBase(file, LAST_GONE(callId));
    for (const callId of [byHand, unchecked, rejected, corrected])
      expect(await differences(callId)).toEqual(['check']);
    room.clock.nowMs = at('2026-12-01T22:00');
    const campaign = room.campaign.code;
    expect(await deliverWeekly(room.deps, { campaign, week: '2026-W48', actor: 'ops-1' })).toMatchObject({
      rows: 1,
      differing: 4,
    });
  });
});
