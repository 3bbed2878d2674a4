import { describe, expect, it } from 'vitest';
import { shiftCodeOf } from '../../../../server/domain/seats/shift-code.ts';
import type { Key } from '../../../../tui/keys/key-names.ts';
import { largeCode } from '../../../../tui/tonight/large-code.ts';
import { TONIGHT_ACTIONS, tonightMessageFor } from '../../../../tui/tonight/tonight-keys.ts';
import { tonightScreen, tonightText } from '../../../../tui/tonight/tonight-screen.ts';
import {
  emptyTonight,
  personShown,
  type TonightCommand,
  type TonightMessage,
  type TonightState,
} from '../../../../tui/tonight/tonight-state.ts';
import { tonightUpdate } from '../../../../tui/tonight/tonight-update.ts';
import { person, pledgeDay, TONIGHT_MS } from '../../../support/seats/tonight-frames.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
] as const;
const CODE = {
  person: 'Chloé M.',
  site: 'MAISON',
  when: 'samedi 28 novembre, 11 h – 13 h 30',
  code: 'BCDEFGHJ',
};

const heard = (state: TonightState, ...messages: readonly TonightMessage[]) =>
  messages.reduce((now, message) => tonightUpdate(now, message).state, state);
const day = (change = {}) =>
  heard(emptyTonight({ canPrint: true }), { type: 'came', tonight: pledgeDay(change) });
/** Presses keys, and says what went to the server last. */
function pressed(state: TonightState, ...keys: readonly (string | Key)[]) {
  let [now, sent]: [TonightState, readonly TonightCommand[]] = [state, []];
  for (const key of keys) {
    const one = typeof key === 'string' ? { name: key, ...(key.length === 1 && { text: key }) } : key;
    const message = tonightMessageFor(now, one);
    if (message) ({ state: now, commands: sent } = tonightUpdate(now, message));
  }
  return { state: now, sent };
}
const text = (state: TonightState) =>
  tonightScreen(state, TONIGHT_MS).map((one) =>
    one
      .map((piece) => piece.text)
      .join('')
      .trimEnd(),
  );

