import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../../tui/keys/actions.ts';
import { withKeys } from '../../../../tui/keys/named-keys.ts';
import { PRACTICE } from '../../../../tui/words/french-practice.ts';

const tasks = Object.values(PRACTICE.exercises).map(({ task }) => task);
const texts = [...tasks, PRACTICE.start, PRACTICE.invite];

describe('keys that texts name', () => {
  it('are the person’s own, or the table’s', () => {
    expect(withKeys('Ouvrez ({correct}).', undefined)).toBe('Ouvrez (Ctrl-E).');
    expect(withKeys('Ouvrez ({correct}).', { correct: ['f7'] })).toBe('Ouvrez (F7).');
  });

  it('belong to actions that there are', () => {
    const named = texts.flatMap((text) => [...text.matchAll(/\{([a-z-]+)\}/g)].map(([, id]) => id));
    expect(named).toHaveLength(4);
    for (const id of named) expect(ACTIONS.map((one) => one.id)).toContain(id);
  });
});
