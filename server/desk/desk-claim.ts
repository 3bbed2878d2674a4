import type { CallingRules } from '../domain/calling-rules/calling-rules.ts';
import type { DeskClaim, DeskClaimed } from '../ports/desk.ts';
import type { StoreWriter } from '../ports/store.ts';
import { noteServed } from '../steps/next-card/note-served.ts';
import { claimCard } from '../steps/next-card/serve-next-card-top.ts';

/** `Desk.claim`, within one transaction. */
export async function claimAtDesk(
  rows: StoreWriter,
  question: DeskClaim,
  rules: CallingRules,
): Promise<DeskClaimed> {
  const { nowMs } = question;
  const claimed = await claimCard(rows, { ...question, rules });
  if (claimed === undefined) return { kind: 'none' };
  if (claimed === 'put-off') return { kind: 'put-off' };
  await noteServed(rows, claimed, { rules, nowMs });
  return { kind: 'card', ...claimed };
}
