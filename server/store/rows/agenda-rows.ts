import assert from 'node:assert/strict';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Attendance, EventKind, EventPrivacy, EventState } from '../../../shared/people/agenda-words.ts';
import type { AgendaEvent } from '../../domain/agenda/event.ts';
import type { AgendaSignUp, AgendaSlotRow, AgendaWriter, Come, OwnSlot } from '../../ports/rows/agenda.ts';
import { int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { SIGN_UP } from './sign-up-statement.ts';

const GROUPS = 'SELECT group_id FROM event_group WHERE event = ? ORDER BY group_id';
const EVENTS = 'SELECT * FROM event WHERE charity = ? AND to_ms > ? ORDER BY from_ms, id';
const OWN = `SELECT slot_signup.id AS signup, slot_signup.slot, slot_signup.state, slot_signup.attendance, slot.event, slot.from_ms,
    slot.to_ms
  FROM slot_signup JOIN slot ON slot.id = slot_signup.slot
  WHERE slot_signup.participant = ? AND slot_signup.state <> 'cancelled' AND slot.cancelled_at_ms IS NULL
  ORDER BY slot.from_ms, slot_signup.id`;
const FEED = `SELECT slot_signup.slot, slot_signup.state, slot_signup.at_ms, slot.event FROM slot_signup
  JOIN slot ON slot.id = slot_signup.slot
  WHERE slot_signup.participant = ? AND slot_signup.state <> 'waiting' AND slot.event IS NOT NULL AND slot.to_ms > ?
  ORDER BY slot.from_ms, slot_signup.id`;
const SIGNED_UP = `SELECT id, state FROM slot_signup WHERE slot = ? AND participant = ? AND state <> 'cancelled'`;
const TAKE_PLACE = 'UPDATE slot SET taken = taken + 1 WHERE id = ? AND taken < capacity';
const LEARN = `INSERT INTO learned (participant, training, author, at_ms) SELECT ?1, ?2, ?3, ?4
  WHERE NOT EXISTS (SELECT 1 FROM learned WHERE participant = ?1 AND training = ?2)`;

function eventOf(row: Row, groups: readonly string[]): AgendaEvent {
  return {
    id: text(row, 'id'),
    charity: text(row, 'charity'),
    kind: text(row, 'kind') as EventKind,
    title: text(row, 'title'),
    body: text(row, 'body'),
    place: text(row, 'place'),
    privacy: text(row, 'privacy') as EventPrivacy,
    fromMs: int(row, 'from_ms'),
    toMs: int(row, 'to_ms'),
    closesAtMs: int(row, 'closes_at_ms'),
    state: text(row, 'state') as EventState,
    sequence: int(row, 'sequence'),
    author: text(row, 'author'),
    atMs: int(row, 'at_ms'),
    changedAtMs: int(row, 'changed_at_ms'),
    groups,
  };
}

function slotOf(row: Row): AgendaSlotRow {
  return {
    id: int(row, 'id'),
    campaign: textOrNull(row, 'campaign'),
    site: textOrNull(row, 'site'),
    event: text(row, 'event'),
    role: text(row, 'role'),
    needs: text(row, 'needs'),
    fromMs: int(row, 'from_ms'),
    toMs: int(row, 'to_ms'),
    capacity: int(row, 'capacity'),
    taken: int(row, 'taken'),
    opensAtMs: int(row, 'opens_at_ms'),
    withdrawUntilMs: int(row, 'withdraw_until_ms'),
    longestMs: int(row, 'longest_ms'),
    cancelledAtMs: intOrNull(row, 'cancelled_at_ms'),
    author: text(row, 'author'),
    atMs: int(row, 'at_ms'),
  };
}

function ownOf(row: Row): OwnSlot {
  return {
    signup: int(row, 'signup'),
    slot: int(row, 'slot'),
    event: text(row, 'event'),
    state: text(row, 'state') as OwnSlot['state'],
    attendance: textOrNull(row, 'attendance') as Attendance | null,
    fromMs: int(row, 'from_ms'),
    toMs: int(row, 'to_ms'),
  };
}

export class AgendaRows implements AgendaWriter {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async #groups(event: string): Promise<readonly string[]> {
    return (await this.#sql.all(GROUPS, event)).map((row) => text(row, 'group_id'));
  }

  async event(id: string) {
    const row = await this.#sql.get('SELECT * FROM event WHERE id = ?', id);
    return row && eventOf(row, await this.#groups(id));
  }

  async events(charity: string, endAfterMs: number) {
    const rows = await this.#sql.all(EVENTS, charity, endAfterMs);
    return await inTurn.map(rows, async (row) => eventOf(row, await this.#groups(text(row, 'id'))));
  }

  async slotsOf(event: string) {
    return (await this.#sql.all('SELECT * FROM slot WHERE event = ? ORDER BY from_ms, id', event)).map(
      slotOf,
    );
  }

  async slot(id: number) {
    const row = await this.#sql.get('SELECT * FROM slot WHERE id = ? AND event IS NOT NULL', id);
    return row && slotOf(row);
  }

  async own(participant: string) {
    return (await this.#sql.all(OWN, participant)).map(ownOf);
  }

  async feed(participant: string, endAfterMs: number) {
    return await inTurn.map(await this.#sql.all(FEED, participant, endAfterMs), async (row) => {
      const [slot, event] = [await this.slot(int(row, 'slot')), await this.event(text(row, 'event'))];
      assert(slot && event, 'a sign-up is of a slot, which is of an event');
      return {
        ...{ slot: slot.id, fromMs: slot.fromMs, toMs: slot.toMs, role: slot.role, event },
        ...{
          state: text(row, 'state') as 'held' | 'cancelled',
          isSlotCancelled: slot.cancelledAtMs !== null,
        },
        signedAtMs: int(row, 'at_ms'),
      };
    });
  }

  async trainings(participant: string) {
    const source = 'SELECT training FROM learned WHERE participant = ? ORDER BY training';
    return (await this.#sql.all(source, participant)).map((row) => text(row, 'training'));
  }

  async #setGroups(event: string, groups: readonly string[]) {
    await this.#sql.run('DELETE FROM event_group WHERE event = ?', event);
    for (const groupId of groups) await this.#sql.insert('event_group', { event, groupId });
  }

  async addEvent({ groups, ...event }: AgendaEvent) {
    await this.#sql.insert('event', event);
    await this.#setGroups(event.id, groups);
  }

  async updateEvent(id: string, { groups, ...change }: Parameters<AgendaWriter['updateEvent']>[1]) {
    await this.#sql.update('event', { id }, change);
    if (groups) await this.#setGroups(id, groups);
  }

  async addSlot(row: Parameters<AgendaWriter['addSlot']>[0]) {
    return await this.#sql.insert('slot', { ...row });
  }

  async updateSlot(id: number, change: Parameters<AgendaWriter['updateSlot']>[1]) {
    await this.#sql.update('slot', { id }, change);
  }

  async signUp({ slot, participant, person, author, atMs, mayWait }: AgendaSignUp) {
    const row = await this.#sql.get('SELECT campaign FROM slot WHERE id = ?', slot);
    if (!row) return undefined;
    const keeper = { campaign: textOrNull(row, 'campaign') ?? '' };
    const sealed = await this.#sql.sealed({ table: 'slot_signup', column: 'person' }, keeper, person);
    const done = await this.#sql.run(SIGN_UP, slot, participant, atMs, sealed, author, mayWait ? 1 : 0);
    if (done === 0) return undefined;
    const made = await this.#sql.get(SIGNED_UP, slot, participant);
    assert(made, 'the sign-up just made');
    const state = text(made, 'state') as Come['state'];
    if (state === 'held')
      assert.equal(await this.#sql.run(TAKE_PLACE, slot), 1, 'the place that the statement found');
    return { signup: int(made, 'id'), state };
  }

  async learn({ participant, training, author, atMs }: Parameters<AgendaWriter['learn']>[0]) {
    await this.#sql.run(LEARN, participant, training, author, atMs);
  }
}
