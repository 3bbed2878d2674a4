import type { CalendarEntry } from '../../domain/agenda/calendar-feed.ts';

/** Writes a calendar that telephones and mail programs read (RFC 5545). */
export interface Calendar {
  /** Hours in UTC, whatever the zone of the server; `name` is what the calendar is called. */
  write(name: string, entries: readonly CalendarEntry[]): string;
}
