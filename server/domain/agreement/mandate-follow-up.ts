import type { MandateAction } from '../../../shared/debit.ts';

const DAY_MS = 86_400_000;

/** Days without a signature after which a donor is to be reminded, and between two reminders. */
const REMINDER_DAYS = 10;

/** What a resumed gift waits for: a new mandate to be signed, or the charity's word on the old one. */
export type MandateWait = 'to-sign' | 'to-check';

/** What an agreement that no file carries waits for; undefined: nothing of its mandate holds it. */
export function waitOf(mandate: MandateAction): MandateWait | undefined {
  return WAIT[mandate];
}

const WAIT: Readonly<Record<MandateAction, MandateWait | undefined>> = {
  REUTILISER: undefined,
  NOUVEAU_SIGNATURE: 'to-sign',
  A_VERIFIER: 'to-check',
};

/** When the next reminder is due: counted from the last one, else from the e-mail with the mandate, else from the call. */
export function reminderDueMs(told: {
  readonly endedAtMs: number;
  readonly sentAtMs: number | null;
  readonly remindedAtMs: number | undefined;
}): number {
  return (told.remindedAtMs ?? told.sentAtMs ?? told.endedAtMs) + REMINDER_DAYS * DAY_MS;
}
