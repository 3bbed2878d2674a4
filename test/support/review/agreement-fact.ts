import { randomUUID } from 'node:crypto';
import type { WeeklyFact } from '../../../server/domain/delivery/weekly-file-lines.ts';
import type { AgreementFact } from '../../../server/domain/indicators/agreement-facts.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';

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

/** The agreements behind the lines of a weekly file: an M or an X says that the first line left before. */
export function agreementsOf(lines: readonly WeeklyFact[]): readonly AgreementFact[] {
  return lines
    .filter(({ call }) => dispositionOf(call.disposition)?.form === 'agreement')
    .map(({ call, line = 'N', signature }) =>
      agreementFact({
        callId: call.callId,
        disposition: call.disposition,
        endedAtMs: call.endedAtMs,
        isSent: line !== 'N',
        signature: signature
          ? { recordedAtMs: call.endedAtMs, oldMonthlyMinor: 1000, newMonthlyMinor: 1500 }
          : null,
      }),
    );
}
