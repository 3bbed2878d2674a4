import { callingRules } from '../domain/calling-rules/calling-rules.ts';
import type { Desk } from '../ports/desk.ts';
import type { StoreWriter } from '../ports/store.ts';
import { claimAtDesk } from './desk-claim.ts';
import { openAtDesk } from './desk-open.ts';
import { recordAtDesk } from './desk-record.ts';

/** The desk of a base whose every row is asked from here: each operation is one transaction that `write` begins and ends. */
export function deskWithin(write: <T>(work: (rows: StoreWriter) => Promise<T>) => Promise<T>): Desk {
  const rules = callingRules();
  return {
    claim: (question) => write((rows) => claimAtDesk(rows, question, rules)),
    open: (opening) => write((rows) => openAtDesk(rows, opening)),
    record: (outcome) => write((rows) => recordAtDesk(rows, outcome)),
  };
}
