import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BLANKED_WORDS, DONOR_TABLES } from '../../../server/store/rows/purge-erasure.ts';
import { TYPED_WORDS } from '../../../server/store/typed-words.ts';
import { FREE_TEXT, IN_CLEAR } from '../../support/store/free-text.ts';

/** Names that hold a code, an id, a digest, a day, a setting or what a program wrote, in whatever table. */
const CODED =
  `about_kind account action actor added_by agent aids_version answer approved_by area ask_level asked_by attested_on author
blind breach_id call_id campaign campaigns canton carries charity charity_fingerprint classes closed_by code copy correction_id
country crm_blind currency day day_part decided_by delivery_id digest disposition dncm_checked_on donor_blind edition email_blind emails ended ending ends_on
ended_by ended_how edit_id figures file file_name fingerprint first_debit_on folder found_by frequency from_owner given_by given_on grid_hash group_id hash head_hash held_on hold hold_before holder id
imported_by key_fingerprint kind kinds level line line_id login login_digest made_by manifest mark message_id module move_id name next_part opened_by operator
origin ousted owner parameters parent part participant parts password_hash period phone_blind phone_slot place previous_hash profile_id proof public_key queue queues receipt
recorded_by released_by reminded_by request_hash request_id restored_from retired_by role salt scope screen script_version seat seen_by segment server session settings sha256 sha256_clear
sha256_sealed signature signed_on source started_by starts_on state status step subject submitted_by supplier theme to_owner token_hash undone_by version
declared_by notice_version number_index statement paid_on payment_hash person_index pledge_id postcode rhythm sending site way
line_call_id rule_site seat shelf
transfer_point packet sealed_to checked_by stage
attendance document event needs privacy training
about conversation pair
what why word_hash
newsletter stop_hash
due_on`.split(/\s+/);

/** Texts that are written in files before they come in: no free field of a screen or a command. */
const FROM_FILES = [
  'audit_checkpoint.body',
  'delivery_proof.content',
  'listening_grid.body',
  'script.body',
  'pledge_line.practice',
  'pledge_line.script',
  'pledge_line.texts',
  'pledge_notice.body',
  'postcode.towns',
];

function textColumns(): readonly string[] {
  const schema = readFileSync(new URL('../../golden/schema.sql', import.meta.url), 'utf8');
  return [...schema.matchAll(/CREATE TABLE "?(\w+)"?\s*\(([\s\S]*?)\n?\) ?STRICT/g)].flatMap(
    ([, table, body]) =>
      [...(body ?? '').matchAll(/(?:^|,)\s*(\w+) TEXT\b/gm)].map(([, column]) => `${table}.${column}`),
  );
}

describe('R-33 every column of the base that can hold somebody’s words has an end', () => {
  const columns = textColumns();

  test('each column of text is in the list, or holds a code', () => {
    expect(columns.length).toBeGreaterThan(200);
    const undeclared = columns.filter((one) => {
      const [, column = ''] = one.split('.');
      return FREE_TEXT[one] === undefined && !CODED.includes(column) && !FROM_FILES.includes(one);
    });
    expect(undeclared).toEqual([]);
  });

  test('the list names columns that exist', () => {
    expect(Object.keys(FREE_TEXT).filter((one) => !columns.includes(one))).toEqual([]);
  });

  test('each is sealed as it is written, or its reason to stand in clear is said', () => {
    const sealed = Object.entries(TYPED_WORDS).flatMap(([table, { columns: names }]) =>
      names.map((name) => `${table}.${name}`),
    );
    expect(sealed.filter((one) => IN_CLEAR[one] !== undefined)).toEqual([]);
    expect([...sealed, ...Object.keys(IN_CLEAR)].toSorted()).toEqual(Object.keys(FREE_TEXT).toSorted());
  });

  test.each(Object.entries(FREE_TEXT).filter(([, end]) => typeof end === 'string'))(
    '%s is %s by the purge',
    (one, end) => {
      const [table, column] = one.split('.');
      if (end === 'erased') expect(DONOR_TABLES.map((row) => row.table)).toContain(table);
      else
        expect(
          BLANKED_WORDS.filter((row) => row.table === table)
            .map(({ set }) => set)
            .join(),
        ).toContain(`${column} =`);
    },
  );
});
