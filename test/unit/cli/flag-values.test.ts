import { describe, expect, it } from 'vitest';
import {
  dayEnd,
  dayOf,
  dayStart,
  INSTANT_FORMS,
  instantOf,
  listOf,
  numberOf,
  weekOf,
  wholeBetween,
} from '../../../scripts/cli/flag-values.ts';
import { buildProgram } from '../../../scripts/program.ts';

const at = (text: string) => Date.parse(text);

describe('a week', () => {
  it.each(['2026-W47', '2026-S47', ' 2026-s47 '])(
    '%s is taken as the answers write it, or as ISO does',
    (typed) => {
      expect(weekOf(typed)).toBe('2026-W47');
    },
  );

  it.each(['', 'S47', '47', '2026-S4', '2026-11-23'])('« %s » is refused with an example', (typed) => {
    expect(() => weekOf(typed)).toThrow('attend une semaine, par exemple 2026-S47');
  });
});

describe('an instant', () => {
  it.each([
    ['2026-11-24T09:30+01:00', '2026-11-24T08:30:00Z'],
    ['2026-11-24T09:30Z', '2026-11-24T09:30:00Z'],
    ['2026-11-24T09:30:15+05:00', '2026-11-24T04:30:15Z'],
    ['2026-11-24T09:30', '2026-11-24T08:30:00Z'],
    ['2026-11-24 09:30', '2026-11-24T08:30:00Z'],
    ['2026-07-24T09:30', '2026-07-24T07:30:00Z'],
    ['2026-11-24', '2026-11-23T23:00:00Z'],
  ])('%s is read, whether it says its offset or is of the house', (typed, meant) => {
    expect(instantOf(typed)).toBe(at(meant));
  });

  it.each([
    'demain',
    '',
    '24/11/2026',
    '2026-02-30T10:00',
    '2026-11-24T25:00',
    '2026-11-24T09:30[Asia/Tokyo]',
  ])('« %s » is refused with the ways to write one', (typed) => {
    expect(() => instantOf(typed)).toThrow(`attend ${INSTANT_FORMS}`);
  });

  it('that the clock skips is refused with the two local times around it', () => {
    expect(() => instantOf('2027-03-28T02:30')).toThrow(
      'heure sautée au passage à l’heure d’été : écrivez 2027-03-28T01:30:00 ou 2027-03-28T03:30:00',
    );
    expect(instantOf('2027-03-28T01:30:00')).toBe(at('2027-03-28T00:30:00Z'));
    expect(instantOf('2027-03-28T03:30:00')).toBe(at('2027-03-28T01:30:00Z'));
  });

  it('that the clock shows twice is refused with both, which are then read an hour apart', () => {
    expect(() => instantOf('2026-10-25T02:30')).toThrow(
      'heure qui vient deux fois, au passage à l’heure d’hiver : écrivez 2026-10-25T02:30:00+02:00 ou 2026-10-25T02:30:00+01:00',
    );
    expect(instantOf('2026-10-25T02:30:00+02:00')).toBe(at('2026-10-25T00:30:00Z'));
    expect(instantOf('2026-10-25T02:30:00+01:00')).toBe(at('2026-10-25T01:30:00Z'));
  });

  it('is read the same way, and told so, by each command that takes one', async () => {
    const program = await buildProgram({
      env: {},
      terminal: { isInteractive: false, columns: 80, ...silent },
    });
    const taken = [
      ['reassign', '--due-after'],
      ['reassign', '--due-before'],
      ['script enforce', '--from'],
      ['breach open', '--discovered'],
      ['papers access', '--at'],
      ['papers all', '--at'],
    ].map(([path = '', long]) => {
      const command = path.split(' ').reduce((one, name) => {
        const found = one.commands.find((sub) => sub.name() === name);
        if (!found) throw new Error(`no command ${name}`);
        return found;
      }, program);
      return command.options.find((one) => one.long === long);
    });
    for (const option of taken) {
      expect(option?.description).toContain(INSTANT_FORMS);
      expect(option?.parseArg).toBe(instantOf);
    }
  });
});

const silent = {
  line: () => undefined,
  lines: () => undefined,
  warn: () => undefined,
  ask: async () => '',
  askSecret: async () => '',
  askDrawn: () => Promise.reject(new Error('no question expected')),
};

describe('a day', () => {
  it('begins at the midnight of the house, and its end is the next one, on days of 23 and 25 hours too', () => {
    const hours = (day: string) => (dayEnd(day) - dayStart(day)) / 3_600_000;
    expect(dayStart('2026-11-24')).toBe(at('2026-11-23T23:00:00Z'));
    expect(['2026-11-24', '2027-03-28', '2026-10-25'].map(hours)).toEqual([24, 23, 25]);
  });

  it('that does not exist is refused with its form', () => {
    for (const read of [dayOf, dayStart, dayEnd])
      expect(() => read('2026-02-30')).toThrow('attend AAAA-MM-JJ');
    expect(dayOf('2026-02-28')).toBe('2026-02-28');
  });
});

describe('lists and numbers', () => {
  it('what stands between commas comes without blanks and without empty parts', () => {
    expect(listOf(' ali, lea,,zoe ,')).toEqual(['ali', 'lea', 'zoe']);
    expect(listOf('')).toEqual([]);
  });

  it.each(['0', '-1', '1.5', '1e3', '', 'douze', '01'])('« %s » is no number of a list', (typed) => {
    expect(() => numberOf(typed)).toThrow('attend un numéro');
  });

  it('a whole number is read within its bounds, both included', () => {
    const weight = wholeBetween(0, 9);
    expect(['0', '9'].map(weight)).toEqual([0, 9]);
    for (const typed of ['10', '-1', '', ' 3', '1.5'])
      expect(() => weight(typed)).toThrow('attend un nombre de 0 à 9');
    expect(numberOf('1042')).toBe(1042);
  });
});
