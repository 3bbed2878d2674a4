import { describe, expect, it } from 'vitest';
import { pageLines } from '../../../../tui/panes/overlays/page-lines.ts';
import { helpParts } from '../../../../tui/state/overlays/help-rows.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { callState, press, startState, tell } from '../../../support/workstation/workstation-driver.ts';

const page = (state: WorkstationState) =>
  pageLines(state, { width: 80, height: 18 })
    .map((one) => one.map((piece) => piece.text).join(''))
    .join('\n');
const type = (state: WorkstationState, text: string) => press(state, ...text);
const waiting = () =>
  tell(startState(), { type: 'no-card', why: 'Rien pour l’instant.', retryAtMs: MONDAY_EVENING_MS + 60_000 });

describe('the help', () => {
  it('begins with the keys of the screen under it, the rest after', () => {
    expect(helpParts(press(waiting(), '?'), '')[0]).toMatchObject({ title: 'Sur cet écran' });
    const here = (state: WorkstationState) => helpParts(state, '')[0]?.rows.map((row) => row.help) ?? [];
    expect(here(press(waiting(), '?'))).toContain('Demander une fiche maintenant.');
    expect(here(press(waiting(), '?'))).not.toContain('Deuil : plus aucune demande, la conclusion.');
    expect(here(press(callState(), '?'))).toContain('Deuil : plus aucune demande, la conclusion.');
    const all = helpParts(callState(), '').flatMap((part) => part.rows.map((row) => row.help));
    expect(new Set(all).size).toBe(all.length);
  });

  it('is searched by typing, in keys and sentences, accents or not; ? and Enter close it', () => {
    const found = type(press(callState(), '?'), 'declic');
    expect(page(found)).toContain('Aucune touche ne porte ces mots.');
    const wanted = press(type(press(found, 'ctrl-u'), 'CORRIGER telephones'));
    expect(page(wanted)).toContain('Corriger l’adresse');
    expect(page(wanted)).not.toContain('Ma journée');
    expect(press(wanted, '?').overlay).toBeUndefined();
    expect(press(wanted, 'enter').overlay).toBeUndefined();
    expect(press(wanted, 'enter').stage).toEqual(callState().stage);
  });

  it('counts what is below, and shows its last line after scrolling', () => {
    expect(page(press(callState(), '?'))).toMatch(/↓ \d+ lignes de plus/);
    const end = press(press(callState(), '?'), ...Array<string>(20).fill('pagedown'));
    expect(page(end)).toContain('^Q se lit Ctrl-Q.');
  });
});