describe('« Ce soir »', () => {
  it('tells a day of pledges, its keys, a code and an empty day, none of it cut', async () => {
    const frames = {
      evening: day(),
      keys: pressed(day(), '?').state,
      code: heard(day(), { type: 'drawn', code: CODE }),
      sure: pressed(day(), 'i').state,
      call: heard(day(), { type: 'counted', sure: { do: 'call', slot: 4, count: 62, places: 9 } }),
      swap: pressed(day(), 'down', 'down', 'r').state,
      empty: heard(emptyTonight({ canPrint: true }), {
        type: 'came',
        tonight: { lines: ['Soirée des promesses 2026'], slots: [], people: [], next: pledgeDay().slots[3] },
      }),
    };
    for (const size of SIZES)
      for (const [name, state] of Object.entries(frames)) {
        const lines = text({ ...state, size });
        expect(lines).toHaveLength(size.rows);
        expect(lines.every((one) => one.length <= size.columns)).toBe(true);
        await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
          `../../../golden/screens/${size.columns}x${size.rows}/tonight-${name}.txt`,
        );
      }
  });

  it('marks who is there, absent, then excused, and takes the mark away; one order at a time', () => {
    const third = pressed(day(), 'down', 'down').state;
    const came = pressed(third, 'enter');
    expect(came.sent).toEqual([{ do: 'attend', signup: 3, person: 'Chloé M.', as: 'came' }]);
    expect(pressed(came.state, 'enter').state.said).toBe('La demande d’avant est en route.');
    expect(pressed(third, 'a').sent).toMatchObject([{ as: 'absent' }]);
    const people = [person(3, 'Chloé M.', { attendance: 'absent', attendedAtMs: TONIGHT_MS })];
    expect(pressed(day({ people }), 'a').sent).toMatchObject([{ as: 'excused' }]);
    expect(pressed(day({ people }), 'delete').sent).toMatchObject([{ as: null }]);
    expect(pressed(third, 'delete').state.said).toBe('Cette personne n’est pas pointée.');
  });

  it('keeps the cursor on a person whoever comes or goes, and goes from slot to slot', () => {
    const third = pressed(day(), 'down', 'down').state;
    const people = [person(9, 'Nouveau N.'), ...pledgeDay().people];
    expect(personShown(heard(third, { type: 'came', tonight: pledgeDay({ people }) }))?.person).toBe(
      'Chloé M.',
    );
    expect(pressed(third, 'right').sent).toEqual([{ do: 'follow', slot: 2 }]);
    expect(pressed(third, 'left').sent).toEqual([{ do: 'follow', slot: 4 }]);
  });

  it('draws a code once it is asked twice, and shows it until Escape', () => {
    const asked = pressed(day(), 'down', 'down', 'c');
    expect(asked.sent).toEqual([]);
    const drawn = pressed(asked.state, 'enter');
    expect(drawn.sent).toEqual([{ do: 'code', slot: 1, signup: 3, person: 'Chloé M.' }]);
    const shown = heard(drawn.state, { type: 'drawn', code: CODE });
    expect(text(shown).join('\n')).toContain('B C D E F G H J');
    expect(text(heard(shown, { type: 'came', tonight: pledgeDay() })).join('\n')).toContain(
      'B C D E F G H J',
    );
    expect(text(pressed(shown, 'escape').state).join('\n')).not.toContain('B C D E F G H J');
  });

  it('says why not: somebody who waits, a full slot, a seat that is taken, a reason too short, a server away', () => {
    const said = (state: TonightState, ...keys: string[]) => pressed(state, ...keys).state.said;
    const waits = day({ people: [person(30, 'Attente 1', { state: 'waiting' })] });
    expect(said(waits, 'enter')).toMatch(/attend une place/);
    expect(said(day(), 'l')).toMatch(/Ce créneau est complet/);
    expect(said(day(), 'a')).toMatch(/tient un poste/);
    expect(said(day(), 'down', 'down', 'r', 'non', 'enter')).toMatch(/cinq signes/);
    expect(said(heard(day(), { type: 'connected', isConnected: false }), 'enter')).toMatch(/injoignable/);
    expect(said(day(), 'z')).toBe('La touche z ne fait rien ici.');
    expect(said({ ...day(), canPrint: false }, 'i')).toContain('plateau slot badges 1 --out badges.pdf');
  });

  it('gives a place to the first who waits, with a reason where somebody loses theirs', () => {
    const typed = [...'ne vient plus'].map((one) => ({ name: one, text: one }));
    expect(pressed(day(), 'down', 'down', 'r', ...typed, 'enter').sent).toEqual([
      { do: 'swap', signup: 3, person: 'Chloé M.', reason: 'ne vient plus' },
    ]);
    const [first] = pledgeDay().slots;
    const free = day({ slots: first ? [{ ...first, held: 14 }] : [] });
    expect(pressed(free, 'l').sent).toEqual([{ do: 'move-up', slot: 1 }]);
  });

  it('counts whom a slot that misses people may write to, and writes once that number is confirmed', () => {
    expect(pressed(day(), 'e').state.said).toMatch(/Aucune place n’est libre/);
    const slots = pledgeDay().slots.filter(({ id }) => id === 4);
    const evening = day({ slots, slot: 4, people: [] });
    expect(pressed(evening, 'e').sent).toEqual([{ do: 'count-call', slot: 4 }]);
    const sure = { do: 'call', slot: 4, count: 62, places: 9 } as const;
    const asked = heard(pressed(evening, 'e').state, { type: 'counted', sure });
    expect(pressed(asked, 'escape').sent).toEqual([]);
    expect(pressed(asked, 'enter').sent).toEqual([sure]);
  });

  it('has a large letter for each that a code may hold, and no two actions under one key', () => {
    for (let half = 0; half < 16; half += 1)
      expect(largeCode(shiftCodeOf(Uint8Array.of(half * 17, 0, 0, 0)))[0]?.[1]?.text.slice(0, 12)).toMatch(
        /#/,
      );
    const bound = TONIGHT_ACTIONS.flatMap(({ keys, in: where }) =>
      where.flatMap((one) => keys.map((key) => `${one} ${key}`)),
    );
    expect(new Set(bound).size).toBe(bound.length);
  });

  it('is told once as text, everybody in it', () => {
    const lines = tonightText({ tonight: pledgeDay(), columns: 80 }, TONIGHT_MS);
    expect(lines.join('\n')).toContain('Attente 3');
    expect(lines.every((one) => one.length <= 80)).toBe(true);
  });
});
