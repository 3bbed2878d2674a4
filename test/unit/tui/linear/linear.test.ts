import { Writable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { linearLines } from '../../../../tui/linear/linear-lines.ts';
import { mountLinear } from '../../../../tui/linear/linear-output.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { GALLERY } from '../../../support/workstation/screen-gallery.ts';
import { press, tell } from '../../../support/workstation/workstation-driver.ts';

const card = GALLERY.card!;
const told = (state: WorkstationState, ...keys: string[]) => {
  const before = keys.slice(0, -1).reduce((now, key) => press(now, key), state);
  return linearLines(before, press(before, keys.at(-1) ?? ''));
};

describe('the linear mode', () => {
  it('tells the step that came, not the card that stayed', () => {
    const lines = told(card, 'o');
    expect(lines[0]).toBe('— Un bon moment ? —');
    expect(lines.join('\n')).toContain('Avez-vous deux ou trois minutes ?');
    expect(lines.join('\n')).not.toContain('06 39 98');
  });

  it('says each character typed, what is erased, and the field whole after a paste', () => {
    expect(told(card, 'ctrl-n', 'a')).toContain('a');
    expect(told(card, 'ctrl-n', 'a', 'backspace')).toContain('effacé : a');
    const note = press(card, 'ctrl-n');
    expect(linearLines(note, tell(note, { type: 'typed', text: 'le soir' }))).toContain('Note : le soir');
  });

  it('says what is left of a note when it opens, by fifties and at its end, not at every key', () => {
    const note = press(card, 'ctrl-n');
    const typed = (count: number) => tell(note, { type: 'typed', text: 'a'.repeat(count) });
    const next = (count: number) => linearLines(typed(count), press(typed(count), 'b'));
    expect(linearLines(card, note)).toContain('250 caractères restants');
    expect(next(1)).toEqual(['b']);
    expect(next(49)).toEqual(['200 caractères restants', 'b']);
    expect(next(239)).toEqual(['10 caractères restants', 'b']);
  });

  it('never says a password', () => {
    const login = press(GALLERY.login!, 'x', 'tab');
    expect(linearLines(login, press(login, 'z')).join(' ')).not.toContain('z');
    expect(linearLines(undefined, press(login, 'z', 'q')).join(' ')).toContain('Mot de passe : ••');
  });

  it('an arrow in a list tells the new choice only', () => {
    const endings = press(GALLERY.endings!, 'down');
    expect(linearLines(endings, press(endings, 'down'))).toEqual(['b  Rappel collectif (choisi)']);
  });

  it('tells a refusal, a cut line, and nothing of the clock or of the window', () => {
    expect(told(card, 'z')).toEqual(['Cette touche n’est pas une réponse de cette étape.']);
    expect(linearLines(card, tell(card, { type: 'line', line: 'reconnecting' }))).toContain('HORS LIGNE');
    expect(linearLines(card, tell(card, { type: 'resized', size: { columns: 20, rows: 5 } }))).toEqual([]);
  });

  it('writes lines without one escape sequence, and catches up with a slow reader', async () => {
    const written: string[] = [];
    const waiting: (() => void)[] = [];
    const output = new Writable({
      highWaterMark: 1,
      decodeStrings: false,
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        waiting.push(done);
      },
    });
    const store = createStore<WorkstationState>()(() => card);
    const onError = (error: unknown) => expect.unreachable(String(error));
    const { stop } = mountLinear({ store, output, onError });
    for (const state of [press(card, 'o'), press(card, 'o', 'o'), press(card, 'o', 'o')])
      store.setState(state, true);
    expect(written.length).toBe(1);
    waiting.shift()?.();
    await vi.waitFor(() => expect(written.length).toBe(2));
    expect(written.join('').replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
    expect(written[1]).toContain('— Merci —');
    expect(written[1]).not.toContain('— Un bon moment ? —');
    stop();
    store.setState(card, true);
    expect(written.length).toBe(2);
  });
});
