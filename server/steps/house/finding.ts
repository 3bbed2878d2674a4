import { isAppError } from '../../../shared/errors.ts';

/** One part tried: good, still to be done, or what is wrong; and what to do, in French. */
export interface Finding {
  readonly part: string;
  readonly ok: boolean;
  /** Nothing is broken: a first day has not come to it yet. */
  readonly isToDo?: true;
  readonly message: string;
  readonly hint: string;
}

/** What a first day has not done yet is no defect: a code of these says so. */
const TO_DO: ReadonlySet<string> = new Set([
  'backup-none',
  'charity-key-missing',
  'drop-not-configured',
  'smtp-not-configured',
]);

/** Runs one trial: an AppError is a finding, a bug is a bug. */
export async function finding(part: string, good: string, trial: () => Promise<unknown>): Promise<Finding> {
  try {
    await trial();
    return { part, ok: true, message: good, hint: '' };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const isToDo = TO_DO.has(error.code);
    const said = isToDo ? error.message : `${error.message} [${error.code}]`;
    return { part, ok: isToDo, ...(isToDo && { isToDo }), message: said, hint: error.hint };
  }
}
