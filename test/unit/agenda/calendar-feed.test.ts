import ICAL from 'ical.js';
import { afterEach, describe, expect, it } from 'vitest';
import { icalCalendar } from '../../../server/calendar/ical-calendar.ts';
import { calendarEntries, type FeedSource } from '../../../server/domain/agenda/calendar-feed.ts';

const HOUR_MS = 3_600_000;
/** Sunday 28 March 2027, 01:30 in Paris: the clock goes from 02:00 to 03:00 meanwhile. */
const FROM_MS = Date.parse('2027-03-28T01:30+01:00');
const ZONE = process.env.TZ;
afterEach(() => {
  if (ZONE === undefined) delete process.env.TZ;
  else process.env.TZ = ZONE;
});

const source = (change: Partial<FeedSource> = {}): FeedSource => ({
  ...{ slot: 12, fromMs: FROM_MS, toMs: FROM_MS + 2 * HOUR_MS, state: 'held', isSlotCancelled: false },
  ...{ signedAtMs: 1000, role: 'accueil; vestiaire' },
  event: {
    title: 'Nuit, des promesses',
    body: 'Ligne 1\nLigne 2',
    place: 'Salle\\B',
    sequence: 3,
    changedAtMs: 2000,
  },
  ...change,
});
const only = (text: string) => {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
  if (!event) throw new Error('one event');
  return event;
};

describe('R-55 the calendar of a person', () => {
  it.each(['UTC', 'Europe/Paris', 'America/Cayenne'])(
    'says the same instants across the change of time when the server is in %s',
    (zone) => {
      process.env.TZ = zone;
      const text = icalCalendar().write('Créneaux', calendarEntries([source()], 'UNION'));
      expect(text).toContain('DTSTART:20270328T003000Z\r\n');
      expect(text).toContain('DTEND:20270328T023000Z\r\n');
      const event = new ICAL.Event(only(text));
      expect(event.startDate.toJSDate().getTime()).toBe(FROM_MS);
      expect(event.endDate.toJSDate().getTime()).toBe(FROM_MS + 2 * HOUR_MS);
    },
  );

  it('gives words back as they were, whatever signs they hold, in lines of 75 bytes at most', () => {
    const text = icalCalendar().write('Créneaux', calendarEntries([source()], 'UNION'));
    const event = only(text);
    expect(event.getFirstPropertyValue('summary')).toBe('Nuit, des promesses : accueil; vestiaire');
    expect(event.getFirstPropertyValue('location')).toBe('Salle\\B');
    expect(event.getFirstPropertyValue('description')).toBe('Ligne 1\nLigne 2');
    const lines = text.split('\r\n').map((line) => Buffer.byteLength(line));
    expect(Math.max(...lines)).toBeLessThanOrEqual(75);
  });

  it('keeps one name a slot, and counts each coming and going', () => {
    const story = [
      [source()],
      [source({ state: 'cancelled' })],
      [source({ state: 'cancelled' }), source({ signedAtMs: 5000 })],
      [source({ state: 'cancelled' }), source({ signedAtMs: 5000, isSlotCancelled: true })],
    ].map((own) => calendarEntries(own, 'UNION')[0]);
    expect(new Set(story.map((one) => one?.uid))).toEqual(new Set(['creneau-12@union.plateau']));
    expect(story.map((one) => one?.isCancelled)).toEqual([false, true, false, true]);
    const sequences = story.map((one) => one?.sequence ?? 0);
    expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
  });
});
