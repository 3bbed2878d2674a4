/** What an event of the agenda is. */
export const EVENT_KINDS = ['action', 'meeting', 'training', 'webinar', 'line'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const EVENT_KIND_WORDS: Readonly<Record<EventKind, string>> = {
  action: 'action',
  meeting: 'réunion',
  training: 'formation',
  webinar: 'webinaire',
  line: 'ligne de promesses',
};

/** Who may see an event, from the widest to the narrowest. */
export const EVENT_PRIVACIES = ['public', 'volunteers', 'groups', 'coordination'] as const;
export type EventPrivacy = (typeof EVENT_PRIVACIES)[number];

export const EVENT_PRIVACY_WORDS: Readonly<Record<EventPrivacy, string>> = {
  public: 'public, prospects compris',
  volunteers: 'bénévoles',
  groups: 'ses groupes',
  coordination: 'coordination de ses groupes',
};

/** @internal for tests */
export const EVENT_STATES = ['draft', 'published', 'cancelled'] as const;
export type EventState = (typeof EVENT_STATES)[number];

export const EVENT_STATE_WORDS: Readonly<Record<EventState, string>> = {
  draft: 'brouillon',
  published: 'publié',
  cancelled: 'annulé',
};

/** Whether somebody who had a place came. */
export const ATTENDANCES = ['came', 'absent', 'excused'] as const;
export type Attendance = (typeof ATTENDANCES)[number];

export const ATTENDANCE_WORDS: Readonly<Record<Attendance, string>> = {
  came: 'venu',
  absent: 'absent',
  excused: 'excusé',
};
