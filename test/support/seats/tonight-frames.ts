import type { Tonight, TonightPerson, TonightSlot } from '../../../shared/people/tonight.ts';

/** A Saturday of pledges, at 10:41. */
export const TONIGHT_MS = Date.parse('2026-11-28T10:41:00+01:00');

const at = (time: string) => Date.parse(`2026-11-28T${time}:00+01:00`);

function slot(id: number, [from, to]: readonly [string, string], counts: readonly number[]): TonightSlot {
  const [capacity = 0, held = 0, waiting = 0, came = 0, trained = 0, seated = 0, missing = 0] = counts;
  const numbers = { capacity, held, waiting, came, trained, seated, missing };
  return {
    ...{ id, campaign: 'PL-2026', site: 'MAISON', role: '', fromMs: at(from), toMs: at(to) },
    ...numbers,
  };
}

/** Somebody who does not exist. */
export function person(signup: number, name: string, change: Partial<TonightPerson> = {}): TonightPerson {
  const nothing = {
    attendance: null,
    attendedAtMs: null,
    isTrained: false,
    practiceDone: 0,
    isOnCall: false,
  };
  return { signup, person: name, state: 'held', ...nothing, ...change };
}

/** The day as the design draws it: one slot that begins, and an evening that misses people. */
export function pledgeDay(change: Partial<Tonight> = {}): Tonight {
  const came = (time: string) => ({ attendance: 'came', attendedAtMs: at(time) }) as const;
  return {
    lines: ['Soirée des promesses 2026'],
    slots: [
      slot(1, ['11:00', '13:30'], [15, 15, 3, 2, 9, 2, 13]),
      slot(2, ['13:00', '15:30'], [15, 14, 0, 0, 10, 0, 1]),
      slot(3, ['15:30', '17:30'], [15, 15, 6, 0, 6, 0, 0]),
      slot(4, ['20:00', '22:00'], [15, 6, 0, 0, 6, 0, 9]),
    ],
    slot: 1,
    people: [
      person(1, 'Aïcha F.', { ...came('10:31'), isTrained: true, seat: 'MAISON-04', isOnCall: true }),
      person(2, 'Bruno G.', { ...came('10:35'), practiceDone: 2, seat: 'MAISON-07' }),
      person(3, 'Chloé M.'),
      person(4, 'Denis P.', { isTrained: true }),
      person(5, 'Emma R.', { attendance: 'excused', attendedAtMs: at('10:20') }),
      person(6, ''),
      ...Array.from({ length: 9 }, (_, rank) => person(10 + rank, `Exemple ${rank + 1}`)),
      ...Array.from({ length: 3 }, (_, rank) =>
        person(30 + rank, `Attente ${rank + 1}`, { state: 'waiting' }),
      ),
    ],
    ...change,
  };
}
