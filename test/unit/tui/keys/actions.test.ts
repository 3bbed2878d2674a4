import { describe, expect, it } from 'vitest';
import { COUNTRIES } from '../../../../shared/country.ts';
import { pickableDispositions } from '../../../../shared/dispositions.ts';
import { cells } from '../../../../shared/screen/cells.ts';
import { ACTIONS } from '../../../../tui/keys/actions.ts';
import { CONTEXTS, FIELD_CONTEXTS } from '../../../../tui/keys/contexts.ts';
import { HOT_DISPOSITIONS, mnemonicOf, shortLabelOf } from '../../../../tui/keys/disposition-keys.ts';
import { messageFor } from '../../../../tui/keys/key-dispatch.ts';
import { keyLabel } from '../../../../tui/keys/key-labels.ts';
import { barActions, HOT_CELL, keyBarLines } from '../../../../tui/panes/key-bar-lines.ts';
import { cellsOf } from '../../../../tui/screen/line.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

describe('the table of actions', () => {
  it.each(CONTEXTS)('no two actions share a key in « %s »', (context) => {
    const keys = ACTIONS.flatMap((one) =>
      one.bindings.filter((binding) => binding.in.includes(context)).map((binding) => binding.key),
    );
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  });

  it('no key of the script context can be an answer of a script, and no field action is a character', () => {
    const keys = (contexts: readonly string[]) =>
      ACTIONS.flatMap((one) =>
        one.bindings
          .filter((binding) => binding.in.some((context) => contexts.includes(context)))
          .map((binding) => binding.key),
      );
    expect(keys(['script']).filter((key) => /^[a-z1-9]$/.test(key))).toEqual([]);
    expect(keys(FIELD_CONTEXTS).filter((key) => key.length === 1)).toEqual([]);
  });

  it('every label fits the key bar, every help line fits 80 columns', () => {
    for (const one of ACTIONS) expect(cells(one.label), one.id).toBeLessThanOrEqual(14);
    for (const { fKey, letter, label } of HOT_DISPOSITIONS)
      expect(`${keyLabel(fKey)} ${letter} ${label}`.length).toBeLessThan(HOT_CELL);
    for (const one of ACTIONS) expect(cells(one.help), one.id).toBeLessThanOrEqual(80 - 16);
  });

  it.each(CONTEXTS.filter((one) => one !== 'small' && one !== 'leaving'))(
    'at 80 columns the bar of « %s » shows help and quit',
    (context) => {
      const bar = keyBarLines(callState(), context, { width: 80, height: 3 });
      const text = bar.map((one) => one.map((piece) => piece.text).join('')).join('\n');
      expect(text).toContain('Aide');
      expect(text).toContain('Quitter');
      for (const one of bar) expect(cellsOf(one)).toBeLessThanOrEqual(81);
      expect(barActions(context).length).toBeGreaterThan(0);
    },
  );
});

describe('dispositions', () => {
  it.each(['u', 'r'] as const)('every pickable disposition of scope %s has its own two letters', (scope) => {
    const letters = pickableDispositions(scope).map((row) => mnemonicOf(row.code));
    expect(letters.every((one) => /^[a-z]{2}$/.test(one))).toBe(true);
    expect(new Set(letters).size).toBe(letters.length);
    for (const row of pickableDispositions(scope))
      for (const country of COUNTRIES) expect(cells(shortLabelOf(row.code, country))).toBeLessThanOrEqual(21);
  });

  it.each(pickableDispositions('u').map((row) => row.code))(
    '%s is reached by keys from the script',
    (code) => {
      const [first = '', second = ''] = mnemonicOf(code);
      const state = press(callState(), 'tab', first, second);
      const { stage } = state;
      if (stage.at === 'saving') expect(stage.outcome.disposition).toBe(code);
      else if (stage.at === 'call') expect(stage.call.closing?.code ?? stage.call.wanted).toBe(code);
      else expect.unreachable();
    },
  );

  it('each hot disposition has an F-key and a capital letter that mean the same', () => {
    for (const { fKey, letter, code } of HOT_DISPOSITIONS) {
      const byF = messageFor(callState(), { name: fKey });
      expect(byF).toEqual({ type: 'disposition', code });
      expect(messageFor(callState(), { name: letter, text: letter })).toEqual(byF);
    }
  });

  it('a disabled key says why', () => {
    expect(messageFor(callState(), { name: 'backspace' })).toEqual({
      type: 'refused',
      why: 'C’est la première étape du script.',
    });
  });
});
