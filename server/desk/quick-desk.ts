import { callingRules } from '../domain/calling-rules/calling-rules.ts';
import type { Desk } from '../ports/desk.ts';
import type { DeskFunctions } from './desk-functions.ts';
import { tellAtDesk } from './desk-tell.ts';
import { openQuickly, recordQuickly } from './quick-call.ts';
import { claimQuickly, type PlacesOfQueues } from './quick-claim.ts';

/** The desk of a base that has functions for it; `whole` does by statements what they leave. */
export function quickDesk(functions: DeskFunctions, whole: Desk): Desk {
  const rules = callingRules();
  const places: PlacesOfQueues = new Map();
  return {
    claim: async (question) =>
      (await claimQuickly(functions, question, { rules, places })) ?? (await whole.claim(question)),
    tell: async (telling) =>
      (await functions.tell(telling, (rows) => tellAtDesk(rows, telling))) ?? (await whole.tell(telling)),
    open: async (opening) => (await openQuickly(functions, opening)) ?? (await whole.open(opening)),
    record: async (outcome) => (await recordQuickly(functions, outcome)) ?? (await whole.record(outcome)),
  };
}
