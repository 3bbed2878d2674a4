import { type AppError, isAppError } from '../../shared/errors.ts';
import type { DamagedSealRow } from '../ports/rows/damages.ts';

/** True of a packet that does not open where it stands, the key being there: that packet alone is lost, not its neighbours. */
export function isSealDamage(error: unknown): error is AppError & { readonly code: DamagedSealRow['why'] } {
  return isAppError(error) && (error.code === 'seal-broken' || error.code === 'seal-moved');
}

/** What stands for words whose packet no longer opens. */
export const LOST_WORDS = '[texte qui ne s’ouvre pas]';

/**
 * What opens; undefined where that packet alone is lost. Whoever shows or treats many goes on with the others, and says that one
 * is missing. Any other failure is thrown.
 */
export async function openedOrLost<Content>(opening: Promise<Content>): Promise<Content | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (isSealDamage(error)) return undefined;
    throw error;
  }
}
