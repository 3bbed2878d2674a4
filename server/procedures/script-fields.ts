import * as z from 'zod';
import { SCRIPT_KINDS } from '../domain/said/script-parts.ts';
import { campaign } from './input-fields.ts';

/** One version of one part of what is said and sent. */
export const scriptKind = z.enum(SCRIPT_KINDS);
export const scriptVersion = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,29}$/);
export const scriptKey = z.strictObject({ campaign, kind: scriptKind, version: scriptVersion });
/** Too short is refused by the step, which says how many signs it takes. */
export const scriptHash = z.string().regex(/^[0-9a-fA-F]{1,64}$/);
