import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import type { EmailTemplate } from './campaign-settings.ts';
import { type SaidValues, SETTINGS_PARTS, type SettingsPart } from './said-settings.ts';

/**
 * The parts of what is said and sent to donors, each approved for itself. `script`: what is read in order; `notes`:
 * knowledge notes and objections; `emails`: templates; the others: settings of `campaign.yaml` (said-settings.ts).
 */
export const SCRIPT_KINDS = ['script', 'notes', ...SETTINGS_PARTS, 'emails'] as const;
export type ScriptKind = (typeof SCRIPT_KINDS)[number];

export type ScriptBody =
  | { readonly kind: 'script'; readonly script: CallScript }
  | { readonly kind: 'notes'; readonly aids: CallAids }
  | { readonly kind: SettingsPart; readonly values: SaidValues }
  | { readonly kind: 'emails'; readonly emails: readonly EmailTemplate[] };
