import { randomUUID } from 'node:crypto';
import type { AgreementFact } from '../../../server/domain/indicators/agreement-facts.ts';

/** An agreement of 10 to 15 euros that nothing has happened to. */
export function agreementFact(change: Partial<AgreementFact> = {}): AgreementFact {
  const endedAtMs = change.endedAtMs ?? 0;
  return {
    callId: randomUUID(),
    disposition: 'AC_UP',
    segment: 'S1',
    band: 1,
    theme: 'A',
    askLevel: '1',
    endedAtMs,
    closedAtMs: endedAtMs,
    currency: 'EUR',
    oldMonthlyMinor: 1000,
    newMonthlyMinor: 1500,
    signature: null,
    changes: [],
    verification: 'settled',
    verifiedAtMs: 0,
    isSent: false,
    ...change,
  };
}

/** Cancelled at that instant. */
export function cancelledAt(atMs: number): Pick<AgreementFact, 'changes'> {
  return { changes: [{ kind: 'X', atMs, beforeNewMonthlyMinor: 1500, newMonthlyMinor: 0 }] };
}
