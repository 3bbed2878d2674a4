import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type CallScript, callScriptSchema } from '../../../../shared/call-script.ts';
import { contractBreaches } from '../../../../shared/script-contract.ts';
import { FRENCH } from '../../../../tui/words/french.ts';
import { TimedHand } from '../../../support/workstation/timed-hand.ts';

/** The script of `UPG-FR-2026` as a base of 0.4.0 keeps it. */
function keptScript(): CallScript {
  const sql = readFileSync(new URL('../../../support/store/base-0.4.0.sql', import.meta.url), 'utf8');
  const [, body = ''] = /'upg-fr-1', '(\{.*?\})'[,)]/.exec(sql) ?? [];
  return callScriptSchema.parse(JSON.parse(body.replaceAll("''", "'")));
}

const script = keptScript();
const TO_ASK = ['s', 'o', 'o', 's', 's', 's'];
const played = (...keys: string[]) => new TimedHand({ script }).press(1600, ...keys);

it('an agreement by a script of 0.4.0 takes its keys of then, without the second confirmation', () => {
  const { filed } = played(...TO_ASK, 'o', 'o', 'o', 's', 'f');
  expect(filed.map(({ outcome }) => outcome)).toMatchObject([
    { disposition: 'AC_UP', scriptVersion: 'upg-fr-1', agreement: { readBackYes: true } },
  ]);
  expect(contractBreaches(script, filed[0]?.outcome.path ?? [], 'AC_UP')).toEqual([]);
});

it('a refusal by a script of 0.4.0 still asks for the address, which no step of it does (R-65)', () => {
  const hand = played(...TO_ASK, 'n', 'n', 'n', 'n', 'f', 'a');
  expect(hand.state.stage).toMatchObject({ form: { kind: 'coordinates' } });
  expect(hand.press(1600, 'o').filed.map(({ outcome }) => outcome)).toMatchObject([
    { disposition: 'RA_MOYENS', coordinates: 'oui' },
  ]);
});

it('Enter answers nothing there: such a script marks no answer', () => {
  const { state } = played('enter');
  expect(state.notice?.text).toBe(FRENCH.refusals.noMainAnswer);
});
