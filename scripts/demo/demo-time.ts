import { HOUSE_ZONE } from '../../shared/time.ts';

const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(HOUSE_ZONE).epochMilliseconds;

/**
 * The demo works at any hour of any day: its clock starts on this Monday at 17:05, a good calling hour, and says so on
 * screen.
 */
export const DEMO_START_MS = at('2026-11-23T17:05');
/** When calls are over: confirmations leave, their hold of 30 minutes being past. */
export const DEMO_EVENING_MS = at('2026-11-23T21:30');
/** The next morning: the charity tells of the mandates that came back signed. */
export const DEMO_SIGNED_MS = at('2026-11-24T09:30');
/** The Tuesday night that delivers the week. */
export const DEMO_DELIVERY_MS = at('2026-12-01T22:30');
/** The Wednesday meeting. */
export const DEMO_MEETING_MS = at('2026-12-02T08:30');
/** The campaign ends early, the morning after: final file, then purge. */
export const DEMO_END_MS = at('2026-12-02T09:00');
/** A calling hour after the week is closed, for a folder that is opened again. ISO 8601. */
export const DEMO_REOPEN = '2026-12-02T17:05:00+01:00';
export const DEMO_DATE = '20261123';
