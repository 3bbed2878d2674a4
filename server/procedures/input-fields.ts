import * as z from 'zod';
import { refuseCardNumber, refusePersonalText } from '../steps/personal-text.ts';

/** Fields that the inputs of several procedures share: one shape for each, so that what one accepts another does too. */

/** A charity's code, or a campaign's. */
export const code = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,19}$/);
/** @alias of `code`, for shorthand in an input. */
export const campaign = code;
/** A code that is only looked up: whatever else it is, the step says that it is unknown. */
export const codeSought = z.string().max(20);
export const login = z.string().regex(/^[a-z][a-z0-9.-]{1,30}$/);
/**
 * What a person of the house types about an act: neither an address, a number, a name after a civility,
 * what is never written of a person, a card nor an account in it. Throws the
 * AppError `custody-text` itself, which says what to write instead. Any other name cannot be told by a program.
 */
export function typedWords(min: number, max: number) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => {
      if (text.length <= max) refusePersonalText(text);
      return true;
    });
}
/** For `refine`: throws the AppError `card-number` itself, which says what to do; never stores what it read. */
export function noCard(text: string): true {
  refuseCardNumber(text);
  return true;
}
/** A line that a person types: a name, a reference, a filter. Never a card's number (`noCard`). */
export function typedLine(min: number, max: number) {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => text.length > max || noCard(text));
}
/** Why, in the person's words. */
export const reason = typedWords(5, 200);
/** As PLATEAU_SERVER_NAME takes it. */
export const serverName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
export const callId = z.uuid();
/** A call as a person names it: its number, or the first signs of it (steps/call/sought-call.ts). */
export const callSought = z.string().regex(/^[0-9a-f][0-9a-f-]{3,35}$/);
/** A card of a directory as lists show it: the first signs of its number are enough. */
export const cardSought = z.string().regex(/^[0-9a-f-]{4,36}$/);
export const recordId = z.int().positive();
/** A file on the charity's drop, under whatever name: the step says which one it expects, before it asks the drop. */
export const fileName = z.string().min(1).max(200);
/** `2026-11-24`; whether that day exists is the step's question. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** `2026-W48`. */
export const week = z.string().regex(/^\d{4}-W\d{2}$/);
/** Milliseconds since 1970, UTC. */
export const instantMs = z.int().positive();
