import { describe, expect, it } from 'vitest';
import { mainAnswer } from '../../../../shared/main-answer.ts';
import { progressOf } from '../../../../shared/script-progress.ts';
import { CARD_GUARD_MS } from '../../../../tui/state/call/ending-guard.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { CAMPAIGN_FOLDERS, loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { TimedHand } from '../../../support/workstation/timed-hand.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

const text = FRENCH.refusals;

function nodeOf({ stage }: WorkstationState): string | undefined {
  return stage.at === 'call' ? stage.call.path.at(-1)?.node : undefined;
}

describe('Enter', () => {
  it('gives the marked answer, from the first word to the first proposal, and says nothing there', () => {
    const asked = press(callState(), 'enter', 'enter', 'enter', 'enter');
    expect(nodeOf(asked)).toBe('proposition');
    const refused = press(asked, 'enter');
    expect([nodeOf(refused), refused.notice?.text]).toEqual(['proposition', text.noMainAnswer]);
  });

  it('takes no agreement: neither the proposal nor the read-back is answered by it', () => {
    const readBack = press(callState(), 'enter', 'enter', 'enter', 'enter', 'o', 'enter');
    expect(nodeOf(readBack)).toBe('recapitulatif');
    expect(nodeOf(press(readBack, 'enter'))).toBe('recapitulatif');
    const concluded = press(readBack, 'o', 'enter');
    expect(concluded.stage.at).toBe('call');
    expect(concluded.notice?.text).toBe(text.noMainAnswer);
  });

  it('held from the card before, names nobody on a card that was not read, and does not walk the script', () => {
    const early = new TimedHand().press(CARD_GUARD_MS - 1, 'enter');
    expect([nodeOf(early.state), early.state.notice?.text]).toEqual(['accroche', text.freshCard]);
    const held = new TimedHand().press(2000, 'enter').press(30, ...Array<string>(60).fill('enter'));
    expect(nodeOf(held.state)).toBe('moment');
    expect(nodeOf(new TimedHand().press(2000, 'enter', 'enter').state)).toBe('merci');
  });

  it.each(CAMPAIGN_FOLDERS)('in %s only goes on: no end, no ask answered, nothing settled', (folder) => {
    const { script } = loadedCampaign(folder);
    const mains = Object.entries(script.nodes).flatMap(([id, node]) => {
      const main = mainAnswer(script, node);
      return main ? [{ id, main }] : [];
    });
    expect(mains.map(({ id }) => id)).toEqual(expect.arrayContaining(['accroche', 'moment', 'coordonnees']));
    for (const { id, main } of mains) {
      expect(main.ends).toBeUndefined();
      expect(progressOf(script, [{ node: id, answer: main.key }]).readBack.size).toBe(0);
    }
  });
});

describe('what a key said', () => {
  const hand = (...keys: string[]) => new TimedHand().press(2000, ...keys);

  it('dies with its cause: the next key that is accepted clears it', () => {
    const refused = hand('z');
    expect(refused.state.notice?.text).toBe(text.noSuchAnswer);
    expect(refused.press(300, 'o').state.notice).toBeUndefined();
    expect(hand('z', '?').state.notice).toBeUndefined();
    const jumped = hand('A');
    expect(jumped.state.notice?.text).toContain('Demandez d’abord');
    expect(jumped.press(300, 'down').state.notice).toBeUndefined();
  });

  it('an amount that was refused is forgotten once it is corrected', () => {
    const typed = hand('o', 'o', 's', 's', 'l', ...'9999', 'enter');
    expect(typed.state.notice?.tone).toBe('refusal');
    expect(typed.press(300, 'ctrl-u').state.notice).toBeUndefined();
  });

  it('what came from elsewhere keeps its time: nobody pressed a key for it', () => {
    const saved = hand('f1').wait(500);
    expect(saved.state.notice?.text).toContain('enregistré');
    expect(saved.press(2000, 'o').state.notice?.text).toContain('enregistré');
  });
});
