import { describe, expect, it } from 'vitest';
import {
  deliveriesDue,
  type ScheduledCampaign,
  timesOf,
} from '../../../server/domain/delivery/week-schedule.ts';
import { isoWithOffset } from '../../../shared/time.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const campaign: ScheduledCampaign = {
  code: 'UPG-FR-26',
  state: 'open',
  createdAtMs: at('2026-11-02T09:00'),
  settings: { starts: '2026-11-09', ends: '2026-12-18' },
};
const due = (nowMs: number, change: Partial<ScheduledCampaign> = {}, delivered: string[] = []) =>
  deliveriesDue({
    campaigns: [{ ...campaign, ...change }],
    delivered: delivered.map((text) => {
      const [kind = '', period = '', state = 'delivered'] = text.split(' ');
      return { campaign: campaign.code, kind, period, state: state as 'built' | 'delivered' };
    }),
    nowMs,
  }).map((one) => `${one.kind} ${one.week}${one.isLate ? ' late' : ''}`);

describe('R-20 when a weekly delivery is due', () => {
  it('is due on Tuesday night after the week and late after Wednesday, house time', () => {
    const { dueAtMs, deadlineMs } = timesOf('2026-W46');
    expect(isoWithOffset(dueAtMs)).toBe('2026-11-17T22:00:00+01:00');
    expect(isoWithOffset(deadlineMs)).toBe('2026-11-19T00:00:00+01:00');
  });

  it('keeps 22:00 on the night after summer time ends', () => {
    expect(isoWithOffset(timesOf('2026-W43').dueAtMs)).toBe('2026-10-27T22:00:00+01:00');
  });

  it('owes nothing before Tuesday 22:00, both files then, late ones after Wednesday', () => {
    expect(due(at('2026-11-17T21:59'))).toEqual([]);
    expect(due(at('2026-11-17T22:00'))).toEqual(['weekly 2026-W46', 'report 2026-W46']);
    expect(due(at('2026-11-19T00:00'))).toEqual(['weekly 2026-W46 late', 'report 2026-W46 late']);
  });

  it('no longer owes what was delivered, and still owes what is only built', () => {
    const nowMs = at('2026-11-17T23:00');
    expect(due(nowMs, {}, ['weekly 2026-W46', 'report 2026-W46 built'])).toEqual(['report 2026-W46']);
  });

  it('catches up missed weeks, oldest first', () => {
    expect(due(at('2026-11-24T22:00')).slice(0, 3)).toEqual([
      'weekly 2026-W46 late',
      'report 2026-W46 late',
      'weekly 2026-W47',
    ]);
  });

  it('owes no empty week before the campaign was created', () => {
    expect(due(at('2026-11-25T22:00'), { createdAtMs: at('2026-11-16T08:00') })).toEqual([
      'weekly 2026-W47',
      'report 2026-W47',
    ]);
  });

  it('stops with the planned end once closed, and with the purge at once', () => {
    const nowMs = at('2027-01-20T12:00');
    expect(due(nowMs, { state: 'closed' }).at(-1)).toBe('report 2026-W51 late');
    expect(due(nowMs, { state: 'open' }).at(-1)).toBe('report 2027-W02');
    expect(due(nowMs, { state: 'purging' })).toEqual([]);
  });

  it('crosses the 53 weeks of 2026', () => {
    const weeks = due(at('2027-01-12T22:00'), { createdAtMs: at('2026-12-28T09:00') });
    expect(weeks.filter((text) => text.startsWith('weekly'))).toEqual([
      'weekly 2026-W53 late',
      'weekly 2027-W01',
    ]);
  });
});
