import { AppError } from '../../../shared/errors.ts';
import type { LineCallEnd, PracticeCaller, PracticeVerdict } from '../../../shared/line-seat.ts';
import { practiceCalls } from '../../domain/line/practice-callers.ts';
import { practiceFaults } from '../../domain/seats/practice-verdict.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { refuseWithoutCharter, seatedBy } from './seat-shift.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

function practiceOver(): AppError {
  return new AppError({
    code: 'practice-over',
    kind: 'conflict',
    message: 'Les huit exercices sont faits.',
    hint: 'Prévenez le responsable : il vous dit la suite.',
  });
}

/**
 * The next practice call: its clock begins now, and begins again when it is asked again. Nothing of what is expected leaves the
 * house. AppErrors of `seatedBy`, `seat-charter`, `practice-over`.
 */
export async function nextPractice({ store, clock }: Deps, account: AccountRow): Promise<PracticeCaller> {
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const seated = await seatedBy(rows, account.id);
    refuseWithoutCharter(seated);
    const { signup, line } = seated;
    const at = signup.practiceDone;
    const call = practiceCalls(line.practice, line.settings)[at];
    if (!call) throw practiceOver();
    const practiceFromMs = signup.practiceFromMs ?? nowMs;
    await rows.slots.changeSignup(signup.id, { practiceFromMs, callFromMs: nowMs });
    return {
      number: at + 1,
      says: call.caller.says,
      ...(call.duplicateOf !== undefined && { likeCall: call.duplicateOf }),
    };
  });
}

/**
 * Judges the practice call on the screen; passed, the next one follows, and after the last the person is trained, which the audit
 * log says. Nothing of the form is kept. AppErrors of `seatedBy`, `practice-over`.
 */
export async function endPractice(
  { store, clock }: Deps,
  { account, end }: { readonly account: AccountRow; readonly end: LineCallEnd },
): Promise<PracticeVerdict> {
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const { signup, line } = await seatedBy(rows, account.id);
    const at = signup.practiceDone;
    const calls = practiceCalls(line.practice, line.settings);
    if (signup.callFromMs === null || at >= calls.length) throw practiceOver();
    const seconds = Math.round((nowMs - signup.callFromMs) / 1000);
    const faults = practiceFaults(calls, { at, end, seconds }, line.settings);
    const practiceDone = faults.length === 0 ? at + 1 : at;
    const isTrained = practiceDone === calls.length;
    await rows.slots.changeSignup(signup.id, {
      practiceDone,
      callFromMs: null,
      ...(isTrained && { trainedAtMs: nowMs }),
    });
    if (isTrained && signup.participant !== null)
      await rows.agenda.learn({
        ...{ participant: signup.participant, training: signup.campaign, author: account.id, atMs: nowMs },
      });
    const minutes = Math.ceil((nowMs - (signup.practiceFromMs ?? nowMs)) / 60_000);
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    if (isTrained) await note('seat.trained', account.id, { campaign: signup.campaign, detail: { minutes } });
    return { passed: faults.length === 0, faults, seconds, practiceDone, isTrained };
  });
}
