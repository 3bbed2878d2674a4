import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/errors.ts';
import { int } from './columns.ts';
import { PURGE_END_SQL } from './migrations/017-purge-end.ts';
import { CAMPAIGN_LANGUAGE_SQL } from './migrations/018-campaign-language.ts';
import { ADMITTED_LANGUAGES_SQL } from './migrations/019-admitted-languages.ts';
import { CAMPAIGN_CLOSE_SQL } from './migrations/020-campaign-close.ts';
import { TYPED_WORDS_SQL } from './migrations/021-typed-words.ts';
import { LOGIN_PLACES_SQL } from './migrations/022-login-places.ts';
import { DAMAGED_SEALS_SQL } from './migrations/023-damaged-seals.ts';
import { SEALED_WORDS_SQL } from './migrations/024-sealed-words.ts';
import { CLEAR_FILES_SQL } from './migrations/025-clear-files.ts';
import { AUDIT_OF_CALL_SQL } from './migrations/026-audit-of-call.ts';
import { RECENT_CALLS_SQL } from './migrations/027-recent-calls.ts';
import { TOWNS_SQL } from './migrations/028-towns.ts';
import { WAITING_ACTS_SQL } from './migrations/029-waiting-acts.ts';
import { PAUSE_ASKED_SQL } from './migrations/030-pause-asked.ts';
import { MANDATE_FOLLOW_UP_SQL } from './migrations/031-mandate-follow-up.ts';
import { MESSAGE_REPLIES_SQL } from './migrations/032-message-replies.ts';
import { STAFF_REGISTER_SQL } from './migrations/033-staff-register.ts';
import { PROFILE_CLASSES_SQL } from './migrations/034-profile-classes.ts';
import { SENIORITY_SQL } from './migrations/035-seniority.ts';
import { THANKS_SQL } from './migrations/036-thanks.ts';
import { TRAINING_MODULES_SQL } from './migrations/037-training-modules.ts';
import { INSTRUCTIONS_SQL } from './migrations/038-instructions.ts';
import { WEEK_COMMENTS_SQL } from './migrations/039-week-comments.ts';
import { OWN_PASSPHRASE_SQL } from './migrations/040-own-passphrase.ts';
import { PARTS_APPROVED_SQL } from './migrations/041-parts-approved.ts';
import { EDITIONS_SQL } from './migrations/042-editions.ts';
import { DIALS_SQL } from './migrations/043-dials.ts';
import { PEOPLE_SQL } from './migrations/044-people.ts';
import { SERVERS_SQL } from './migrations/045-servers.ts';
import { JOBS_SQL } from './migrations/046-jobs.ts';
import { PLACES_SQL } from './migrations/047-places.ts';
import { LOGIN_FAILURES_SQL } from './migrations/048-login-failures.ts';
import { PLEDGE_LINES_SQL } from './migrations/049-pledge-lines.ts';
import { PLEDGES_SQL } from './migrations/050-pledges.ts';
import { POSTCODES_SQL } from './migrations/051-postcodes.ts';
import { LINE_SEATS_SQL } from './migrations/052-line-seats.ts';
import { LINE_CALLS_SQL } from './migrations/053-line-calls.ts';
import { LINE_INDEXES_SQL } from './migrations/054-line-indexes.ts';
import { LINE_LIMITS_SQL } from './migrations/055-line-limits.ts';
import { DONE_BY_SQL } from './migrations/056-done-by.ts';
import { KEPT_VERSION_SQL } from './migrations/057-kept-version.ts';
import { KEY_DESTRUCTIONS_SQL } from './migrations/058-key-destructions.ts';
import { KEPT_FILES_SQL } from './migrations/059-kept-files.ts';
import { RING_SHARING_SQL } from './migrations/060-ring-sharing.ts';
import { AGENDA_SQL } from './migrations/061-agenda.ts';
import { WEB_DOOR_SQL } from './migrations/062-web-door.ts';
import { PURGE_AT_WORK_SQL } from './migrations/063-purge-at-work.ts';
import { PLEDGE_REQUESTS_SQL } from './migrations/064-pledge-requests.ts';
import { SLOT_NOTICES_SQL } from './migrations/065-slot-notices.ts';
import { SENDING_SQL } from './migrations/066-sending.ts';
import { LINE_CALLBACKS_SQL } from './migrations/067-line-callbacks.ts';
import { LIBRARY_SQL } from './migrations/068-library.ts';
import { CONVERSATIONS_SQL } from './migrations/069-conversations.ts';
import { LIBRARY_PINS_SQL } from './migrations/070-library-pins.ts';
import { NEWSLETTERS_SQL } from './migrations/071-newsletters.ts';
import { SAVED_SEARCHES_SQL } from './migrations/072-saved-searches.ts';
import { FOLLOW_UP_ITEMS_SQL } from './migrations/073-follow-up-items.ts';
import { PEOPLE_ROTATIONS_SQL } from './migrations/074-people-rotations.ts';
import { POLLS_SQL } from './migrations/075-polls.ts';
import { LINE_TEXTS_SQL } from './migrations/076-line-texts.ts';
import { PARTY_KEYS_SQL } from './migrations/077-party-keys.ts';
import { PEOPLE_RETENTION_SQL } from './migrations/078-people-retention.ts';
import { CHANGED_SLOTS_SQL } from './migrations/079-changed-slots.ts';
import { INIT_SQL } from './migrations/until-0.4.0/001-init.ts';
import { INIT_FLOOR_SQL } from './migrations/until-0.4.0/001-init-floor.ts';
import { INIT_LEASES_SQL } from './migrations/until-0.4.0/001-init-leases.ts';
import { LISTS_SQL } from './migrations/until-0.4.0/002-lists.ts';
import { CORRECTIONS_SQL } from './migrations/until-0.4.0/003-corrections.ts';
import { DECISIONS_SQL } from './migrations/until-0.4.0/004-decisions.ts';
import { ACCOUNT_KEYS_SQL } from './migrations/until-0.4.0/005-account-keys.ts';
import { UNDO_FREEZE_MESSAGES_SQL } from './migrations/until-0.4.0/006-undo-freeze-messages.ts';
import { RESERVATIONS_SQL } from './migrations/until-0.4.0/007-reservations.ts';
import { AIDS_AND_TRAINING_SQL } from './migrations/until-0.4.0/008-aids-and-training.ts';
import { CUSTODY_SQL } from './migrations/until-0.4.0/009-custody.ts';
import { KEY_COPIES_SQL } from './migrations/until-0.4.0/010-key-copies.ts';
import { AGREEMENT_CHECKS_SQL } from './migrations/until-0.4.0/011-agreement-checks.ts';
import { ACCESS_SQL } from './migrations/until-0.4.0/012-access.ts';
import { QUALITY_SQL } from './migrations/until-0.4.0/013-quality.ts';
import { SCRIPT_LIFE_SQL } from './migrations/until-0.4.0/014-script-life.ts';
import { MOVES_SQL } from './migrations/until-0.4.0/015-moves.ts';
import { CUSTODY_PAPERS_SQL } from './migrations/until-0.4.0/016-custody-papers.ts';

