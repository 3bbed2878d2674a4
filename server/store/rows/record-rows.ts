import assert from 'node:assert/strict';
import type { ClaimRequest, ReserveRequest, TakeRequest } from '../../ports/rows/leases.ts';
import type {
  EndedCall,
  NewRecord,
  RecordChange,
  RecordRow,
  RecordWriter,
} from '../../ports/rows/records.ts';
import { int } from '../columns.ts';
import { LEFT_BEHIND } from '../left-behind.ts';
import {
  abandonContactFile,
  addPhoneBlinds,
  addStaged,
  beginContactFile,
  contactFileOf,
  filesToRelease,
  finishContactFile,
  releaseStaged,
} from './contact-file-rows.ts';
import { expiredLeases, releaseLease, takeRecord, touchLease } from './lease-rows.ts';
import { claimRecord } from './record-claim.ts';
import { recordValues } from './record-columns.ts';
import { RecordReads } from './record-reads.ts';
import { liftSuppression, objected, suppress } from './record-suppression.ts';
import { endReservation, reserve } from './reservation-rows.ts';

const NEXT_IDS = `SELECT id FROM record INDEXED BY record_campaign WHERE campaign = ? AND id > ?
ORDER BY id LIMIT ?`;

/** Those that an imported file is about to let into the queue are closed with the others. */
const CLOSE_READY = `UPDATE record INDEXED BY record_campaign SET state = 'closed', disposition = ?1, closed_at_ms = ?2
WHERE campaign = ?3 AND id > ?4 AND id <= ?5 AND (state = 'ready' OR state = 'staged' AND contact_file_id IN
  (SELECT id FROM contact_file WHERE campaign = ?3 AND state = 'imported'))`;

/** A statement keeps in memory, until it ends, the former state of every page it changes: 3 KiB a record (measured). */
const CLOSED_BY_STATEMENT = 1000;

const HOLD_UNCHECKED = `UPDATE record INDEXED BY record_list_check SET hold = 'list-check'
WHERE campaign = ? AND state = 'ready' AND hold IS NULL AND dncm_checked_on IS NOT NULL AND dncm_checked_on < ?`;

/** As it was decided upon, on the screen of that call and agent. */
const ON_SCREEN = `id = ?1 AND version = ?2 AND state = 'leased'
AND EXISTS (SELECT 1 FROM lease WHERE lease.record_id = ?1 AND lease.call_id = ?3 AND lease.agent = ?4)`;
const NOTHING_AGAINST = `${ON_SCREEN} AND NOT EXISTS (SELECT 1 FROM waiting_act WHERE waiting_act.record_id = ?1)
AND NOT EXISTS (${objected('?5', '?6', '?1')})`;

const LEFT_FILES = `SELECT * FROM contact_file WHERE state = 'importing' AND ${LEFT_BEHIND} ORDER BY id`;

export class RecordRows extends RecordReads implements RecordWriter {
  async beginContactFile(file: Parameters<RecordWriter['beginContactFile']>[0]) {
    return await beginContactFile(this.sql, file);
  }

  async addStaged(records: readonly NewRecord[]) {
    await addStaged(this.sql, records);
  }

  async finishContactFile(id: number, counts: Parameters<RecordWriter['finishContactFile']>[1]) {
    await finishContactFile(this.sql, id, counts);
  }

  async releaseStaged(fileId: number, afterId: number) {
    return await releaseStaged(this.sql, fileId, afterId);
  }

  async filesToRelease() {
    return await filesToRelease(this.sql);
  }

  async abandonContactFile(id: number) {
    return await abandonContactFile(this.sql, id);
  }

  async leftContactFiles(living: readonly string[]) {
    return (await this.sql.all(LEFT_FILES, JSON.stringify(living))).map(contactFileOf);
  }

  async claim(request: ClaimRequest) {
    return await claimRecord(this.sql, request);
  }

  async reserve(request: ReserveRequest) {
    return await reserve(this.sql, request);
  }

  async endReservation(agent: string) {
    await endReservation(this.sql, agent);
  }

  async take(request: TakeRequest) {
    return await takeRecord(this.sql, request);
  }

  async touchLease(callId: string, seenAtMs: number, expiresAtMs: number) {
    return await touchLease(this.sql, callId, { seenAtMs, expiresAtMs });
  }

  async releaseLease(callId: string) {
    await releaseLease(this.sql, callId);
  }

  async expiredLeases(nowMs: number) {
    return await expiredLeases(this.sql, nowMs);
  }

  /** A new state other than `leased` ends the lease of the record, if any; only `claim` makes one. */
  async update(id: number, change: RecordChange) {
    assert(change.state !== 'leased', 'only a claim leases a record');
    await this.sql.update('record', { id }, recordValues(change));
  }

  async endCall({ record, callId, agent, charity }: EndedCall, change: RecordChange) {
    const { id, version, campaign } = record;
    const values = [id, version, callId, agent, ...(charity === undefined ? [] : [charity, campaign])];
    const condition = charity === undefined ? ON_SCREEN : NOTHING_AGAINST;
    return (await this.sql.updateWhere('record', { condition, values }, recordValues(change))) === 1;
  }

  async holdUnchecked(campaign: string, oldestOn: string) {
    return await this.sql.run(HOLD_UNCHECKED, campaign, oldestOn);
  }

  async closeReady(campaign: string, disposition: string, atMs: number) {
    let closed = 0;
    let after = 0;
    for (;;) {
      const next = (await this.sql.all(NEXT_IDS, campaign, after, CLOSED_BY_STATEMENT)).at(-1);
      if (!next) return closed;
      const last = int(next, 'id');
      closed += await this.sql.run(CLOSE_READY, disposition, atMs, campaign, after, last);
      after = last;
    }
  }

  async setEmailBlind(recordId: number, version: number, emailBlind: string) {
    const set = 'UPDATE record SET email_blind = ? WHERE id = ? AND version = ?';
    return (await this.sql.run(set, emailBlind, recordId, version)) === 1;
  }

  async replacePhoneBlinds(recordId: number, phoneBlinds: readonly string[]) {
    const record: RecordRow | undefined = await this.byId(recordId);
    assert(record, 'a record to give numbers to');
    await this.sql.run('DELETE FROM record_phone WHERE record_id = ?', recordId);
    await addPhoneBlinds(this.sql, { recordId, campaign: record.campaign, phoneBlinds });
  }

  async suppress(request: Parameters<RecordWriter['suppress']>[0]) {
    return await suppress(this.sql, request);
  }

  async liftSuppression(charity: string, blinds: readonly string[]) {
    return await liftSuppression(this.sql, charity, blinds);
  }
}
