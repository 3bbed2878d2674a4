import {
  COORDINATES_ANSWERS,
  type Corrections,
  TYPED_FIELDS,
  type TypedField,
} from '../../../shared/call-outcome.ts';
import { money } from '../../../shared/money.ts';
import type { NotedCall } from '../../../shared/own-record.ts';
import { isPhoneSlot } from '../../../shared/phone-slots.ts';
import type { CallContent } from '../../domain/donor.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import { type OpenDeps, openCallsInBulk } from '../records/open-record.ts';

/**
 * What had been noted in a call, for the screen that takes it back without remembering it: steps, amounts, coordinates,
 * note. Audited. AppErrors `call-unknown`, `record-damaged`.
 */
export async function notedCall(
  deps: OpenDeps,
  { callId, actor }: { readonly callId: string; readonly actor: string },
): Promise<NotedCall | undefined> {
  const request = { callIds: [callId], actor, reason: 'Appel repris par le téléacteur' };
  for await (const { call, content } of openCallsInBulk(deps, request)) return notedOf(call, content);
  return undefined;
}

function notedOf(call: CallRow, { note, changes }: CallContent): NotedCall {
  const { disposition, scriptVersion, path, askLevel, newMinor, oneOffMinor, currency, phoneSlot } = call;
  const coordinates = COORDINATES_ANSWERS.find((one) => one === call.coordinates);
  const corrections: Corrections = {};
  for (const { field, after } of changes) if (isTyped(field)) corrections[field] = after;
  return {
    ...{ disposition, scriptVersion, path, note, corrections },
    ...(phoneSlot !== null && isPhoneSlot(phoneSlot) ? { phoneSlot } : {}),
    ...(coordinates ? { coordinates } : {}),
    ...(askLevel !== null && newMinor !== null
      ? { agreed: { level: askLevel, amount: money(newMinor, currency) } }
      : {}),
    ...(oneOffMinor === null ? {} : { oneOff: money(oneOffMinor, currency) }),
  };
}

function isTyped(field: string): field is TypedField {
  return (TYPED_FIELDS as readonly string[]).includes(field);
}
