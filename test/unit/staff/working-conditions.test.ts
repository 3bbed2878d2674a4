import { describe, expect, it } from 'vitest';
import {
  conditionLine,
  type WorkedDay,
  weekConditions,
} from '../../../server/domain/staff/working-conditions.ts';

const HOUR = 3600;

function day(agent: string, change: Partial<WorkedDay> = {}): WorkedDay {
  return {
    ...{ agent, team: 'A', presenceSeconds: 7 * HOUR, productionSeconds: 5 * HOUR, calls: 60 },
    breaks: { pause: 1200, dejeuner: 3600, formation: 1800 },
    ...change,
  };
}

const six = ['1', '2', '3', '4', '5', '6'].map((agent) => day(agent));

describe('R-74 a week of work', () => {
  it('says people, hours, rest, training and pace of a team, nobody named', () => {
    const [line, ...others] = weekConditions('2026-W48', [...six, day('1')], 'FR');
    expect(others).toEqual([]);
    expect(line).toEqual({
      week: '2026-W48',
      team: 'A',
      told: {
        ...{ people: 6, days: 7, presenceHours: 49, productionHours: 35, restMinutesADay: 80 },
        ...{ trainingHours: 3.5, callsAnHour: 12, shortRests: 0 },
      },
    });
    expect(conditionLine(line!).join(' | ')).toBe(
      '2026-S48 | A | 6 | 7 | 49 h | 35 h | 80 min | 3,5 h | 12 | 0',
    );
  });

  it('counts rests shorter than the law of the country, a broken machine being no rest', () => {
    const long = { presenceSeconds: 7.5 * HOUR, breaks: { pause: 20 * 60, technique: 3600 } };
    const shorts = (country: 'FR' | 'BE' | 'CH', breaks = long.breaks) =>
      weekConditions('2026-W48', [...six, day('7', { ...long, breaks })], country)[0]?.told?.shortRests;
    expect([shorts('FR'), shorts('BE'), shorts('CH')]).toEqual([0, 0, 1]);
    expect(shorts('FR', { pause: 19 * 60, technique: 3600 })).toBe(1);
  });

  it('tells nothing of fewer than five people, and puts a small team with the others', () => {
    expect(weekConditions('2026-W48', six.slice(0, 4), 'FR')).toEqual([
      { week: '2026-W48', team: 'toute l’équipe', told: null },
    ]);
    const mixed = weekConditions('2026-W48', [...six, day('9', { team: 'B' })], 'FR');
    expect(mixed.map(({ team, told }) => [team, told?.people])).toEqual([['toute l’équipe', 7]]);
    expect(conditionLine({ week: '2026-W48', team: 'B', told: null })).toContain('masqué : moins de 5');
    expect(weekConditions('2026-W48', [], 'FR')).toEqual([]);
  });
});
