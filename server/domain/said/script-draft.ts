import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { aidsHash, versionedAids } from '../campaign/aids-version.ts';
import type { CampaignProblem } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings, EmailTemplate } from '../campaign/campaign-settings.ts';
import { type SaidValues, SETTINGS_PARTS, type SettingsPart, saidValues } from '../campaign/said-settings.ts';
import {
  type CampaignFiles,
  checkAidsFiles,
  checkScriptFile,
  checkSettingsFile,
} from '../campaign-check/campaign-check.ts';
import { checkEmails } from '../campaign-check/campaign-check-emails.ts';
import { sha256 } from '../files/sha256.ts';
import { stableJson } from '../files/stable-json.ts';
import { type LineBody, lineBodyHash } from './line-parts.ts';
import {
  type CallingBody,
  type CallingPart,
  isOfLine,
  type ScriptBody,
  type ScriptKind,
} from './script-parts.ts';

/** A version ready to be submitted: what `hash` names is what the charity reads and approves. */
export interface ScriptDraft {
  readonly version: string;
  /** SHA-256 of script.yaml, as `campaign preview` prints it; of their content for the other parts. */
  readonly hash: string;
  readonly body: ScriptBody;
}

/** Signs of the hash that name a version where no file gives it a name. */
const VERSION_SIGNS = 16;

/** SHA-256 of a file's text, in hexadecimal: `sha256sum` gives the same on a file without Windows line ends. */
export function fileHash(text: string): string {
  return sha256(text);
}

/** Which theme comes first is steered, not approved: their order does not count. */
function inOrder(themes: SaidValues[string]): unknown {
  return Array.isArray(themes) ? themes.map(stableJson).toSorted() : themes;
}

/** A body of which only the content tells a version from another. */
type Content = Exclude<CallingBody, { kind: 'script' | 'notes' }>;

function contentHash(body: Content | LineBody): string {
  if (isOfLine(body)) return lineBodyHash(body);
  if (body.kind === 'emails') return sha256(stableJson(body.emails));
  const { themes, ...rest } = body.values;
  return sha256(stableJson(themes === undefined ? rest : { ...rest, themes: inOrder(themes) }));
}

function draftOfContent(body: Content): ScriptDraft {
  const hash = contentHash(body);
  return { version: hash.slice(0, VERSION_SIGNS), hash, body };
}

/** SHA-256 of a body's content; of a script, of what is kept of it: its file, whose hash is approved, is not. */
export function bodyHash(body: ScriptBody): string {
  if (body.kind === 'script') return sha256(JSON.stringify(body.script));
  return body.kind === 'notes' ? aidsHash(body.aids) : contentHash(body);
}

/** Whether both say the same to donors, whatever the version is called. */
export function saysTheSame(one: ScriptBody, other: ScriptBody): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind === 'script' || other.kind === 'script' || one.kind === 'notes' || other.kind === 'notes')
    return stableJson(one) === stableJson(other);
  return contentHash(one) === contentHash(other);
}

/** What those settings say under that part: the same content always has the same version. */
export function settingsDraft(kind: SettingsPart, settings: CampaignSettings): ScriptDraft {
  return draftOfContent({ kind, values: saidValues(kind, settings) });
}

export function emailsDraft(emails: readonly EmailTemplate[]): ScriptDraft {
  return draftOfContent({ kind: 'emails', emails });
}

/** Undefined for a set without note nor objection. */
function notesDraft(aids: Omit<CallAids, 'version'>): ScriptDraft | undefined {
  const found = versionedAids(aids);
  return found && { version: found.version, hash: aidsHash(found), body: { kind: 'notes', aids: found } };
}

/** What is said and sent by a folder. */
export interface SaidContent {
  readonly settings: CampaignSettings;
  readonly script: CallScript;
  /** SHA-256 of script.yaml. */
  readonly scriptHash: string;
  readonly emails: readonly EmailTemplate[];
  readonly aids: Omit<CallAids, 'version'> | undefined;
}

