import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { readConfig } from '../../server/config/config.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import type { CallOutcomeInput } from '../../shared/call-outcome.ts';
import type { Card } from '../../shared/card.ts';
import { connectDesk, type DeskConnection } from '../../tui/client.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { type Installation, openInstallation, rpcOf } from '../support/house/server-process.ts';
import {
  outcomeBy,
  passphraseOfTest,
  SILENT_LOG,
  type Staff,
  staffInstallation,
} from '../support/house/staffed-installation.ts';

/** Outcomes as they should never come, over the workstation's own line; only the clock is ours. */
const MINUTE = 60_000;
const START_MS = Date.parse('2026-11-23T17:05:00+01:00');
const AGENTS = 12;
const script = referenceScript();

let place: Installation;
let staff: Staff;
let server: RunningServer;
let clock: ReturnType<typeof simulatedClock>;
let desks: DeskConnection['desk'][];

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, AGENTS);
  clock = simulatedClock({ startMs: START_MS, speed: 1 });
  const config = readConfig({ ...place.env, PLATEAU_LISTEN: '127.0.0.1:0' });
  server = await startServer(config, { passphrase: passphraseOfTest, clock, log: SILENT_LOG });
  const fileName = await staff.giveContactFile(80);
  await rpcOf(server.url, staff.ops.token).operations.importFile.mutate({
    campaign: staff.campaign,
    fileName,
  });
  desks = await Promise.all(
    staff.agents.map(async ({ token }) => (await connectDesk({ url: server.url, token })).desk),
  );
});
afterAll(async () => {
  for (const desk of desks ?? []) await desk.close();
  await server?.close();
  await place.close();
});

const one = () => desks[0]!;
const two = () => desks[1]!;
async function cardOf(desk: DeskConnection['desk']): Promise<Card> {
  const next = await desk.nextCard();
  if (next.kind === 'none') throw new Error(next.why);
  return next.card;
}
const refusal = (code: string) =>
  expect.objectContaining({ name: 'AppError', code, hint: expect.stringMatching(/./) });
const recordOf = (id: number) => server.app.store.read((rows) => rows.records.byId(id));
const callOf = (callId: string) => server.app.store.read((rows) => rows.calls.byId(callId));
const entriesOf = async (callId: string) =>
  (await server.app.store.read(async (rows) => await Array.fromAsync(rows.audit.each()))).filter(
    (entry) => entry.subject === callId,
  );

describe('two agents at the same instant', () => {
  it(`${AGENTS} of them, twice over: each gets one card, no record stands on two screens`, async () => {
    const cards = await Promise.all([...desks, ...desks].map(cardOf));
    const [first, again] = [cards.slice(0, AGENTS), cards.slice(AGENTS)];
    expect(new Set(first.map((card) => card.recordId)).size).toBe(AGENTS);
    expect(new Set(first.map((card) => card.callId)).size).toBe(AGENTS);
    expect(again.map((card) => card.callId)).toEqual(first.map((card) => card.callId));
    await Promise.all(desks.map((desk, at) => desk.releaseCard(first[at]!.callId)));
  });
});

describe('the same outcome twice', () => {
  it('together, and later: one record, the first receipt', async () => {
    const outcome = outcomeBy(script, await cardOf(one()), 'AC_UP');
    const [first, second] = await Promise.all([one().saveOutcome(outcome), one().saveOutcome(outcome)]);
    expect(second).toEqual(first);
    expect(await one().saveOutcome({ ...outcome })).toEqual(first);
    expect((await entriesOf(outcome.callId)).filter((entry) => entry.action === 'call.record')).toHaveLength(
      1,
    );
  });

  it('with another content, or by another agent: refused, the first stays', async () => {
    const card = await cardOf(one());
    const outcome = outcomeBy(script, card, 'NJ_NRP');
    await one().saveOutcome(outcome);
    await expect(one().saveOutcome(outcomeBy(script, card, 'NJ_OCC'))).rejects.toEqual(
      refusal('outcome-differs'),
    );
    await expect(two().saveOutcome(outcome)).rejects.toEqual(refusal('outcome-differs'));
    expect((await callOf(card.callId))?.disposition).toBe('NJ_NRP');
  });

  it('a call that is another agent’s, or nobody’s', async () => {
    const outcome = outcomeBy(script, await cardOf(one()), 'AC_UP');
    await expect(two().saveOutcome(outcome)).rejects.toEqual(refusal('lease-lost'));
    const invented = { ...outcome, callId: '00000000-0000-4000-8000-000000000000' };
    await expect(two().saveOutcome(invented)).rejects.toEqual(refusal('lease-lost'));
    await expect(two().renewLease(outcome.callId)).rejects.toEqual(refusal('lease-lost'));
    expect(await callOf(outcome.callId)).toBeUndefined();
    expect(await one().saveOutcome(outcome)).toMatchObject({ disposition: 'AC_UP' });
  });
});

describe('a lease that ran out while the agent talks', () => {
  const runOut = async () => {
    clock.jumpTo(clock.nowMs() + 11 * MINUTE);
    await server.schedule.runNow();
  };

  it('the record was not touched: the outcome is accepted', async () => {
    const card = await cardOf(one());
    await runOut();
    expect((await recordOf(card.recordId))?.state).toBe('ready');
    expect(await one().saveOutcome(outcomeBy(script, card, 'AC_UP'))).toMatchObject({ disposition: 'AC_UP' });
    expect((await recordOf(card.recordId))?.state).toBe('closed');
  });

  it('another agent was served: refused, theirs stands', async () => {
    const card = await cardOf(one());
    await runOut();
    const cards = await Promise.all(desks.slice(1).map(cardOf));
    const at = cards.findIndex((other) => other.recordId === card.recordId);
    expect(at).toBeGreaterThanOrEqual(0);
    await expect(one().saveOutcome(outcomeBy(script, card, 'AC_UP'))).rejects.toEqual(refusal('lease-lost'));
    const saved = await desks[at + 1]!.saveOutcome(outcomeBy(script, cards[at]!, 'RA_MOYENS'));
    expect(saved).toMatchObject({ disposition: 'RA_MOYENS' });
    expect(await recordOf(card.recordId)).toMatchObject({ state: 'closed', disposition: 'RA_MOYENS' });
  });
});

