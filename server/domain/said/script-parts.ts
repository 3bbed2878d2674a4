import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import type { EmailTemplate } from '../campaign/campaign-settings.ts';
import { type SaidValues, SETTINGS_PARTS, type SettingsPart } from '../campaign/said-settings.ts';
import type { LineBody } from './line-parts.ts';

/**
 * The parts of what is said and sent to donors, each approved for itself. `script`: what is read in order; `notes`:
 * knowledge notes and objections; `emails`: templates; the others: settings of `campaign.yaml` (said-settings.ts).
 *
 * @internal for tests
 */
export const CALLING_PARTS = ['script', 'notes', ...SETTINGS_PARTS, 'emails'] as const;
export type CallingPart = (typeof CALLING_PARTS)[number];

/** The parts of a pledge line: what is read at each step, what of its `campaign.yaml` reaches callers, its links and reminder. */
const LINE_PARTS = ['line-script', 'line-mentions', 'line-messages'] as const;
export type LinePart = (typeof LINE_PARTS)[number];

export const SCRIPT_KINDS = [...CALLING_PARTS, ...LINE_PARTS] as const;
export type ScriptKind = (typeof SCRIPT_KINDS)[number];

/** In the order in which they are told; `isLine` absent: the campaign calls. */
export function partsOf({ isLine = false }: { readonly isLine?: boolean }): readonly ScriptKind[] {
  return isLine ? LINE_PARTS : CALLING_PARTS;
}

export type ScriptBody = CallingBody | LineBody;

export type CallingBody =
  | { readonly kind: 'script'; readonly script: CallScript }
  | { readonly kind: 'notes'; readonly aids: CallAids }
  | { readonly kind: SettingsPart; readonly values: SaidValues }
  | { readonly kind: 'emails'; readonly emails: readonly EmailTemplate[] };

/** What a pledge line says and sends, and no campaign that calls. */
export function isOfLine(body: ScriptBody): body is LineBody {
  return LINE_PARTS.some((part) => part === body.kind);
}