/** All its parts, in the order of `CALLING_PARTS`; a folder without notes has no draft of them. */
export function draftsOf({
  settings,
  script,
  scriptHash: hash,
  emails,
  aids,
}: SaidContent): readonly ScriptDraft[] {
  const notes = aids && notesDraft(aids);
  return [
    { version: script.version, hash, body: { kind: 'script', script } },
    ...(notes ? [notes] : []),
    ...SETTINGS_PARTS.map((part) => settingsDraft(part, settings)),
    emailsDraft(emails),
  ];
}

/** What a folder says under a part, or why it cannot be kept. */
export type Drafted = { readonly draft: ScriptDraft } | { readonly problems: readonly CampaignProblem[] };
type Draft = (files: CampaignFiles, settings: CampaignSettings) => Drafted;

const settingsPart =
  (kind: SettingsPart): Draft =>
  (files, campaign) => {
    const { settings, problems } = checkSettingsFile(files);
    if (!settings || problems.length > 0) return { problems };
    const isSame =
      settings.code === campaign.code &&
      settings.kind === campaign.kind &&
      settings.country === campaign.country;
    return isSame ? { draft: settingsDraft(kind, settings) } : { problems: [otherCampaign(campaign)] };
  };

/** A folder that is not the one that the campaign was created from. */
export function otherCampaign({ code }: { readonly code: string }): CampaignProblem {
  const message = `Ce dossier n’est pas celui de la campagne ${code} : autre code, autre type ou autre pays.`;
  const hint = 'donnez le dossier dont la campagne a été créée';
  return { file: 'campaign.yaml', line: 1, column: 1, code: 'other-campaign', message, hint };
}

const DRAFTS: Readonly<Record<CallingPart, Draft>> = {
  script: (files, settings) => {
    const { script, problems } = checkScriptFile(files, settings);
    if (!script || problems.length > 0) return { problems };
    const hash = fileHash(files.get('script.yaml') ?? '');
    return { draft: { version: script.version, hash, body: { kind: 'script', script } } };
  },
  notes: (files, settings) => {
    const { aids, problems } = checkAidsFiles(files, settings);
    if (problems.length > 0) return { problems };
    const draft = notesDraft(aids);
    if (draft) return { draft };
    const message = 'Le dossier n’a ni note ni objection.';
    const hint = 'mettez des notes dans knowledge/*.md, ou objections.yaml';
    return { problems: [{ file: 'knowledge', line: 1, column: 1, code: 'no-notes', message, hint }] };
  },
  themes: settingsPart('themes'),
  ladder: settingsPart('ladder'),
  mentions: settingsPart('mentions'),
  emails: (files, settings) => {
    const { templates, problems } = checkEmails(files, settings);
    return templates && problems.length === 0 ? { draft: emailsDraft(templates) } : { problems };
  },
};

/** That part of a folder, by the same rules as `campaign check`: a draft, or every fault. */
export function draftOf(files: CampaignFiles, settings: CampaignSettings, kind: CallingPart): Drafted {
  return DRAFTS[kind](files, settings);
}

/** Files of a folder that a part is made of; the others need not leave the machine. */
export function isFileOf(kind: ScriptKind, path: string): boolean {
  return FILES[kind].test(path);
}

const FILES: Readonly<Record<ScriptKind, RegExp>> = {
  script: /^script\.yaml$/,
  notes: /^((objections|modules)\.yaml|knowledge\/[^/\\]{1,80}\.md)$/,
  themes: /^campaign\.yaml$/,
  ladder: /^campaign\.yaml$/,
  mentions: /^campaign\.yaml$/,
  emails: /^emails\/[^/\\]{1,80}\.liquid$/,
  'line-script': /^script\.yaml$/,
  'line-mentions': /^campaign\.yaml$/,
  'line-messages': /^link\.yaml$/,
};
