import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { withSoughtCall } from '../../../server/steps/call/sought-call.ts';
import { type Centre, cardOf, openCentre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { accountRow } from '../../support/store/store-rows.ts';

/** A call named by the first signs of its number, as lists show it. */
let centre: Centre;
const callIds: string[] = [];

beforeAll(async () => {
  centre = await openCentre({ records: 40 });
  const [agent] = centre.agents;
  for (let at = 0; at < 40; at += 1) {
    const card = await cardOf(centre, agent!);
    await recordCall(centre, { agent: agent!, outcome: outcomeFor(card, 'NJ_NRP') });
    callIds.push(card.callId);
  }
});
afterAll(() => centre.close());

const lead = (campaigns: readonly string[]) => accountRow({ role: 'lead', campaigns });
const sought = (account: AccountRow, callId: string) => withSoughtCall({ app: centre, account }, { callId });

describe('a call', () => {
  it('is found by the beginning of its number, in the campaigns in sight', async () => {
    const ours = lead([centre.campaign.code]);
    for (const callId of callIds) {
      expect(await sought(ours, callId.slice(0, 13))).toEqual({ callId });
      expect(await sought(ours, callId)).toEqual({ callId });
    }
    expect((await sought(accountRow({ role: 'ops', campaigns: [] }), callIds[0]!.slice(0, 13))).callId).toBe(
      callIds[0],
    );
    for (const account of [lead([]), lead(['AUTRE-2026'])])
      await expect(sought(account, callIds[0]!.slice(0, 13))).rejects.toThrow('Aucun appel de vos campagnes');
  });

  it('is not guessed when two begin alike', async () => {
    const starts = callIds.map((callId) => callId.slice(0, 1));
    const twice = starts.find((start, at) => starts.indexOf(start) !== at) ?? '';
    await expect(sought(lead([centre.campaign.code]), twice)).rejects.toThrow('Plusieurs appels');
  });

  it('keeps what else was asked; asked of none, nothing changes', async () => {
    const account = lead([centre.campaign.code]);
    const asked = { callId: callIds[3]!.slice(0, 13), reason: 'motif d’essai' };
    expect(await withSoughtCall({ app: centre, account }, asked)).toEqual({ ...asked, callId: callIds[3] });
    expect(await withSoughtCall({ app: centre, account }, { callId: undefined })).toEqual({
      callId: undefined,
    });
  });
});
