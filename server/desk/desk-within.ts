import { callingRules } from '../domain/calling-rules/calling-rules.ts';
import type { Desk } from '../ports/desk.ts';
import type { Store } from '../ports/store.ts';
import { claimAtDesk } from './desk-claim.ts';
import { openAtDesk } from './desk-open.ts';
import { recordAtDesk } from './desk-record.ts';
import { tellAtDesk } from './desk-tell.ts';

/** The desk of a base whose every row is asked from here: each operation is one transaction of the store's. */
export function deskWithin({ read, write }: Pick<Store, 'read' | 'write'>): Desk {
  const rules = callingRules();
  return {
    claim: (question) => write((rows) => claimAtDesk(rows, question, rules)),
    tell: (telling) => read((rows) => tellAtDesk(rows, telling)),
    open: (opening) => write((rows) => openAtDesk(rows, opening)),
    record: (outcome) => write((rows) => recordAtDesk(rows, outcome)),
  };
}
