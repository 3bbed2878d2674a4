import { describe, expect, it } from 'vitest';
import { reviewsDue } from '../../../server/domain/delivery/charity-schedule.ts';
import {
  deliveriesDue,
  hourAfter,
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

describe('R-22 when a review pack is due', () => {
  const reviewed = (settings: object, change: object = {}) => ({
    ...campaign,
    ...change,
    charity: 'ASSO',
    settings: { ...campaign.settings, ...settings },
  });
  const packs = (nowMs: number, campaigns: readonly ReturnType<typeof reviewed>[], kinds: string[] = []) =>
    reviewsDue({
      campaigns,
      delivered: kinds.map((text) => {
        const [kind = '', period = '', code = campaign.code] = text.split(' ');
        return { campaign: code, kind, period, state: 'delivered' as const };
      }),
      nowMs,
    }).map(({ charity, week }) => `${charity} ${week}`);
  const wednesday = reviewed({ review: { day: 3, hour: 8 } });

  it('leaves at the hour that is set, for the last week alone', () => {
    expect(packs(at('2026-12-02T07:59'), [wednesday])).toEqual([]);
    expect(packs(at('2026-12-02T08:00'), [wednesday])).toEqual(['ASSO 2026-W48']);
  });

  it('leaves by no hour where none is set, and at the earliest one for a charity of several campaigns', () => {
    expect(packs(at('2026-12-06T22:00'), [reviewed({})])).toEqual([]);
    const tuesday = reviewed({ review: { day: 2, hour: 22 } }, { code: 'REA-FR-26' });
    expect(packs(at('2026-12-01T22:00'), [wednesday, tuesday, reviewed({}, { code: 'UPG-CH-26' })])).toEqual([
      'ASSO 2026-W48',
    ]);
  });

  it('is owed until page and figures both left, under whichever campaign', () => {
    const nowMs = at('2026-12-02T09:00');
    const both = [wednesday, reviewed({}, { code: 'REA-FR-26' })];
    expect(packs(nowMs, both, ['review 2026-W48'])).toEqual(['ASSO 2026-W48']);
    expect(packs(nowMs, both, ['review 2026-W48 REA-FR-26', 'review-figures 2026-W48 REA-FR-26'])).toEqual(
      [],
    );
  });

  it('ends with the last week of a closed campaign', () => {
    const closed = reviewed({ review: { day: 2, hour: 22 } }, { state: 'closed' });
    expect(packs(at('2027-01-13T09:00'), [closed])).toEqual(['ASSO 2026-W51']);
    expect(
      packs(at('2027-01-13T09:00'), [reviewed({ review: { day: 2, hour: 22 } }, { state: 'purged' })]),
    ).toEqual([]);
  });

  it('keeps its hour on the night when summer time ends', () => {
    expect(isoWithOffset(hourAfter('2026-W42', { day: 7, hour: 6 }))).toBe('2026-10-25T06:00:00+01:00');
  });
});
