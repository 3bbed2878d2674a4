import type { AlertTo } from '../config/alert-config.ts';
import type { ContactForm } from '../ports/people/contact-form.ts';
import type { PeopleSource } from '../ports/people/people-source.ts';

/** Where it is said who may enter, and which directory follows it by itself. */
export interface FollowedCrm {
  readonly source: PeopleSource;
  readonly charity: string;
  /** Takes what its people want changed there; undefined: their requests are seen to by the charity. */
  readonly form: ContactForm | undefined;
  /** Absent: nobody asked to be told that the directory no longer follows. */
  readonly alert: AlertTo | undefined;
}

/** What this server remembers from one turn to the next. Nothing is kept: one that starts asks for the whole set. */
export interface CrmTurns {
  readonly followed: FollowedCrm | undefined;
  /** When the whole set was last asked for; undefined before the first time. */
  setAtMs: number | undefined;
  /** Up to when changes were last asked for. */
  changesAtMs: number | undefined;
  /** Changes that were seen, by number: the source tells them again. */
  readonly seen: Map<string, number>;
  /** Since when no turn went well; undefined while they do. */
  failingSinceMs: number | undefined;
  /** Who was told of the present failure. */
  readonly told: Set<string>;
  close(): void;
}

/** Without a CRM no turn does anything. */
export function openCrmTurns(followed: FollowedCrm | undefined): CrmTurns {
  return {
    followed,
    setAtMs: undefined,
    changesAtMs: undefined,
    seen: new Map(),
    failingSinceMs: undefined,
    told: new Set(),
    close: () => undefined,
  };
}
