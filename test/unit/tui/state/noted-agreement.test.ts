import { describe, expect, it } from 'vitest';
import { HOT_DISPOSITIONS } from '../../../../tui/keys/disposition-keys.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

const TO_ASK = ['o', 'o', 's', 's'];
/** Said yes, read back, the e-mail announced. */
const AGREED = [...TO_ASK, 'o', 'o', 'o', 's'];
const LOST = FRENCH.closing.lostAgreement('15 €');
const formOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.form : undefined);
const callOf = ({ stage }: WorkstationState) => (stage.at === 'call' ? stage.call : undefined);

describe('a noted agreement', () => {
  // Those that the path contradicts are refused outright.
  const others = HOT_DISPOSITIONS.filter(({ code }) => code !== 'AC_UP' && code !== 'RS_ENTRETIEN');

  it.each(
    others.flatMap(({ fKey, letter, code }) => [
      [fKey, code],
      [letter, code],
    ]),
  )('is never lost by one key: %s (%s) asks, names the amount, and Enter is no answer', (key, code) => {
    let asked = press(callState(), ...AGREED, key);
    // A stop is said first; its ending asks.
    if (code === 'OP_TEL') asked = press(asked, 't');
    expect(formOf(asked)).toMatchObject({ kind: 'confirm', why: expect.stringContaining(LOST) });
    const kept = press(asked, 'enter', 'n');
    expect(callOf(kept)?.agreed?.amount.minor).toBe(1500);
    expect(formOf(kept)).toBeUndefined();
  });

  it('is refused an ending that contradicts the path', () => {
    const refused = press(callState(), ...AGREED, 'f6');
    expect(refused.notice?.text).toBe(
      'La proposition a été faite et écoutée : cette fin dirait le contraire.',
    );
    expect(callOf(refused)?.agreed?.amount.minor).toBe(1500);
  });

  it('is recorded without that question', () => {
    const { stage } = press(callState(), ...AGREED, 'f');
    expect(stage).toMatchObject({ at: 'saving', outcome: { agreement: { readBackYes: true } } });
  });

  it('asks before a list pick and before an answer of the script as well', () => {
    expect(formOf(press(callState(), ...AGREED, 'tab', 'j', 'c'))).toMatchObject({ why: LOST });
    expect(formOf(press(callState(), ...TO_ASK, 'o', 'o', 'i'))).toMatchObject({ why: LOST });
  });
});

it('a noted gift asks as well, and a gift that replaced the agreement names itself alone', () => {
  const gift = press(callState(), ...TO_ASK, 'n', 'n', 'n', 'o', 'enter', 'o', 'o', 's', 'f1');
  expect(formOf(gift)).toMatchObject({ kind: 'confirm', why: FRENCH.closing.lostGift('30 €') });
});

describe('who hangs up after the proposal', () => {
  it('is a refusal without a reason, said before it is saved', () => {
    const asked = press(callState(), ...TO_ASK, 'f7');
    expect(formOf(asked)).toMatchObject({
      kind: 'confirm',
      code: 'RA_SANSMOTIF',
      why: FRENCH.closing.hungUp,
    });
    const { stage } = press(asked, 'o');
    expect(stage).toMatchObject({ at: 'saving', outcome: { disposition: 'RA_SANSMOTIF' } });
  });

  it('is still « avant la proposition » before it', () => {
    expect(press(callState(), 'o', 'f7').stage).toMatchObject({
      outcome: { disposition: 'RS_RACCROCHE' },
    });
  });
});
