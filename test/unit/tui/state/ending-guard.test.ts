import { describe, expect, it } from 'vitest';
import { HOT_DISPOSITIONS } from '../../../../tui/keys/disposition-keys.ts';
import { CARD_GUARD_MS } from '../../../../tui/state/call/ending-guard.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { TimedHand } from '../../../support/workstation/timed-hand.ts';
import { startState, tell } from '../../../support/workstation/workstation-driver.ts';

const text = FRENCH.refusals;
const held = (key: string, ms: number) => Array<string>(Math.floor(ms / 30)).fill(key);

describe('a card that has just come', () => {
  it.each(HOT_DISPOSITIONS.flatMap(({ fKey, letter }) => [fKey, letter]))('is not ended by %s', (key) => {
    const hand = new TimedHand().press(CARD_GUARD_MS - 1, key);
    expect(hand.state.notice?.text).toBe(text.freshCard);
    expect(hand.state.stage).toMatchObject({ at: 'call', call: { path: [{ node: 'accroche' }] } });
    expect(hand.filed).toEqual([]);
  });

  it('is not ended by an answer of the script, the list or the palette either', () => {
    expect(new TimedHand().press(300, 'r', 's').state.notice?.text).toBe(text.freshCard);
    expect(new TimedHand().press(300, 'tab', 'j', 'n').state.notice?.text).toBe(text.freshCard);
    expect(
      new TimedHand().press(30, ':', ...'sans rep', ...Array<string>(9).fill('down'), 'enter').state.notice
        ?.text,
    ).toBe(text.freshCard);
  });

  it('is ended by one key once it could be read', () => {
    expect(new TimedHand().press(CARD_GUARD_MS, 'f1').endings).toEqual(['NJ_NRP']);
  });

  it('is read from where the page of the exercise goes, in the practice', () => {
    const { state, nowMs } = new TimedHand();
    const stage = state.stage;
    if (stage.at !== 'call') throw new Error('a card is on screen');
    const waiting = tell(
      { ...startState(), cardGuardMs: CARD_GUARD_MS },
      {
        type: 'no-card',
        why: '',
        retryAtMs: nowMs,
        toPractise: true,
      },
    );
    const from = { isPractised: false, modules: [] };
    const start = { campaign: 'X', campaignName: 'X', card: stage.call.card, toPass: ['X'], ...from };
    const hand = new TimedHand();
    hand.state = tell(waiting, { type: 'practice-came', start, script: stage.call.script });
    hand.press(5000, 'enter').press(700, 'f1');
    expect(hand.state.notice?.text).toBe(text.freshCard);
    hand.press(1500, 'f1');
    expect(hand.state.overlay).toMatchObject({ kind: 'exercise', phase: 'wrong' });
  });
});

describe('a key that repeats', () => {
  it('bounced 120 ms apart, closes one card', () => {
    expect(new TimedHand({ serverMs: 20 }).press(5000, 'f1').press(120, 'f1').endings).toEqual(['NJ_NRP']);
  });

  it('held for twenty seconds, across the change of cards, closes one card', () => {
    const hand = new TimedHand()
      .press(5000, 'f1')
      .press(600, 'f1')
      .press(30, ...held('f1', 20_000));
    expect(hand.endings).toEqual(['NJ_NRP']);
    expect(hand.state.notice?.text).toBe(text.repeatedKey);
    expect(hand.press(1100, 'f1').endings).toEqual(['NJ_NRP', 'NJ_NRP']);
  });

  it('answers no question of a closing: « o » held from the read-back files no agreement', () => {
    const hand = new TimedHand().press(5000, 'o').press(1200, 'o', 's', 's', 'o');
    hand.press(30, ...held('o', 3000));
    expect(hand.state.stage).toMatchObject({ at: 'call', call: { path: { length: 6 } } });
    expect(hand.filed).toEqual([]);
  });

  it('is not seen in other keys struck fast, nor in text', () => {
    const hand = new TimedHand()
      .press(3000, 'o')
      .press(90, 'o', 'r', '1', ...'demain 18hh', 'backspace', 'enter');
    expect(hand.endings).toEqual(['RP_PERSO']);
  });
});

describe('two capital letters in a row', () => {
  it('ask « Verr. Maj ? » and end nothing before a small « o »', () => {
    const hand = new TimedHand().press(2000, 'V').press(900, 'H');
    expect(hand.state.stage).toMatchObject({
      at: 'call',
      form: { kind: 'confirm', why: FRENCH.closing.capsLock },
    });
    expect(hand.press(900, 'O', 'N').filed).toEqual([]);
    expect(hand.press(900, 'o', 'r').endings).toEqual(['RS_RACCROCHE']);
  });

  it('are not seen from one card to the next', () => {
    expect(new TimedHand().press(4000, 'N', 'N').endings).toEqual(['NJ_NRP', 'NJ_NRP']);
  });
});

it('every refusal fits the smallest screen', () => {
  for (const said of [text.freshCard, text.repeatedKey, FRENCH.closing.capsLock])
    expect(said.length).toBeLessThan(78);
});
