import assert from 'node:assert/strict';
import type { ClaimRequest, NewRecord, RecordRow, RecordWriter } from '../ports/rows/records.ts';
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
import { expiredLeases, releaseLease, touchLease } from './lease-rows.ts';
import { claimRecord } from './record-claim.ts';
import { recordValues } from './record-columns.ts';
import { RecordReads } from './record-reads.ts';
import { suppress } from './record-suppression.ts';

/** Those that an imported file is about to let into the queue are closed with the others. */
const CLOSE_READY = `UPDATE record SET state = 'closed', disposition = ?1, closed_at_ms = ?2
WHERE campaign = ?3 AND (state = 'ready' OR state = 'staged' AND contact_file_id IN
  (SELECT id FROM contact_file WHERE campaign = ?3 AND state = 'imported'))`;

const HOLD_UNCHECKED = `UPDATE record INDEXED BY record_list_check SET hold = 'list-check'
WHERE campaign = ? AND state = 'ready' AND hold IS NULL AND dncm_checked_on IS NOT NULL AND dncm_checked_on < ?`;

type RecordChange = Parameters<RecordWriter['update']>[1];

export class RecordRows extends RecordReads implements RecordWriter {
  beginContactFile(file: Parameters<RecordWriter['beginContactFile']>[0]) {
    return beginContactFile(this.sql, file);
  }

  addStaged(records: readonly NewRecord[]) {
    addStaged(this.sql, records);
  }

  finishContactFile(id: number, counts: Parameters<RecordWriter['finishContactFile']>[1]) {
    finishContactFile(this.sql, id, counts);
  }

  releaseStaged(fileId: number, afterId: number) {
    return releaseStaged(this.sql, fileId, afterId);
  }

  filesToRelease() {
    return filesToRelease(this.sql);
  }

  abandonContactFile(id: number) {
    return abandonContactFile(this.sql, id);
  }

  unfinishedContactFiles() {
    return this.sql
      .all(`SELECT * FROM contact_file WHERE state = 'importing' ORDER BY id`)
      .map(contactFileOf);
  }

  claim(request: ClaimRequest) {
    return claimRecord(this.sql, request);
  }

  touchLease(callId: string, seenAtMs: number, expiresAtMs: number) {
    return touchLease(this.sql, callId, { seenAtMs, expiresAtMs });
  }

  releaseLease(callId: string) {
    releaseLease(this.sql, callId);
  }

  expiredLeases(nowMs: number) {
    return expiredLeases(this.sql, nowMs);
  }

  /** A new state other than `leased` ends the lease of the record, if any; only `claim` makes one. */
  update(id: number, change: RecordChange) {
    assert(change.state !== 'leased', 'only a claim leases a record');
    this.sql.update('record', { id }, recordValues(change));
  }

  holdUnchecked(campaign: string, oldestOn: string) {
    return this.sql.run(HOLD_UNCHECKED, campaign, oldestOn);
  }

  closeReady(campaign: string, disposition: string, atMs: number) {
    return this.sql.run(CLOSE_READY, disposition, atMs, campaign);
  }

  replacePhoneBlinds(recordId: number, phoneBlinds: readonly string[]) {
    const record: RecordRow | undefined = this.byId(recordId);
    assert(record, 'a record to give numbers to');
    this.sql.run('DELETE FROM record_phone WHERE record_id = ?', recordId);
    addPhoneBlinds(this.sql, { recordId, campaign: record.campaign, phoneBlinds });
  }

  suppress(request: Parameters<RecordWriter['suppress']>[0]) {
    return suppress(this.sql, request);
  }
}
