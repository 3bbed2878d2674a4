import { afterEach, expect, it } from 'vitest';
import type { Desk, DeskOutcome } from '../../../server/ports/desk.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { type Centre, type CentreSetting, cardOf, openCentre, recordOf } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';

let centre: Centre;
afterEach(() => centre.close());

/** A desk of which nothing passes but what a thread could be sent; `passed` is all of it, as text, sealed bytes apart. */
async function openRoom(setting: CentreSetting) {
  const opened = await openCentre(setting);
  const passed: string[] = [];
  const outcomes: DeskOutcome[] = [];
  const sent = <T>(value: T): T => {
    passed.push(JSON.stringify(value, (_, one: unknown) => (one instanceof Uint8Array ? '' : one)));
    return structuredClone(value);
  };
  const { desk: own } = opened.store;
  const desk: Desk = {
    claim: async (question) => sent(await own.claim(sent(question))),
    tell: async (telling) => sent(await own.tell(sent(telling))),
    open: async (opening) => sent(await own.open(sent(opening))),
    record: async (outcome) => {
      outcomes.push(outcome);
      return sent(await own.record(sent(outcome)));
    },
  };
  centre = { ...opened, store: { ...opened.store, desk } };
  const [agent] = centre.agents;
  if (!agent) throw new Error('no agent');
  return { agent, passed, outcomes };
}

it('a whole call passes as plain values, in which nothing of the donor is clear', async () => {
  const { agent, passed } = await openRoom({ records: 3 });
  const card = await cardOf(centre, agent);
  const corrections = { TEL_MOBILE: '06 39 98 77 66', EMAIL: 'neuve@exemple.invalid' };
  const note = 'rappeler après la sieste';
  const agreed = outcomeFor(card, 'AC_UP', { corrections, note, coordinates: 'corrigees' });
  const receipt = await recordCall(centre, { agent, outcome: agreed });
  const objected = outcomeFor(await cardOf(centre, agent), 'OP_TEL');
  await recordCall(centre, { agent, outcome: objected });

  expect(await recordOf(centre, card.recordId)).toMatchObject({ disposition: 'AC_UP', version: 2 });
  expect(await recordCall(centre, { agent, outcome: agreed })).toEqual(receipt);
  // One claim, telling, opening and recording of each, and the opening that found the receipt; each asked and answered.
  expect(passed).toHaveLength(18);
  const words = ['Testeur', 'IMAGINAIRE', '63998', '39 98', 'neuve', 'donatrice', 'sieste', 'RUM'];
  const said = passed.map((text) =>
    text.replaceAll(/"(digest|hash|requestHash|edition|donorBlind)":"[^"]*"/g, ''),
  );
  expect(words.filter((word) => said.some((text) => text.includes(word)))).toEqual([]);
});

it('asked again, the card is the same, and its record is opened once more in the audit log', async () => {
  const { agent } = await openRoom({ records: 2 });
  const first = await cardOf(centre, agent);
  expect((await cardOf(centre, agent)).callId).toBe(first.callId);
  const openings = await centre.store.read(async (rows) =>
    (await Array.fromAsync(rows.audit.each())).filter(({ action }) => action === 'record.open'),
  );
  expect(openings.map(({ subject }) => subject)).toEqual([`${first.recordId}`, `${first.recordId}`]);
  expect(openings.map(({ reason }) => reason).at(-1)).toBe('Fiche réaffichée');
});

it('an outcome decided on a record that changed since is not written, and the same one twice is one call', async () => {
  const { agent, outcomes } = await openRoom({ records: 1 });
  const card = await cardOf(centre, agent);
  await recordCall(centre, { agent, outcome: outcomeFor(card, 'NJ_NRP') });
  const [recorded] = outcomes;
  if (!recorded) throw new Error('no outcome');
  const { desk } = centre.store;
  expect(await desk.record(recorded)).toMatchObject({ kind: 'receipt', receipt: { callId: card.callId } });
  expect(await centre.store.read((rows) => rows.calls.ofRecord(card.recordId))).toHaveLength(1);
  const other = { ...recorded, requestHash: 'f'.repeat(64) };
  await expect(desk.record(other)).rejects.toMatchObject({ code: 'outcome-differs' });
});

it('an outcome sealed on another version of the record is « moved », and leaves the card on screen', async () => {
  const { agent, outcomes } = await openRoom({ records: 2 });
  await recordCall(centre, { agent, outcome: outcomeFor(await cardOf(centre, agent), 'NJ_NRP') });
  const card = await cardOf(centre, agent);
  const { desk } = centre.store;
  const asked = {
    agent: { id: agent.id },
    callId: card.callId,
    scriptVersion: 'v1',
    requestHash: 'a'.repeat(64),
  };
  const opened = await desk.open({ ...asked, nowMs: centre.clock.nowMs() });
  const [before] = outcomes;
  if (opened.kind !== 'opened' || !before) throw new Error('a card is on screen');
  const outcome = { ...before.outcome, callId: card.callId };
  const row = { ...opened.record, version: opened.record.version + 1 };
  const stale = { ...before, lease: opened.lease, row, outcome, requestHash: asked.requestHash };
  expect(await desk.record(stale)).toEqual({ kind: 'moved' });
  expect(await recordOf(centre, card.recordId)).toMatchObject({ state: 'leased', attempts: 0 });
});
