import { correctedCall, correctionsUpTo, isCancelled } from '../../domain/call/corrected-call.ts';
import type { ConfirmationRequest } from '../../domain/email/confirmation.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CorrectionRow } from '../../ports/rows/corrections.ts';
import type { EmailRow, EmailState } from '../../ports/rows/emails.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isHeldByDifference } from '../agreement/agreed-hold.ts';

/** What an e-mail has to say now, or why it has nothing to say. */
export type OwedMail =
  | { readonly facts: Pick<ConfirmationRequest, 'call' | 'rectified'>; readonly carries: string }
  | { readonly end: 'cancelled' | 'failed'; readonly reply: string }
  /** The confirmation that it rectifies is on its way or still to leave, or it would not say what was agreed. */
  | { readonly end: 'skipped' };

/**
 * The facts of an e-mail as the call stands now: a confirmation says the corrected amount, a rectification what the
 * last e-mail had said and what holds. Read it again in the transaction that marks the e-mail: what changed meanwhile
 * is not sent.
 */
export async function owedMail(rows: StoreReader, email: EmailRow): Promise<OwedMail> {
  const call = await rows.calls.byId(email.callId);
  if (!call) return { end: 'failed', reply: 'call-unknown' };
  if (await isHeldByDifference(rows, call)) return { end: 'skipped' };
  const corrections = await rows.corrections.ofCall(email.callId);
  if (email.kind === 'rectification') return await rectification(rows, email, { call, corrections });
  if (isCancelled(corrections)) return { end: 'cancelled', reply: 'call-cancelled' };
  const carries = corrections.at(-1)?.id ?? '';
  return { facts: { call: correctedCall(call, corrections) }, carries };
}

const ARRIVED: ReadonlySet<EmailState> = new Set(['sent', 'uncertain']);
const UNDER_WAY: ReadonlySet<EmailState> = new Set(['to-send', 'sending']);

interface Corrected {
  readonly call: CallRow;
  readonly corrections: readonly CorrectionRow[];
}

async function rectification(
  rows: StoreReader,
  email: EmailRow,
  { call, corrections }: Corrected,
): Promise<OwedMail> {
  const earlier = (await rows.emails.allOfCall(email.callId)).filter((one) => one.id !== email.id);
  if (earlier.some((one) => UNDER_WAY.has(one.state))) return { end: 'skipped' };
  const read = earlier.findLast((one) => ARRIVED.has(one.state));
  if (!read) return { end: 'cancelled', reply: 'nothing-to-rectify' };
  const announced = correctedCall(call, correctionsUpTo(corrections, read.carries));
  const now = correctedCall(call, corrections);
  const announcedMinor = announced.newMinor ?? announced.oneOffMinor ?? 0;
  const isSame = announcedMinor === (now.newMinor ?? now.oneOffMinor ?? 0);
  // Corrected back before anything left: the donor already read the right amount.
  if (isSame && !isCancelled(corrections)) return { end: 'cancelled', reply: 'nothing-to-rectify' };
  const rectified = { announcedMinor, isCancelled: isCancelled(corrections) };
  return { facts: { call: now, rectified }, carries: email.carries };
}
