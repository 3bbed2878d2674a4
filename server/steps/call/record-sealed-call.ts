import type { OutcomeReceipt } from '../../../shared/call-outcome.ts';
import { AppError } from '../../../shared/errors.ts';
import { type SealedOutcome, sealedContentSchema } from '../../../shared/sealed-outcome.ts';
import { parsedAs } from '../../../shared/shape-of.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import { type RecordCallDeps, recordCall } from './record-call.ts';

export interface RecordSealedDeps extends RecordCallDeps {
  readonly exchange: Pick<Exchange, 'openFromWorkstation'>;
}

/**
 * Records an outcome that a workstation had to keep, exactly as if it came now: once per callId, under the agent's own lease,
 * dated by the server. AppErrors `sealed-unreadable`, those of `recordCall`, `campaign-key-missing` once it is purged.
 */
export async function recordSealedCall(
  deps: RecordSealedDeps,
  request: { readonly agent: Pick<AccountRow, 'id'>; readonly kept: SealedOutcome },
): Promise<OutcomeReceipt> {
  const { agent, kept } = request;
  const clear = await deps.exchange.openFromWorkstation(Buffer.from(kept.sealed, 'base64'), kept.campaign);
  const content = contentOf(clear);
  const isTheirs = content?.agent === agent.id;
  if (!isTheirs || content.campaign !== kept.campaign || content.outcome.callId !== kept.callId)
    throw unreadable();
  return recordCall(deps, { agent, outcome: content.outcome });
}

function contentOf(clear: Uint8Array) {
  const content = parsedAs(Buffer.from(clear).toString('utf8'), sealedContentSchema);
  clear.fill(0);
  return content;
}

/** The same for one of somebody else and one that is damaged: nobody learns which. */
function unreadable(): AppError {
  return new AppError({
    code: 'sealed-unreadable',
    kind: 'invalid',
    message: 'Une qualification gardée sur ce poste ne peut pas être lue, ou n’est pas la vôtre.',
    hint: 'Dites-le à votre chef d’équipe : l’appel est à qualifier de nouveau.',
  });
}
