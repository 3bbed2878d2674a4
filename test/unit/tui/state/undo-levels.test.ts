import { describe, expect, it } from 'vitest';
import type { OwnCall } from '../../../../shared/own-record.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { callState, commandsOf, press, tell } from '../../../support/workstation/workstation-driver.ts';

const callOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.call : undefined);
const TO_READ_BACK = ['o', 'o', 's', 's', 'o', 'c', 'ctrl-u', 'X', 'enter', 'o'];

/** The receipt of the outcome that leaves, with the next card. */
function saved(
  state: WorkstationState,
  next: number,
  confirmation: 'none' | 'queued' = 'none',
): WorkstationState {
  const { stage } = state;
  if (stage.at !== 'saving') throw new Error(`nothing is being saved: ${stage.at}`);
  const { callId, disposition } = stage.outcome;
  const receipt = { callId, disposition, summary: 'Fiche close.', confirmation };
  return tell(state, {
    type: 'saved',
    receipt,
    next: { card: fictitiousCard(next), script: referenceScript() },
  });
}

function undone(state: WorkstationState, number: number): WorkstationState {
  const { callId, recordId } = fictitiousCard(number);
  return tell(press(state, 'U', 'o'), { type: 'undone', receipt: { callId, recordId, summary: 'x' } });
}

const again = (number: number) => ({ ...fictitiousCard(number), callId: fictitiousCard(number + 50).callId });

describe('a call that is taken back', () => {
  it('stands where it stood: step, amount, address, answers, note; recorded again by the same key', () => {
    const talked = press(callState(), ...TO_READ_BACK, 'ctrl-n', ...'Le matin', 'enter');
    const before = callOf(talked);
    const next = saved(press(talked, 'f'), 2, 'queued');
    expect(next.notice?.text).toBe(
      '« Augmentation » enregistré, fiche close, e-mail sous 48 h · {undo} annule',
    );
    const back = tell(undone(next, 1), { type: 'own-card', card: again(1), script: referenceScript() });
    const call = callOf(back);
    expect(call?.path.slice(0, -1)).toEqual(before?.path.slice(0, -1));
    expect(call?.path.at(-1)).toEqual({ node: 'fin_accord' });
    expect(call).toMatchObject({
      agreed: before?.agreed,
      corrections: before?.corrections,
      note: 'Le matin',
    });
    expect(call?.card.why).toContain('Reprise par vous');
    expect(press(back, 'f').stage).toMatchObject({ at: 'saving', outcome: { disposition: 'AC_UP' } });
  });

  it('comes back whole after another card too, by the queue', () => {
    const next = saved(press(callState(), ...TO_READ_BACK, 'f1', 'o'), 2);
    const later = undone(press(next, 'o'), 1);
    const closed = press(tell(later), 'f1', 'o');
    const { stage } = closed;
    if (stage.at !== 'saving') throw new Error('the other card is closed');
    const { callId, disposition } = stage.outcome;
    const receipt = { callId, disposition, summary: 'x', confirmation: 'none' } as const;
    const back = tell(closed, {
      type: 'saved',
      receipt,
      next: { card: again(1), script: referenceScript() },
    });
    expect(callOf(back)).toMatchObject({ path: { length: 8 }, agreed: { level: '1' } });
    expect(callOf(back)?.card.why).toContain('Reprise par vous');
  });

  it('is the last one, then the one before', () => {
    const three = saved(press(saved(press(callState(), 'f1'), 2), 'f1'), 3);
    expect(commandsOf(press(three, 'U'), { type: 'yes' })[0]).toMatchObject({
      do: 'undo',
      callId: fictitiousCard(2).callId,
    });
  });
});

describe('the calls of the day', () => {
  const own = (number: number, change: Partial<OwnCall> = {}): OwnCall => ({
    ...{ callId: fictitiousCard(number).callId, recordId: fictitiousCard(number).recordId },
    ...{ name: 'M. Zéphyrin TESTEUR', city: 'Exempleville', zone: 'Europe/Paris', disposition: 'RP_PERSO' },
    ...{ atMs: MONDAY_EVENING_MS, callbackAtMs: MONDAY_EVENING_MS + 3_600_000, whyNot: '', ...change },
  });
  const listed = (state: WorkstationState, ...calls: OwnCall[]) =>
    tell(press(state, 'J'), { type: 'today-calls', calls });
  const drawn = (state: WorkstationState) => drawnScreen(state, { columns: 80, rows: 24 }).text;

  it('one is chosen, and corrected by the form that its key names', () => {
    const state = saved(press(callState(), 'f1'), 2);
    expect(commandsOf(state, { type: 'today' })).toEqual([{ do: 'today-calls' }]);
    const page = press(listed(state, own(7), own(1)), 'down', 'enter');
    expect(drawn(page)).toContain('M. Zéphyrin TESTEUR · Exempleville');
    expect(drawn(page)).toContain('« Rappel demandé », enregistré à 17:05.');
    const { callId } = fictitiousCard(1);
    for (const [key, what] of Object.entries({ u: 'call', e: 'ending', r: 'callback', c: 'coordinates' }))
      expect(press(page, key).overlay, `${key} ${what}`).toBeUndefined();
    const asked = commandsOf(page, { type: 'mend', what: 'ending' })[0];
    expect(asked).toEqual({ do: 'undo', callId, mend: 'ending', isNoted: false });
    const receipt = { callId, recordId: fictitiousCard(1).recordId, summary: 'x' };
    const sent = tell(press(page, 'e'), { type: 'undone', receipt, mend: 'ending' });
    const back = tell(sent, { type: 'own-card', card: again(1), script: referenceScript() });
    expect(back.stage).toMatchObject({ at: 'call', form: { kind: 'dispositions' } });
  });

  it('one that this memory has lost comes back as the server noted it', () => {
    const state = callState();
    const page = press(listed(state, own(7)), 'enter');
    const asked = commandsOf(page, { type: 'mend', what: 'callback' })[0];
    expect(asked).toMatchObject({ callId: fictitiousCard(7).callId, isNoted: true });
    const noted = {
      ...{ disposition: 'RP_TIERS', scriptVersion: referenceScript().version, note: 'Le soir' },
      path: [{ node: referenceScript().start }],
      corrections: { VILLE: 'Essai' },
    };
    const { callId, recordId } = fictitiousCard(7);
    const receipt = { callId, recordId, summary: 'x', noted };
    const sent = tell(press(page, 'r'), { type: 'undone', receipt, mend: 'callback' });
    const back = tell(sent, { type: 'own-card', card: again(7), script: referenceScript() });
    expect(callOf(back)).toMatchObject({ note: 'Le soir', corrections: { VILLE: 'Essai' } });
    expect(back.stage).toMatchObject({ form: { kind: 'callback' } });
    expect(callOf(back)?.closing?.code).toBe('RP_TIERS');
  });

  it('says truly why one stays as it is, and touches nothing while somebody is talked to', () => {
    const over = press(
      listed(callState(), own(7, { whyNot: 'L’e-mail de confirmation est déjà parti.' })),
      'enter',
    );
    expect(drawn(over)).toContain('L’e-mail de confirmation est déjà parti.');
    expect(drawn(over)).not.toContain('Corriger la fin');
    expect(press(over, 'u').overlay?.kind).toBe('one-call');
    const talking = press(listed(press(callState(), 'o'), own(7)), 'enter');
    expect(drawn(talking)).toContain('Finissez d’abord');
    expect(press(talking, 'e').notice?.tone).toBe('refusal');
  });
});
