import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { aidsHash, versionedAids } from '../campaign/aids-version.ts';
import type { CampaignProblem } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { sha256 } from '../files/sha256.ts';
import { type CampaignFiles, checkAidsFiles, checkScriptFile } from './campaign-check.ts';

/** `script`: what is read in order; `notes`: knowledge notes and objections. */
export const SCRIPT_KINDS = ['script', 'notes'] as const;
export type ScriptKind = (typeof SCRIPT_KINDS)[number];

export type ScriptBody =
  | { readonly kind: 'script'; readonly script: CallScript }
  | { readonly kind: 'notes'; readonly aids: CallAids };

/** A version ready to be submitted: what `hash` names is what the charity reads and approves. */
export interface ScriptDraft {
  readonly version: string;
  /** SHA-256 of script.yaml, as `campaign preview` prints it; for notes, of their content. */
  readonly hash: string;
  readonly body: ScriptBody;
}

/** SHA-256 of a file's text, in hexadecimal: `sha256sum` gives the same on a file without Windows line ends. */
export function fileHash(text: string): string {
  return sha256(text);
}

/** The script or the notes of a folder, by the same rules as `campaign check`: a draft, or every fault. */
export function draftOf(
  files: CampaignFiles,
  settings: CampaignSettings,
  kind: ScriptKind,
): { readonly draft: ScriptDraft } | { readonly problems: readonly CampaignProblem[] } {
  if (kind === 'script') {
    const { script, problems } = checkScriptFile(files, settings);
    if (!script || problems.length > 0) return { problems };
    const hash = fileHash(files.get('script.yaml') ?? '');
    return { draft: { version: script.version, hash, body: { kind, script } } };
  }
  const { aids: found, problems } = checkAidsFiles(files, settings);
  const aids = versionedAids(found);
  if (problems.length > 0) return { problems };
  if (aids) return { draft: { version: aids.version, hash: aidsHash(found), body: { kind, aids } } };
  const message = 'Le dossier n’a ni note ni objection.';
  const hint = 'mettez des notes dans knowledge/*.md, ou objections.yaml';
  return { problems: [{ file: 'knowledge', line: 1, column: 1, code: 'no-notes', message, hint }] };
}
