import type { CampaignSettings } from '../../domain/campaign/campaign-settings.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CorrectionRow } from '../../ports/rows/corrections.ts';
import type { EmailRow, EmailState } from '../../ports/rows/emails.ts';
import type { StoreWriter } from '../../ports/store.ts';

/**
 * What a correction does to the call's e-mail: `corrected` the confirmation has not left and will say the right amount;
 * `cancelled` it will not leave; `rectification` it left, and another e-mail follows; `none` nothing was owed, or
 * nothing arrives.
 */
export type EmailEffect = 'corrected' | 'cancelled' | 'rectification' | 'none';

/** The donor has, or may have, read the confirmation. */
const LEFT: ReadonlySet<EmailState> = new Set(['sending', 'sent', 'uncertain']);

export interface RectifyRequest {
  readonly call: CallRow;
  readonly correction: CorrectionRow;
  readonly settings: CampaignSettings;
}

/** In the transaction of the correction. A rectification that has not left yet gives way to the one of this correction. */
export async function rectifyEmail(rows: StoreWriter, request: RectifyRequest): Promise<EmailEffect> {
  const { call, correction } = request;
  const confirmation = await rows.emails.ofCall(call.callId);
  if (!confirmation) return 'none';
  await supersedeRectifications(rows, call.callId);
  if (confirmation.state === 'to-send') {
    if (correction.kind === 'M') return 'corrected';
    await rows.emails.update(confirmation.id, { state: 'cancelled', reply: 'call-cancelled' });
    return 'cancelled';
  }
  const last = (await rows.emails.allOfCall(call.callId)).findLast((email) => email.state !== 'cancelled');
  if (!LEFT.has(confirmation.state) || (last && !LEFT.has(last.state))) return 'none';
  await rows.emails.add(rectificationOf(confirmation, request));
  return 'rectification';
}

/** Those still waiting: what is about to leave says all they would have said. */
export async function supersedeRectifications(rows: StoreWriter, callId: string): Promise<void> {
  for (const email of await rows.emails.allOfCall(callId)) {
    if (email.kind !== 'rectification' || email.state !== 'to-send') continue;
    await rows.emails.update(email.id, { state: 'cancelled', reply: 'superseded' });
  }
}

function rectificationOf(confirmation: EmailRow, { correction, settings }: RectifyRequest): EmailRow {
  const domain = confirmation.messageId.split('@').at(-1)?.replace('>', '') ?? '';
  return {
    ...confirmation,
    id: correction.id,
    kind: 'rectification',
    state: 'to-send',
    messageId: `<${correction.id}@${domain}>`,
    carries: correction.id,
    callEndedAtMs: correction.atMs,
    // Held like a confirmation: a wrong correction does not leave either.
    dueAtMs: correction.atMs + settings.emailHoldMinutes * 60_000,
    attempts: 0,
    sentAtMs: null,
    edition: null,
    reply: '',
  };
}
