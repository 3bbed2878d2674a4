import { describe, expect, it } from 'vitest';
import type { LineBoard } from '../../../../shared/line-board.ts';
import { LINE_BOARD_ACTIONS, lineBoardMessageFor } from '../../../../tui/line-board/line-board-keys.ts';
import { lineBoardScreen, lineBoardText } from '../../../../tui/line-board/line-board-screen.ts';
import {
  emptyLineBoard,
  type LineBoardMessage,
  type LineBoardState,
  shownBoard,
} from '../../../../tui/line-board/line-board-state.ts';
import { lineBoardUpdate as step } from '../../../../tui/line-board/line-board-update.ts';
import { BOARD_MS, eveningBoard } from '../../../support/telephony/evening-board.ts';

const SIZE = { columns: 80, rows: 24 };
const lineBoardUpdate = (state: LineBoardState, message: LineBoardMessage) => step(state, message).state;
const heard = (...messages: readonly LineBoardMessage[]) =>
  messages.reduce(lineBoardUpdate, emptyLineBoard(SIZE));
const came = (...boards: readonly LineBoard[]) => heard({ type: 'came', boards });
const text = (state: ReturnType<typeof heard>, nowMs = BOARD_MS) =>
  lineBoardScreen(state, nowMs).map((one) =>
    one
      .map((piece) => piece.text)
      .join('')
      .trimEnd(),
  );
const press = (state: ReturnType<typeof heard>, name: string) => lineBoardMessageFor(state, { name });

describe('the board of a pledge line', () => {
  it('tells an evening in 24 lines of 80, none of them cut', async () => {
    const lines = text(came(eveningBoard()));
    expect(lines).toHaveLength(24);
    expect(lines.join('\n')).not.toContain('…');
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../../golden/screens/80x24/line-board.txt');
  });

  it('says in the place of the way that nobody is told what was not approved', () => {
    const lines = text(came({ ...eveningBoard(), unapproved: ['mentions'] }));
    expect(lines).toHaveLength(24);
    expect(lines).toContain(' Aucune promesse n’est prise. Pas ce qui a été approuvé : mentions.');
  });

  it('a wait goes on between two pushes', () => {
    const state = came(eveningBoard());
    expect(text(state).join('\n')).toContain('la plus longue 00:14');
    expect(text(state, BOARD_MS + 47_000).join('\n')).toContain('la plus longue 01:01');
  });

  it('a line that is cut says since when, a server out of reach that the figures are old', () => {
    const cut = came(eveningBoard({ line: { state: 'down', sinceMs: BOARD_MS - 65_000 } }));
    expect(text(cut)[0]).toMatch(/LIGNE COUPÉE depuis 01:05$/);
    const away = lineBoardUpdate(cut, { type: 'connected', isConnected: false });
    expect(text(away)[0]).toMatch(/serveur injoignable : chiffres gardés$/);
  });

  it('a manual line says that waits are not known, and shows no seat', () => {
    const manual = eveningBoard({ line: { state: 'manual', sinceMs: BOARD_MS } });
    const sites = manual.sites.map((site) => ({ ...site, seats: [] }));
    const shown = text(came({ ...manual, sites })).join('\n');
    expect(shown).toContain('seuls les appels dits au clavier sont connus');
    expect(shown).toMatch(/MAISON +–\/15/);
  });

  it('a hall too large for the screen says how much is not seen, and the text says all of it', () => {
    const one = eveningBoard();
    const sites = one.sites.map((site) => ({
      ...site,
      seats: Array.from({ length: 350 }, () => 'ready' as const),
    }));
    const large = { ...one, sites };
    const lines = text(came(large));
    expect(lines).toHaveLength(24);
    expect(lines.join('\n')).toMatch(/… \d+ lignes de postes de plus : agrandissez la fenêtre/);
    expect(lineBoardText(large, 80).join('\n')).toContain('350o');
    expect(lineBoardText(large, 80).every((line) => line.length <= 80)).toBe(true);
  });

  it('goes from a line to the next and back, and stays on it when another comes before', () => {
    const other = eveningBoard({ campaign: 'AA-2026', name: 'Autre ligne' });
    const two = came(eveningBoard(), eveningBoard({ campaign: 'PL-2027', name: 'Demain' }));
    const next = lineBoardUpdate(two, { type: 'next' });
    expect(shownBoard(next)?.name).toBe('Demain');
    const three = lineBoardUpdate(next, { type: 'came', boards: [other, ...(next.boards ?? [])] });
    expect(shownBoard(three)?.name).toBe('Demain');
    expect(shownBoard(lineBoardUpdate(three, { type: 'next' }))?.name).toBe('Autre ligne');
    expect(press(came(eveningBoard()), 'tab')).toEqual({
      type: 'refused',
      text: 'Une seule ligne vous est confiée.',
    });
  });

  it('every key of the table is told in the help, and another says where to look', () => {
    const state = came(eveningBoard());
    const help = text(lineBoardUpdate(state, { type: 'help' })).join('\n');
    for (const { help: told, in: where } of LINE_BOARD_ACTIONS)
      if (where.some((one) => one !== 'ask')) expect(help).toContain(told);
    expect(press(state, 'q')).toEqual({ type: 'leave' });
    expect(press(state, 'z')).toEqual({
      type: 'refused',
      text: 'z ne fait rien ici ; F1 dit toutes les touches.',
    });
    expect(press(lineBoardUpdate(state, { type: 'help' }), 'escape')).toEqual({ type: 'back' });
  });

  it('before the first push, with no line and refused, it says what to do', () => {
    expect(text(heard())[3]).toContain('Lecture de la ligne');
    expect(text(came()).join('\n')).toContain('plateau campaign create');
    const refused = heard({ type: 'failed', message: 'La session est finie.', hint: 'plateau login.' });
    expect(text(refused).join('\n')).toContain('plateau login.');
    const small = lineBoardUpdate(came(eveningBoard()), { type: 'resized', size: { columns: 60, rows: 20 } });
    expect(text(small).join(' ')).toContain('il faut 80 × 24');
  });
});
