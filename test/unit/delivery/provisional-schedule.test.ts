import { describe, expect, it } from 'vitest';
import { provisionalPeriod, provisionalsDue } from '../../../server/domain/delivery/provisional-schedule.ts';

const at = (text: string) => Date.parse(`${text}+01:00`);

function campaign(provisionalReturn: 'weekly' | 'monthly' | undefined, state: 'open' | 'closed' = 'open') {
  return {
    ...{ code: 'UPG', state, createdAtMs: at('2026-11-02T09:00:00') },
    settings: { starts: '2026-11-02', ends: '2027-01-31', ...(provisionalReturn && { provisionalReturn }) },
  };
}

const due = (one: ReturnType<typeof campaign>, now: string, days: readonly string[] = []) =>
  provisionalsDue({
    campaigns: [one],
    delivered: days.map((day) => ({
      ...{ campaign: 'UPG', kind: 'final', period: provisionalPeriod(day), state: 'delivered' as const },
    })),
    nowMs: at(now),
  });

describe('R-66 a provisional return by itself', () => {
  it('leaves with the weekly file, once, and only where the campaign asks for it', () => {
    expect(due(campaign('weekly'), '2026-11-24T21:59:00')).toEqual([]);
    expect(due(campaign('weekly'), '2026-11-24T22:00:00')).toEqual(['UPG']);
    expect(due(campaign('weekly'), '2026-11-26T09:00:00')).toEqual(['UPG']);
    expect(due(campaign('weekly'), '2026-11-26T09:00:00', ['2026-11-17'])).toEqual(['UPG']);
    expect(due(campaign('weekly'), '2026-11-26T09:00:00', ['2026-11-24'])).toEqual([]);
    expect(due(campaign('weekly'), '2026-11-26T09:00:00', ['2026-11-25'])).toEqual([]);
    expect(due(campaign(undefined), '2026-11-26T09:00:00')).toEqual([]);
    expect(due(campaign('weekly', 'closed'), '2026-11-26T09:00:00')).toEqual([]);
  });

  it('leaves once a month with the first weekly file of the month, and never before the first week', () => {
    expect(due(campaign('monthly'), '2026-11-24T23:00:00')).toEqual([]);
    expect(due(campaign('monthly'), '2026-12-01T22:00:00')).toEqual(['UPG']);
    expect(due(campaign('monthly'), '2026-12-08T22:00:00')).toEqual([]);
    expect(due(campaign('weekly'), '2026-11-03T22:30:00')).toEqual([]);
  });
});