/** In order; the n-th brings `user_version` to n. A published one never changes: write the next. */
const MIGRATIONS: readonly string[] = [
  INIT_SQL + INIT_LEASES_SQL + INIT_FLOOR_SQL,
  LISTS_SQL,
  CORRECTIONS_SQL,
  DECISIONS_SQL,
  ACCOUNT_KEYS_SQL,
  UNDO_FREEZE_MESSAGES_SQL,
  RESERVATIONS_SQL,
  AIDS_AND_TRAINING_SQL,
  CUSTODY_SQL,
  KEY_COPIES_SQL,
  AGREEMENT_CHECKS_SQL,
  ACCESS_SQL,
  QUALITY_SQL,
  SCRIPT_LIFE_SQL,
  MOVES_SQL,
  CUSTODY_PAPERS_SQL,
  PURGE_END_SQL,
  CAMPAIGN_LANGUAGE_SQL,
  ADMITTED_LANGUAGES_SQL,
  CAMPAIGN_CLOSE_SQL,
  TYPED_WORDS_SQL,
  LOGIN_PLACES_SQL,
  DAMAGED_SEALS_SQL,
  SEALED_WORDS_SQL,
  CLEAR_FILES_SQL,
  AUDIT_OF_CALL_SQL,
  RECENT_CALLS_SQL,
  TOWNS_SQL,
  WAITING_ACTS_SQL,
  PAUSE_ASKED_SQL,
  MANDATE_FOLLOW_UP_SQL,
  MESSAGE_REPLIES_SQL,
  STAFF_REGISTER_SQL,
  PROFILE_CLASSES_SQL,
  SENIORITY_SQL,
  THANKS_SQL,
  TRAINING_MODULES_SQL,
  INSTRUCTIONS_SQL,
  WEEK_COMMENTS_SQL,
  OWN_PASSPHRASE_SQL,
  PARTS_APPROVED_SQL,
  EDITIONS_SQL,
  DIALS_SQL,
  PEOPLE_SQL,
  SERVERS_SQL,
  JOBS_SQL,
  PLACES_SQL,
  LOGIN_FAILURES_SQL,
  PLEDGE_LINES_SQL,
  PLEDGES_SQL,
  POSTCODES_SQL,
  LINE_SEATS_SQL,
  LINE_CALLS_SQL,
  LINE_INDEXES_SQL,
  LINE_LIMITS_SQL,
  DONE_BY_SQL,
  KEPT_VERSION_SQL,
  KEY_DESTRUCTIONS_SQL,
  KEPT_FILES_SQL,
  RING_SHARING_SQL,
  AGENDA_SQL,
  WEB_DOOR_SQL,
  PURGE_AT_WORK_SQL,
  PLEDGE_REQUESTS_SQL,
  SLOT_NOTICES_SQL,
  SENDING_SQL,
  LINE_CALLBACKS_SQL,
  LIBRARY_SQL,
  CONVERSATIONS_SQL,
  LIBRARY_PINS_SQL,
  NEWSLETTERS_SQL,
  SAVED_SEARCHES_SQL,
  FOLLOW_UP_ITEMS_SQL,
  PEOPLE_ROTATIONS_SQL,
  POLLS_SQL,
  LINE_TEXTS_SQL,
  PARTY_KEYS_SQL,
  PEOPLE_RETENTION_SQL,
  CHANGED_SLOTS_SQL,
];

