import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actionName } from '../../../../tui/keys/action-names.ts';
import { ACTIONS } from '../../../../tui/keys/actions.ts';
import { readChoice } from '../../../../tui/keys/chosen-keys.ts';
import { keySheet } from '../../../../tui/keys/key-sheet.ts';
import { keyBarLines } from '../../../../tui/panes/key-bar-lines.ts';
import { pageLines } from '../../../../tui/panes/overlays/page-lines.ts';
import type { Line } from '../../../../tui/screen/line.ts';
import { helpParts } from '../../../../tui/state/overlays/help-rows.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press } from '../../../support/workstation/workstation-driver.ts';

const textOf = (lines: readonly Line[]) =>
  lines.map((one) => one.map((piece) => piece.text).join('')).join('\n');
const page = (state: WorkstationState) => textOf(pageLines(state, { width: 80, height: 18 }));
const type = (state: WorkstationState, text: string) => press(state, ...text);

describe('the file of personal keys', () => {
  it('moves an action on bar, help, palette and keyboard alike', () => {
    const { keys, problems } = readChoice({ corriger: 'Ctrl-B' });
    expect(problems).toEqual(['« corriger » ne peut pas prendre Ctrl-B : c’est le préfixe de tmux.']);
    expect(keys).toEqual({});
    const chosen = readChoice({ corriger: 'Z', note: 'f11', corrections: 'x' });
    expect(chosen.problems).toEqual([expect.stringContaining('Aucune action ne s’appelle « corrections »')]);
    const good = readChoice({ corriger: ['Z', 'f11'] });
    expect(good.problems).toEqual([]);
    const state: WorkstationState = { ...callState(), chosenKeys: good.keys };
    expect(press(state, 'Z').stage).toMatchObject({ form: { kind: 'correction' } });
    expect(press(state, 'ctrl-e').notice?.tone).toBe('refusal');
    expect(textOf(keyBarLines(state, 'script', { width: 160, height: 2 }))).toContain('Z Corriger');
    expect(page(type(press(state, ':'), 'corriger'))).toMatch(/Corriger\s+Z F11/);
    expect(page(press(state, '?'))).toContain('Z F11');
  });

  it.each([
    [{ corriger: 'ctrl-n' }, 'La touche Ctrl-N servirait à la fois à « corriger » et à « note ».'],
    [{ note: 'a' }, '« note » ne peut pas prendre a : c’est une lettre du texte ou une réponse du script.'],
    [
      { note: '7' },
      '« note » ne peut pas prendre 7 : les chiffres demandent Maj sur un clavier français ou belge.',
    ],
    [{ note: '~' }, '« note » ne peut pas prendre ~ : après Entrée, SSH la garde pour lui.'],
    [
      { note: 'ctrl-s' },
      '« note » ne peut pas prendre Ctrl-S : elle fige l’affichage de certains terminaux.',
    ],
    [{ quitter: 'Z' }, 'Les touches de « quitter » ne se changent pas.'],
    [{ note: 12 }, '« note » attend une touche, ou une liste de touches.'],
    [{ note: ['Z', 'K', 'B', 'L'] }, '« note » a trop de touches : 3 au plus.'],
  ])('%j is refused in French', (written, said) => {
    expect(readChoice(written).problems).toContain(said);
  });

  it('two actions may exchange their keys', () => {
    const { keys, problems } = readChoice({ corriger: 'ctrl-n', note: 'ctrl-e' });
    expect(problems).toEqual([]);
    const state: WorkstationState = { ...callState(), chosenKeys: keys };
    expect(press(state, 'ctrl-e').stage).toMatchObject({ form: { kind: 'note' } });
  });
});

describe('the cheat sheet', () => {
  it('is the table: server/campaigns/fiches/touches.md is what « plateau touches --markdown » prints', () => {
    expect(readFileSync('server/campaigns/fiches/touches.md', 'utf8').trimEnd()).toBe(keySheet().trimEnd());
  });

  it('names each action once, and the help shows each key', () => {
    const names = ACTIONS.map(actionName);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    const card = fictitiousCard();
    const lined = { ...card, campaign: { ...card.campaign, hasLine: true as const } };
    const rows = helpParts(callState(lined), '').flatMap((part) => part.rows);
    for (const one of ACTIONS) expect(rows.map((row) => row.help)).toContain(one.help);
    expect(rows.filter((row) => row.help.startsWith('Annuler la dernière')).map((row) => row.keys)).toEqual([
      'U',
    ]);
  });
});
