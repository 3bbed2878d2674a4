import { describe, expect, it } from 'vitest';
import { statusLines } from '../../../../tui/panes/status-line.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { callState } from '../../../support/workstation/workstation-driver.ts';

const told = (text: string, more: Partial<WorkstationState> = {}, width = 80) =>
  statusLines({ ...callState(), ...more, notice: { serial: 1, text, tone: 'refusal' } }, width).map((one) =>
    one
      .map((piece) => piece.text)
      .join('')
      .trim(),
  );

describe('the status line', () => {
  const long =
    'Plus aucune demande dans cet appel : ni don, ni rappel. Si c’était une erreur, revenez d’une étape.';

  it('a sentence that fits stays on its line, whatever waits on the right', () => {
    expect(told('Fiche enregistrée.')).toEqual(['Fiche enregistrée.']);
    expect(told('Fiche enregistrée.', { unread: 1 })).toHaveLength(1);
  });

  it('a longer one begins on the line above and is told to its end, at 80 columns', () => {
    const lines = told(long);
    expect(lines).toHaveLength(2);
    expect(lines.join(' ').replaceAll('\u00a0', ' ')).toBe(long);
    expect(told(long, {}, 120)).toEqual([long]);
  });

  it('leaves its place to what waits, and cuts with a mark what two lines cannot hold', () => {
    const beside = told(long, { unread: 2 });
    expect(beside.join(' ').replaceAll('\u00a0', ' ')).toMatch(/revenez d’une étape\. +2 messages : M$/);
    const [above = '', last = ''] = told(`${long} ${long}`);
    expect(above.length).toBeLessThanOrEqual(78);
    expect(last).toMatch(/…$/);
    expect(last.length).toBeLessThanOrEqual(78);
  });

  it('parts that are told with a point keep it inside the sentence, never at the edge of a line', () => {
    const parts = 'Occupé enregistré, revient demain à 14:00 pour la deuxième fois · un mot · U annule';
    const [above = '', last = ''] = told(parts);
    expect([above, last].join(' | ')).not.toMatch(/· \||\| ·/);
    expect(last).toMatch(/U annule$/);
  });
});