/**
 * Those under which a server of the version before may go on, on a base that several share: nothing but new tables, new columns
 * that may be left out, new indexes that refuse nothing. Whoever declares one vouches that what the program of before writes is
 * still right; a test compares the schemas (test/contract/store/additive-migrations.test.ts).
 */
const ADDITIVE: ReadonlySet<string> = new Set([
  POSTCODES_SQL,
  LINE_SEATS_SQL,
  LINE_CALLS_SQL,
  LINE_INDEXES_SQL,
  LINE_LIMITS_SQL,
  DONE_BY_SQL,
  SENDING_SQL,
  LIBRARY_SQL,
  CONVERSATIONS_SQL,
  LIBRARY_PINS_SQL,
  SAVED_SEARCHES_SQL,
  FOLLOW_UP_ITEMS_SQL,
  POLLS_SQL,
  PARTY_KEYS_SQL,
  PEOPLE_RETENTION_SQL,
]);

/** One step from a version of the schema to the next. */
export interface Migration {
  /** That it leaves. */
  readonly version: number;
  readonly sql: string;
  readonly isAdditive: boolean;
}

/** Those that lead from that version to this program's, in order. */
export function migrationsAfter(version: number): readonly Migration[] {
  return MIGRATIONS.slice(version).map((sql, at) => ({
    version: version + at + 1,
    sql,
    isAdditive: ADDITIVE.has(sql),
  }));
}

/** Of the schema that the newest migration leaves. */
export const LATEST_VERSION = MIGRATIONS.length;

function versionOf(db: DatabaseSync): number {
  return int(db.prepare('PRAGMA user_version').get() ?? {}, 'user_version');
}

/** A program never touches a base that a newer one has written. */
function refuseNewer(version: number): void {
  if (version <= MIGRATIONS.length) return;
  throw new AppError({
    code: 'database-too-new',
    kind: 'unavailable',
    message: `La base de données est en version ${version} ; ce programme connaît la version ${MIGRATIONS.length}.`,
    hint: 'Installez la version de Plateau qui a écrit cette base, ou une plus récente.',
  });
}

/**
 * Brings the base to the newest schema, or to that of an older program, in one transaction; a second call does nothing. AppError
 * `database-too-new`.
 */
export function migrate(db: DatabaseSync, upTo: number = LATEST_VERSION): void {
  refuseNewer(versionOf(db));
  if (versionOf(db) >= upTo) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Read again under the lock: another process may have migrated while this one waited.
    const version = versionOf(db);
    refuseNewer(version);
    for (const sql of MIGRATIONS.slice(version, upTo)) db.exec(sql);
    db.exec(`PRAGMA user_version = ${upTo}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
