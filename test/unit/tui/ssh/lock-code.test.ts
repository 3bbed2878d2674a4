import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { codeRefusal, LockCode } from '../../../../tui/ssh/lock-code.ts';
import { openLockScreen } from '../../../../tui/ssh/lock-screen.ts';

const PASSWORD = 'quatre mots sans rapport';

describe('the code of a shift', () => {
  it.each(['123', '123456789', '12a4', '', ' 482', '４８２７'])('%j is none', (typed) => {
    expect(codeRefusal(typed)).toBe('Le code a de 4 à 8 chiffres.');
  });
  it.each(['0000', '55555555', '1234', '9876', '4567890', '3210'])('%s is too easy to guess', (typed) => {
    expect(codeRefusal(typed)).toContain('Trop facile');
  });
  it.each(['4827', '10203040', '1122'])('%s may be chosen', (typed) => {
    expect(codeRefusal(typed)).toBeUndefined();
  });

  it('opens until three wrong ones in a row, never by anything that is no code', () => {
    const code = new LockCode();
    expect(code.try('4827')).toBe('no-code');
    code.choose('4827');
    expect(['4827', '4828', '48270', '4827', '1928', '1929'].map((typed) => code.try(typed))).toEqual([
      ...['right', 'wrong', 'wrong', 'right', 'wrong', 'wrong'],
    ]);
    expect(code.try(PASSWORD)).toBe('no-code');
    expect(code.try('1930')).toBe('ended');
    expect(code.try('4827')).toBe('no-code');
    expect(code.isOffered).toBe(true);
  });
});

/** A locked terminal whose person types. */
function locked(code = new LockCode()) {
  const input = Object.assign(new EventEmitter(), {
    setRawMode: () => input,
    resume: () => input,
    pause: () => input,
  });
  let painted: readonly string[] = [];
  const done: string[] = [];
  const screen = openLockScreen({
    terminal: {
      input: input as never,
      paint: (lines) => {
        painted = lines;
      },
      hangUp: () => void done.push('hung up'),
      onResize: () => () => undefined,
    },
    firstName: 'Camille',
    code,
    check: async (typed) => (typed === PASSWORD || code.try(typed) === 'right' ? undefined : 'Refusé.'),
    chosen: async () => void done.push('chosen'),
    unlocked: () => void done.push('unlocked'),
  });
  const type = async (text: string) => {
    input.emit('data', Buffer.from(text));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { screen, type, done, code, shown: () => painted.join('\n') };
}

describe('the locked screen', () => {
  it('offers a code once the password was right, asks it twice, and shows none of the signs', async () => {
    const { type, done, shown, code } = locked();
    await type('4827\r');
    expect(shown()).toContain('Refusé.');
    await type(`${PASSWORD}\r`);
    expect(done).toEqual([]);
    await type('1234\r');
    expect(shown()).toContain('Trop facile');
    await type('4827\r');
    await type('4828\r');
    expect(shown()).toContain('diffèrent');
    expect(code.isSet).toBe(false);
    await type('4827\r4827\r');
    expect(done).toEqual(['chosen', 'unlocked']);
    expect(code.try('4827')).toBe('right');
    expect(shown()).not.toMatch(/48|quatre/);
  });

  it('opens without a code for who wants none, and does not ask again in this shift', async () => {
    const first = locked();
    await first.type(`${PASSWORD}\r`);
    await first.type('\r');
    expect(first.done).toEqual(['unlocked']);
    const second = locked(first.code);
    await second.type(`${PASSWORD}\r`);
    expect(second.done).toEqual(['unlocked']);
  });

  it('with a code asks for it, and still takes the password', async () => {
    const code = new LockCode();
    code.choose('4827');
    const { type, done, shown } = locked(code);
    expect(shown()).toContain('Votre code (ou votre mot de passe)');
    await type(`${PASSWORD}\r`);
    expect(done).toEqual(['unlocked']);
  });
});
