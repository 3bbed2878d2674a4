import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { icalCalendar } from '../../../server/calendar/ical-calendar.ts';
import { calendarEntries, type FeedSource } from '../../../server/domain/agenda/calendar-feed.ts';
import { describeWith, programPath } from '../../support/machine/programs.ts';

/** Another author’s reader: ical.js writes the calendar, and would read back its own mistakes. */
const READER = `
import json, sys
from zoneinfo import ZoneInfo
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.read())
def told(event):
    start, end = event['dtstart'].dt, event['dtend'].dt
    return {
        'uid': str(event['uid']), 'title': str(event['summary']), 'place': str(event['location']),
        'words': str(event['description']), 'state': str(event.get('status', '')), 'sequence': int(event['sequence']),
        'utc': start.isoformat(), 'paris': start.astimezone(ZoneInfo('Europe/Paris')).isoformat(),
        'paris-end': end.astimezone(ZoneInfo('Europe/Paris')).isoformat(),
    }
print(json.dumps({'version': str(calendar['version']), 'events': [told(event) for event in calendar.walk('vevent')]}))
`;

/** Sunday 28 March 2027, 01:30 in Paris: the clock goes from 02:00 to 03:00 meanwhile. */
const FROM_MS = Date.parse('2027-03-28T01:30+01:00');
const EVENT = {
  ...{ title: 'Nuit, des promesses ; « été »', body: 'Ligne 1\nLigne 2', place: 'Salle\\B' },
  ...{ sequence: 3, changedAtMs: 2000 },
};
const source = (change: Partial<FeedSource> = {}): FeedSource => ({
  ...{ slot: 12, fromMs: FROM_MS, toMs: FROM_MS + 7_200_000, state: 'held', isSlotCancelled: false },
  ...{ signedAtMs: 1000, role: 'accueil', event: EVENT },
  ...change,
});

describeWith('icalendar')('R-55 the calendar of a person, read by a program that is not ours', () => {
  it('has the same instants, words and states: the night of the change of time too', () => {
    const sources = [source(), source({ slot: 13, role: '', isSlotCancelled: true })];
    const input = icalCalendar().write('Créneaux', calendarEntries(sources, 'UNION'));
    const read = JSON.parse(
      execFileSync(programPath('icalendar') ?? '', ['-c', READER], { input, encoding: 'utf8' }),
    );
    expect(read.version).toBe('2.0');
    const told = {
      ...{ place: 'Salle\\B', words: 'Ligne 1\nLigne 2', utc: '2027-03-28T00:30:00+00:00' },
      ...{ paris: '2027-03-28T01:30:00+01:00', 'paris-end': '2027-03-28T04:30:00+02:00' },
    };
    expect(read.events).toMatchObject([
      { ...told, uid: 'creneau-12@union.plateau', title: 'Nuit, des promesses ; « été » : accueil' },
      {
        ...told,
        uid: 'creneau-13@union.plateau',
        title: 'Nuit, des promesses ; « été »',
        state: 'CANCELLED',
      },
    ]);
  });
});
