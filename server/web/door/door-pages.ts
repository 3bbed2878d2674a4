import { OBSERVER_DELIVERIES_PAGES } from '../observer/deliveries-page.ts';
import { OBSERVER_ENTRY_PAGES } from '../observer/entry-page.ts';
import { OBSERVER_EVIDENCE_PAGES } from '../observer/evidence-page.ts';
import { OBSERVER_FIGURES_PAGES } from '../observer/figures-page.ts';
import { OBSERVER_HOME_PAGES } from '../observer/home-page.ts';
import { OBSERVER_SCRIPTS_PAGES } from '../observer/scripts-page.ts';
import { ATTENDANCE_PAGES } from './agenda/attendance-page.ts';
import { CALENDAR_PAGES } from './agenda/calendar-page.ts';
import { EVENT_PAGES } from './agenda/event-pages.ts';
import { SHIFT_CHANGE_PAGES } from './agenda/shift-change-page.ts';
import { SHIFTS_PAGES } from './agenda/shifts-page.ts';
import type { DoorPage } from './door-page.ts';
import { FOLLOW_UP_PAGES } from './follow-up-pages.ts';
import { GROUP_PAGES } from './group-pages.ts';
import { HOME_PAGES } from './home-page.ts';
import { LETTERS_PAGES } from './letters-page.ts';
import { DOCUMENT_PAGES } from './library/document-page.ts';
import { DOCUMENTS_PAGES } from './library/documents-page.ts';
import { MESSAGE_PAGES } from './message-pages.ts';
import { OWN_CARD_PAGES } from './own-card/own-card-page.ts';
import { OWN_DATA_PAGES } from './own-card/own-data-page.ts';
import { OWN_REQUEST_PAGES } from './own-card/own-request-page.ts';
import { POLL_PAGES } from './poll-pages.ts';
import { PREFERENCE_PAGES } from './preference-pages.ts';
import { STRANGER_PAGES } from './stranger-pages.ts';
import { WRITE_PAGES } from './write-pages.ts';

/**
 * THE table of what the door answers; any other address is « not found ». A page is added by a row here, in a file that is named
 * for it (README.md of the room says how). The menu follows this order.
 */
export const DOOR_PAGES: readonly DoorPage[] = [
  ...STRANGER_PAGES,
  ...HOME_PAGES,
  ...SHIFTS_PAGES,
  ...CALENDAR_PAGES,
  ...ATTENDANCE_PAGES,
  ...MESSAGE_PAGES,
  ...WRITE_PAGES,
  ...PREFERENCE_PAGES,
  ...EVENT_PAGES,
  ...SHIFT_CHANGE_PAGES,
  ...DOCUMENTS_PAGES,
  ...DOCUMENT_PAGES,
  ...GROUP_PAGES,
  ...FOLLOW_UP_PAGES,
  ...POLL_PAGES,
  ...LETTERS_PAGES,
  ...OWN_CARD_PAGES,
  ...OWN_REQUEST_PAGES,
  ...OWN_DATA_PAGES,
  ...OBSERVER_ENTRY_PAGES,
  ...OBSERVER_HOME_PAGES,
  ...OBSERVER_FIGURES_PAGES,
  ...OBSERVER_DELIVERIES_PAGES,
  ...OBSERVER_SCRIPTS_PAGES,
  ...OBSERVER_EVIDENCE_PAGES,
];
