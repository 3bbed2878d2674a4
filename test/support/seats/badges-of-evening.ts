import type { AppContext } from '../../../server/app-context.ts';
import { seatNames } from '../../../server/domain/line/dialplan-text.ts';
import type { LineSettings } from '../../../server/domain/line/line-settings.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { markOfCode } from '../../../server/steps/seats/draw-badges.ts';
import { signUp } from '../../../server/steps/seats/sign-up.ts';
import { addSlot } from '../../../server/steps/seats/slots.ts';

const CONSONANTS = 'BCDEFGHJKLNPRTUX';
/** Eight letters, another code for each number. */
export const codeNumber = (number: number): string =>
  [...number.toString(CONSONANTS.length).padStart(8, '0')]
    .map((sign) => CONSONANTS[Number.parseInt(sign, CONSONANTS.length)] ?? '')
    .join('');

export interface SeatBadge {
  readonly seat: string;
  readonly code: string;
}

/** A slot of four hours at each site from now, a badge for each seat of it, and everybody trained already. Seats are laid before. */
export async function badgesOfEvening(
  app: AppContext,
  settings: LineSettings,
  ops: AccountRow,
): Promise<readonly SeatBadge[]> {
  const badges: SeatBadge[] = [];
  for (const site of settings.sites) {
    const fromMs = app.clock.nowMs() - 60_000;
    const hours = { fromMs, toMs: fromMs + 4 * 3_600_000 };
    const place = { account: ops, campaign: settings.code, site: site.code, capacity: site.seats };
    const { slot } = await addSlot(app, { ...place, ...hours });
    for (const seat of seatNames(site)) {
      const code = codeNumber(badges.length + 1);
      const { signup } = await signUp(app, { account: ops, slot, person: `Testeur ${code}` });
      const hash = await markOfCode(app.secrets, code);
      const atMs = app.clock.nowMs();
      await app.store.write(async (rows) => {
        await rows.slots.addCode({ hash, signup, author: ops.id, atMs });
        await rows.slots.changeSignup(signup, { charterAtMs: atMs, trainedAtMs: atMs, practiceDone: 8 });
      });
      badges.push({ seat, code });
    }
  }
  return badges;
}
