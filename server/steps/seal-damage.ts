import { type AppError, isAppError } from '../../shared/errors.ts';
import type { DamagedSealRow } from '../ports/rows/damages.ts';

/** True of a packet that does not open where it stands, the key being there: that packet alone is lost, not its neighbours. */
export function isSealDamage(error: unknown): error is AppError & { readonly code: DamagedSealRow['why'] } {
  return isAppError(error) && (error.code === 'seal-broken' || error.code === 'seal-moved');
}
