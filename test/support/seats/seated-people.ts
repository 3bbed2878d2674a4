import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { markOfCode } from '../../../server/steps/seats/draw-badges.ts';
import { redeemCode } from '../../../server/steps/seats/redeem-code.ts';
import { signUp } from '../../../server/steps/seats/sign-up.ts';
import { addSlot } from '../../../server/steps/seats/slots.ts';
import { codeNumber } from './badges-of-evening.ts';
import { type LineHouse, slotSoon } from './line-house.ts';

export interface Sitting {
  readonly account: AccountRow;
  readonly token: string;
  readonly signup: number;
  readonly slot: number;
}

/** Somebody who came to that seat with a badge, for a slot that has begun; trained unless it is said otherwise. */
export async function sitDown(
  house: LineHouse,
  at: { readonly seat: string; readonly isTrained?: boolean },
): Promise<Sitting> {
  const { app } = house;
  const { seat, isTrained = true } = at;
  const site = seat.split('-')[0] ?? '';
  const { slot } = await addSlot(app, slotSoon(house, site, 1));
  const code = codeNumber(slot);
  const { signup } = await signUp(app, { account: house.ops, slot, person: `Testeur ${code}` });
  const hash = await markOfCode(app.secrets, code);
  const nowMs = house.clock.nowMs();
  await app.store.write((rows) => rows.slots.addCode({ hash, signup, author: house.ops.id, atMs: nowMs }));
  const { account, token } = await redeemCode(app, { seat, code });
  if (isTrained)
    await app.store.write((rows) =>
      rows.slots.changeSignup(signup, { charterAtMs: nowMs, trainedAtMs: nowMs, practiceDone: 8 }),
    );
  return { account, token, signup, slot };
}
