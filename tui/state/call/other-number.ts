import { triedNumbers } from '../../../shared/call-script.ts';
import type { CardPhone } from '../../../shared/card.ts';
import { isVainEnding, type VainEnding } from '../../../shared/phone-slots.ts';
import type { Call, Closing } from './call.ts';

interface Other {
  readonly phone: CardPhone;
  /** How the number dialled before ended. */
  readonly ending: VainEnding;
}

/** Another number of the donor, to be rung at once now that this one was rung in vain; undefined: there is none. */
export function otherNumber(
  { card, path, phoneSlot }: Call,
  { code }: Pick<Closing, 'code'>,
): Other | undefined {
  if (!isVainEnding(code) || phoneSlot === undefined) return undefined;
  const rung = new Set([phoneSlot, ...triedNumbers(path).map(({ slot }) => slot)]);
  const phone = card.donor.phones.find(({ slot, isSpare }) => isSpare && !rung.has(slot));
  return phone && { phone, ending: code };
}

/** The same call on that number, from its first step: whoever was on the line before was not the donor. One attempt for both. */
export function tryOther(call: Call, { phone, ending }: Other, nowMs: number): Call {
  const { closing: _, wanted: __, path, phoneSlot, ...rest } = call;
  const first = { node: call.script.start };
  const tried = [...triedNumbers(path), ...(phoneSlot === undefined ? [] : [{ slot: phoneSlot, ending }])];
  return {
    ...rest,
    path: [tried.length > 0 ? { ...first, tried } : first],
    phoneSlot: phone.slot,
    scroll: 0,
    shownAtMs: nowMs,
  };
}
