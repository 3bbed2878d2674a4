import { describe, expect, it } from 'vitest';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { callState, press, startState } from '../../../support/workstation/workstation-driver.ts';

describe('a window below 80×24', () => {
  it('keeps the number to dial and the words of the step, and says how to get the rest back', () => {
    const { text } = drawnScreen(callState(), { columns: 60, rows: 20 });
    const rows = text.trimEnd().split('\n');
    expect(rows[0]).toBe('▸ 06 39 98 00 01');
    expect(text).toContain('Bonjour ! Je m’appelle Camille');
    expect(text.replaceAll('\n', ' ')).toContain('Agrandissez-la à 80×24 au moins. Rien n’est perdu.');
  });

  it('keeps the number whatever the height, and says that the words go on', () => {
    const low = drawnScreen(callState(), { columns: 40, rows: 9 }).text;
    expect(low.split('\n')[0]).toBe('▸ 06 39 98 00 01');
    expect(low).toMatch(/[^…] …\n/);
    const narrow = drawnScreen(callState(), { columns: 40, rows: 10 }).text;
    expect(narrow).not.toMatch(/\S…/);
    const lowest = drawnScreen(callState(), { columns: 60, rows: 4 }).text;
    expect(lowest.split('\n').slice(0, 2)).toEqual([
      '▸ 06 39 98 00 01',
      'Fenêtre trop petite (60×4). Agrandissez-la à 80×24 au moins.',
    ]);
    expect(drawnScreen(callState(), { columns: 12, rows: 6 }).text).toMatch(/^▸…/);
  });

  it('shows no number where no card is open, and its keys stay dead', () => {
    expect(drawnScreen(startState(), { columns: 60, rows: 20 }).text).toMatch(/^Fenêtre trop petite/);
    const small = { ...callState(), size: { columns: 60, rows: 20 } };
    expect(press(small, 'N', 'o', 'tab')).toMatchObject({ stage: small.stage });
  });
});
