import { type AppError, isAppError } from '../../../shared/errors.ts';
import { answered } from '../../http/answered.ts';

/** What was refused in a way that the person can mend; a session that is over, or a bug, is not. */
export async function refusalOf(act: () => Promise<unknown>): Promise<AppError | undefined> {
  try {
    await answered(act());
    return undefined;
  } catch (error) {
    if (isAppError(error) && error.code !== 'session-ended') return error;
    throw error;
  }
}
