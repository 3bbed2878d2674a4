import ICAL from 'ical.js';
import type { CalendarEntry } from '../domain/agenda/calendar-feed.ts';
import type { Calendar } from '../ports/people/calendar.ts';

/** An instant with `Z`: a floating hour would change with the zone of whoever reads it. */
function utc(atMs: number): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(atMs), true);
}

function componentOf({ uid, sequence, isCancelled, changedAtMs, ...said }: CalendarEntry): ICAL.Component {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', uid);
  event.addPropertyWithValue('sequence', sequence);
  event.addPropertyWithValue('dtstamp', utc(changedAtMs));
  event.addPropertyWithValue('dtstart', utc(said.fromMs));
  event.addPropertyWithValue('dtend', utc(said.toMs));
  event.addPropertyWithValue('summary', said.title);
  event.addPropertyWithValue('status', isCancelled ? 'CANCELLED' : 'CONFIRMED');
  if (said.place !== '') event.addPropertyWithValue('location', said.place);
  if (said.text !== '') event.addPropertyWithValue('description', said.text);
  return event;
}

/** By ical.js, which escapes what the words hold and folds lines. */
export function icalCalendar(): Calendar {
  return {
    write: (name, entries) => {
      const calendar = new ICAL.Component('vcalendar');
      calendar.addPropertyWithValue('version', '2.0');
      calendar.addPropertyWithValue('prodid', '-//Plateau//Agenda//FR');
      calendar.addPropertyWithValue('x-wr-calname', name);
      for (const entry of entries) calendar.addSubcomponent(componentOf(entry));
      return `${calendar.toString()}\r\n`;
    },
  };
}
