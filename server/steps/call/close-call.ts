import type { SavedAndNext } from '../../../shared/card.ts';
import { isAppError } from '../../../shared/errors.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import { type ServeDeps, serveNextCard } from '../next-card/serve-next-card.ts';
import { type RecordCallDeps, type RecordCallRequest, recordCall } from './record-call.ts';

export interface CloseCallRequest extends RecordCallRequest {
  readonly agent: AccountRow;
  /** Throws the AppError that says why no card may follow now. */
  readonly mayServe: () => Promise<void>;
}

/**
 * From a call to the next one in one round trip: the outcome is recorded, then the next card is chosen, checked,
 * entered in the audit log and opened, all at the moment it is shown. What refuses the card never refuses the outcome. Twice:
 * the first receipt, and the card that is open.
 */
export async function closeCall(
  deps: RecordCallDeps & ServeDeps,
  { mayServe, ...request }: CloseCallRequest,
): Promise<SavedAndNext> {
  const receipt = await recordCall(deps, request);
  try {
    await mayServe();
    return { receipt, next: await serveNextCard(deps, request.agent) };
  } catch (error) {
    // The workstation asks for the card by itself, and is told why there is none.
    if (isAppError(error)) return { receipt };
    throw error;
  }
}
