import { AppError } from '../../../shared/errors.ts';
import { ATTENDANCE_WORDS, type Attendance } from '../../../shared/people/agenda-words.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { signupUnknown } from '../seats/slots.ts';
import { trail } from '../trail.ts';
import { attendedSlot } from './agenda-access.ts';
import type { AgendaDeps } from './keep-events.ts';

/** Nobody is there earlier: a mark then is a mistake of line. */
const EARLIEST_MS = 2 * 3_600_000;

/**
 * Notes that somebody came, did not, or was excused; another mark corrects it, null takes it away. Whoever opens
 * a seat with their badge is noted as there by that. AppErrors `signup-unknown`, `attendance-early`, those of
 * `attendedSlot`.
 */
export async function markAttendance(
  { store, clock }: AgendaDeps,
  { signup, as, ...asked }: AskedPeople & { readonly signup: number; readonly as: Attendance | null },
): Promise<{ readonly person: string }> {
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const one = await rows.slots.signup(signup);
    if (one?.state !== 'held') throw signupUnknown();
    const slot = await attendedSlot(rows, { ...asked, slot: one.slot });
    if (as === 'came' && nowMs < slot.fromMs - EARLIEST_MS)
      throw new AppError({
        code: 'attendance-early',
        kind: 'conflict',
        message: `Personne n’est « ${ATTENDANCE_WORDS.came} » plus de deux heures avant son créneau.`,
        hint: 'Vérifiez le numéro : « plateau shift people CRÉNEAU ».',
      });
    const attendedAtMs = as === null ? null : nowMs;
    await rows.slots.changeSignup(signup, { attendance: as, attendedAtMs });
    const noted = { campaign: one.campaign, detail: { signup, as: as ?? 'none' } };
    await trail(rows, { actor: asked.account.id, atMs: nowMs })('slot.attend', String(one.slot), noted);
    return { person: one.person };
  });
}
