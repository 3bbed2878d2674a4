import type { Period } from '../../../shared/time.ts';
import type { RecordFilter, RecordReader, RecordRow, RecordState } from '../../ports/rows/records.ts';
import { flag, int, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { contactFileOf } from './contact-file-rows.ts';
import { endedLeaseOf, leaseBy, leasedRecord } from './lease-rows.ts';
import { recordOf } from './record-columns.ts';
import {
  countByDisposition,
  countByState,
  firstIds,
  importedIds,
  importedSums,
  nextDueAtMs,
  openAreas,
  queueDepth,
  queueGroups,
} from './record-counts.ts';
import { matchingRecords } from './record-matching.ts';
import { isAnySuppressed, isObjected, isSuppressed } from './record-suppression.ts';
import { reservationOf } from './reservation-rows.ts';

/** The live record first: lines excluded at import may repeat a donor. */
const BY_DONOR = `SELECT id FROM record INDEXED BY record_donor WHERE campaign = ? AND donor_blind = ?
ORDER BY state = 'excluded', id LIMIT 1`;
export const OF_DONOR = `SELECT record.* FROM json_each(?1) CROSS JOIN record ON record.id = coalesce(
  (SELECT id FROM record INDEXED BY record_donor
    WHERE campaign = json_each.value AND donor_blind = ?2 AND state <> 'excluded' ORDER BY id LIMIT 1),
  (SELECT id FROM record INDEXED BY record_donor
    WHERE campaign = json_each.value AND donor_blind = ?2 ORDER BY id LIMIT 1))`;
export const AT_HAND = `SELECT EXISTS (SELECT 1 FROM lease WHERE lease.agent = ?1) AS leased,
  EXISTS (SELECT 1 FROM on_top WHERE on_top.agent = ?1) AS on_top,
  EXISTS (SELECT 1 FROM reservation WHERE reservation.agent = ?1) AS reserved`;
const BY_PHONE =
  'SELECT record_id FROM record_phone WHERE campaign = ? AND phone_blind = ? ORDER BY record_id';
const BY_EMAIL =
  'SELECT id FROM record INDEXED BY record_email_blind WHERE campaign = ? AND email_blind = ? ORDER BY id';
const WITHOUT_EMAIL =
  'SELECT id FROM record INDEXED BY record_email_blind WHERE campaign = ? AND email_blind IS NULL ORDER BY id';
const PHONES_OF = 'SELECT phone_blind FROM record_phone WHERE record_id = ? ORDER BY phone_blind';
const HELD = `SELECT id FROM record INDEXED BY record_held
WHERE campaign = ? AND state IN (SELECT value FROM json_each(?)) AND hold = 'list-check' ORDER BY id`;
const PAGE =
  'SELECT * FROM record INDEXED BY record_campaign WHERE campaign = ? AND id > ? ORDER BY id LIMIT ?';
const OWN_CALLBACKS = `SELECT * FROM record INDEXED BY record_owner
WHERE owner = ? AND queue = 'callback' AND state = 'ready' AND hold IS NULL ORDER BY due_at_ms, id LIMIT ?`;
const CALLBACKS = `SELECT count(*) AS n FROM record INDEXED BY record_owner
WHERE owner = ? AND queue = 'callback' AND due_at_ms <= ? AND state = 'ready'`;
export const NEXT_CALLBACK = `SELECT due_at_ms FROM record INDEXED BY record_owner
WHERE owner = ? AND queue = 'callback' AND due_at_ms > ? AND state = 'ready' AND hold IS NULL ORDER BY due_at_ms LIMIT 1`;
const OWNED = `SELECT count(*) AS n FROM record INDEXED BY record_owner WHERE owner = ? AND state = 'ready'`;

export class RecordReads implements RecordReader {
  protected readonly sql: Sql;

  constructor(sql: Sql) {
    this.sql = sql;
  }

  async byId(id: number) {
    const row = await this.sql.get('SELECT * FROM record WHERE id = ?', id);
    return row && recordOf(row);
  }

  async idByDonorBlind(campaign: string, donorBlind: string) {
    const row = await this.sql.get(BY_DONOR, campaign, donorBlind);
    return row && int(row, 'id');
  }

  async idsByDonorBlind(campaign: string, donorBlind: string) {
    const source =
      'SELECT id FROM record INDEXED BY record_donor WHERE campaign = ? AND donor_blind = ? ORDER BY id';
    return (await this.sql.all(source, campaign, donorBlind)).map((row) => int(row, 'id'));
  }

  async ofDonor(campaigns: readonly string[], donorBlind: string) {
    return (await this.sql.all(OF_DONOR, JSON.stringify(campaigns), donorBlind)).map(recordOf);
  }

  async idsByEmailBlind(campaign: string, emailBlind: string) {
    return (await this.sql.all(BY_EMAIL, campaign, emailBlind)).map((row) => int(row, 'id'));
  }

  async idsWithoutEmailBlind(campaign: string) {
    return (await this.sql.all(WITHOUT_EMAIL, campaign)).map((row) => int(row, 'id'));
  }

  async emailBlindOf(recordId: number) {
    const row = await this.sql.get('SELECT email_blind FROM record WHERE id = ?', recordId);
    return row ? textOrNull(row, 'email_blind') : null;
  }

  async idsByPhoneBlind(campaign: string, phoneBlind: string) {
    return (await this.sql.all(BY_PHONE, campaign, phoneBlind)).map((row) => int(row, 'record_id'));
  }

  async phoneBlindsOf(recordId: number) {
    return (await this.sql.all(PHONES_OF, recordId)).map((row) => text(row, 'phone_blind'));
  }

  async heldIds(campaign: string, states: readonly RecordState[]) {
    return (await this.sql.all(HELD, campaign, JSON.stringify(states))).map((row) => int(row, 'id'));
  }

  async leaseOfAgent(agent: string) {
    return await leaseBy(this.sql, 'agent', agent);
  }

  async atHand(agent: string) {
    const row = (await this.sql.get(AT_HAND, agent)) ?? {};
    return {
      leased: flag(row, 'leased'),
      onTop: flag(row, 'on_top'),
      reserved: flag(row, 'reserved'),
    };
  }

  async leaseOfCall(callId: string) {
    return await leaseBy(this.sql, 'call_id', callId);
  }

  async leasedForCall(callId: string) {
    return await leasedRecord(this.sql, 'call_id', callId);
  }

  async leaseOfRecord(recordId: number) {
    return await leaseBy(this.sql, 'record_id', recordId);
  }

  async reservationOf(agent: string) {
    return await reservationOf(this.sql, agent);
  }

  async endedLease(callId: string) {
    return await endedLeaseOf(this.sql, callId);
  }

  async areas(campaign: string) {
    return await openAreas(this.sql, campaign);
  }

  each(campaign: string) {
    return this.sql.pages<RecordRow>(async (last, limit) =>
      (await this.sql.all(PAGE, campaign, last?.id ?? 0, limit)).map(recordOf),
    );
  }

  async firstIds(campaign: string) {
    return await firstIds(this.sql, campaign);
  }

  async importedIds(campaign: string) {
    return await importedIds(this.sql, campaign);
  }

  async importedSums(campaign: string) {
    return await importedSums(this.sql, campaign);
  }

  async countByState(campaign: string) {
    return await countByState(this.sql, campaign);
  }

  async countByDisposition(campaign: string, closedIn?: Period) {
    return await countByDisposition(this.sql, campaign, closedIn);
  }

  async queueDepth(campaign: string, nowMs: number) {
    return await queueDepth(this.sql, campaign, nowMs);
  }

  async queueGroups(campaign: string, nowMs: number) {
    return await queueGroups(this.sql, campaign, nowMs);
  }

  async nextDueAtMs(campaign: string, nowMs: number) {
    return await nextDueAtMs(this.sql, campaign, nowMs);
  }

  async contactFile(id: number) {
    const row = await this.sql.get('SELECT * FROM contact_file WHERE id = ?', id);
    return row && contactFileOf(row);
  }

  async contactFileBySha(campaign: string, sha256: string) {
    const row = await this.sql.get(
      'SELECT * FROM contact_file WHERE campaign = ? AND sha256 = ?',
      campaign,
      sha256,
    );
    return row && contactFileOf(row);
  }

  async contactFiles(campaign: string) {
    return (await this.sql.all('SELECT * FROM contact_file WHERE campaign = ? ORDER BY id', campaign)).map(
      contactFileOf,
    );
  }

  async matching(filter: RecordFilter, limit: number) {
    return await matchingRecords(this.sql, filter, limit);
  }

  async isSuppressed(charity: string, blind: string, alsoIn = '') {
    return await isSuppressed(this.sql, { charity, blind, alsoIn });
  }

  async isAnySuppressed(charity: string, blinds: readonly string[]) {
    return await isAnySuppressed(this.sql, charity, blinds);
  }

  async isObjected(recordId: number, where: Parameters<RecordReader['isObjected']>[1]) {
    return await isObjected(this.sql, recordId, where);
  }

  async ownCallbacks(agent: string, limit: number) {
    return (await this.sql.all(OWN_CALLBACKS, agent, limit)).map(recordOf);
  }

  async nextCallbackOf(agent: string, afterMs: number) {
    const row = await this.sql.get(NEXT_CALLBACK, agent, afterMs);
    return row && int(row, 'due_at_ms');
  }

  async ownedBy(agent: string) {
    return await this.sql.count(OWNED, agent);
  }

  async callbacksOf(agent: string, untilMs: number) {
    return await this.sql.count(CALLBACKS, agent, untilMs);
  }
}