describe('an outcome that the script or the rules do not allow', () => {
  const forged: Record<string, (card: Card) => object> = {
    'the thank-you missing': (card) => {
      const { path, ...outcome } = outcomeBy(script, card, 'AC_UP');
      const at = path.findIndex((step) => script.nodes[step.node]?.marks?.includes('thanks'));
      return { ...outcome, path: [...path.slice(0, at), ...path.slice(at + 1)] };
    },
    'a path that starts in the middle': (card) => {
      const outcome = outcomeBy(script, card, 'AC_UP');
      return { ...outcome, path: outcome.path.slice(3) };
    },
    'a node that no script has': (card) => ({
      ...outcomeBy(script, card, 'NJ_NRP'),
      path: [{ node: 'raccourci' }],
    }),
    'an empty path for an agreement': (card) => ({ ...outcomeBy(script, card, 'AC_UP'), path: [] }),
    'a script version never served': (card) => ({
      ...outcomeBy(script, card, 'AC_UP'),
      scriptVersion: 'v-0',
    }),
    'exhaustion picked by hand': (card) => ({
      ...outcomeBy(script, card, 'NJ_NRP'),
      disposition: 'EF_EPUISE',
    }),
    'an import’s code picked by hand': (card) => ({
      ...outcomeBy(script, card, 'NJ_NRP'),
      disposition: 'EF_DNC',
    }),
    'a code that is none': (card) => ({ ...outcomeBy(script, card, 'NJ_NRP'), disposition: 'AC_TOUT' }),
    'an agreement in the form of a refusal': (card) => ({
      ...outcomeBy(script, card, 'RA_MOYENS'),
      disposition: 'AC_UP',
    }),
    'an amount above the ceiling': (card) => withAmount(card, card.freeAmount.maxMinor + 1),
    'an amount below the gift': (card) => withAmount(card, card.gift.amount.minor),
    'an amount that was not proposed': (card) => withAmount(card, card.asks[0]!.amount.minor + 1, '1'),
    'an amount in francs': (card) => {
      const outcome = outcomeBy(script, card, 'AC_UP') as { agreement?: { newAmount: object } };
      return { ...outcome, agreement: { ...outcome.agreement, newAmount: { minor: 1500, currency: 'CHF' } } };
    },
    'a note with a health word': (card) => ({
      ...outcomeBy(script, card, 'RA_MOYENS'),
      note: 'A un cancer, rappeler.',
    }),
    'a note with a card number': (card) => ({
      ...outcomeBy(script, card, 'RA_MOYENS'),
      note: 'CB 4111 1111 1111 1111',
    }),
    'a note with an account number': (card) => ({
      ...outcomeBy(script, card, 'RA_MOYENS'),
      note: 'FR14 2004 1010 0505 0001 3M02 606',
    }),
    'a number that is none': (card) => ({
      ...outcomeBy(script, card, 'AC_UP'),
      coordinates: 'corrigees',
      corrections: { TEL_MOBILE: '06 39' },
    }),
    'a callback in the past': (card) => callbackAt(card, START_MS - MINUTE),
    'a callback in the night': (card) => callbackAt(card, Date.parse('2026-11-25T03:00:00+01:00')),
    'a callback on a Sunday': (card) => callbackAt(card, Date.parse('2026-11-29T15:00:00+01:00')),
  };
  const withAmount = (card: Card, minor: number, askLevel = 'LIBRE') => ({
    ...outcomeBy(script, card, 'AC_UP'),
    agreement: { askLevel, newAmount: { minor, currency: 'EUR' }, readBackYes: true },
  });
  const callbackAt = (card: Card, atMs: number) => ({
    ...outcomeBy(script, card, 'RP_PERSO'),
    callback: { atMs },
  });

  it.each(Object.entries(forged))('%s: refused in French, the card stays', async (_name, forge) => {
    const card = await cardOf(two());
    const before = await recordOf(card.recordId);
    const error = await two()
      .saveOutcome(forge(card) as CallOutcomeInput)
      .then(
        () => 'accepted',
        (reason: { code: string; message: string; hint: string }) => reason,
      );
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(outcome-refused|input-invalid)$/),
      message: expect.stringMatching(/^[A-ZÀÉ].*\.$/s),
      hint: expect.stringMatching(/\.$/),
    });
    expect(JSON.stringify(error)).not.toMatch(/cancer|4111|2004 1010|06 39/);
    expect(await callOf(card.callId)).toBeUndefined();
    expect(await recordOf(card.recordId)).toEqual(before);
    expect((await cardOf(two())).callId).toBe(card.callId);
  });

  it('after all of them, an honest outcome passes', async () => {
    const card = await cardOf(two());
    expect(await two().saveOutcome(outcomeBy(script, card, 'AC_UP'))).toMatchObject({
      confirmation: 'queued',
    });
  });

  it('nothing of it is in clear in the base', () => {
    const bytes = server.app.store
      .files()
      .map((file) => readFileSync(file).toString('latin1'))
      .join('');
    expect(bytes).not.toMatch(/cancer|4111 1111|2004 1010/);
  });
});
