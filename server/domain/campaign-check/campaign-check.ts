import { type CallAids, objectionsFileSchema } from '../../../shared/call-aids.ts';
import { type CallScript, callScriptSchema } from '../../../shared/call-script.ts';
import { modulesFileSchema } from '../../../shared/training-module.ts';
import type { CampaignProblem } from '../campaign/campaign-check-problem.ts';
import {
  type CampaignSettings,
  campaignSettingsSchema,
  type EmailTemplate,
} from '../campaign/campaign-settings.ts';
import { mappingSchema } from '../campaign/mapping-settings.ts';
import { isPledgeLine, pledgeLineProblem } from '../campaign/pledge-line-kind.ts';
import { checkScript } from '../script/script-check.ts';
import { checkEmails } from './campaign-check-emails.ts';
import { checkSettings } from './campaign-check-settings.ts';
import { checkNoCard } from './card-check.ts';
import { checkFile, placeFindings } from './checked-file.ts';
import { checkKnowledge } from './knowledge-notes.ts';
import { checkMapping } from './mapping-check.ts';
import { checkModules } from './modules-check.ts';
import { checkObjections } from './objections-check.ts';

/**
 * The plain files of a campaign: path inside its folder (`script.yaml`, `objections.yaml`, `modules.yaml`,
 * `mapping.yaml`, `emails/…`, `knowledge/…`) → text.
 */
export type CampaignFiles = ReadonlyMap<string, string>;

/** What a folder holds. A part is present when its file has the right shape; it may be loaded when `problems` is empty. */
export interface CampaignCheck {
  readonly settings?: CampaignSettings;
  readonly script?: CallScript;
  readonly emails?: readonly EmailTemplate[];
  /** Notes, objections and modules; none when the folder has none. */
  readonly aids: Omit<CallAids, 'version'>;
  readonly problems: readonly CampaignProblem[];
}

const OBJECTIONS = 'objections.yaml';

/** A campaign may do without a list of objections. */
function checkedObjections(files: CampaignFiles, settings: CampaignSettings | undefined) {
  if (!files.has(OBJECTIONS)) return { problems: [] };
  const checked = checkFile(files, OBJECTIONS, objectionsFileSchema);
  if (!checked.value) return checked;
  const found = checkObjections(checked.value.objections, settings);
  return { ...checked, problems: [...checked.problems, ...placeFindings(OBJECTIONS, checked, found)] };
}

const MODULES = 'modules.yaml';

/** Notes, objections and modules: a campaign may do without any of them. A module without notes has nothing to draw from. */
function checkedAids(
  files: CampaignFiles,
  settings: CampaignSettings | undefined,
): Pick<CampaignCheck, 'aids' | 'problems'> {
  const objections = checkedObjections(files, settings);
  const { notes, problems } = checkKnowledge(files);
  const modules = files.has(MODULES) ? checkFile(files, MODULES, modulesFileSchema) : { problems: [] };
  const titles = notes.map(({ title }) => title);
  const found = modules.value
    ? placeFindings(MODULES, modules, checkModules(modules.value.modules, titles))
    : [];
  const taught = modules.value?.modules ?? [];
  return {
    aids: {
      notes,
      objections: objections.value?.objections ?? [],
      ...(taught.length > 0 && { modules: taught }),
    },
    problems: [...objections.problems, ...problems, ...modules.problems, ...found],
  };
}

const MAPPING = 'mapping.yaml';

/** A charity that uses our names has none. */
function checkedMapping(files: CampaignFiles, settings: CampaignSettings | undefined) {
  if (!files.has(MAPPING)) return { problems: [] };
  const checked = checkFile(files, MAPPING, mappingSchema);
  if (!checked.value) return checked;
  const found = settings ? checkMapping(checked.value, settings) : [];
  return { ...checked, problems: [...checked.problems, ...placeFindings(MAPPING, checked, found)] };
}

/** script.yaml alone, judged by the settings of its campaign: what `checkCampaign` says of it. */
export function checkScriptFile(
  files: CampaignFiles,
  settings: CampaignSettings,
): Pick<CampaignCheck, 'script' | 'problems'> {
  const script = checkFile(files, 'script.yaml', callScriptSchema);
  const found = script.value ? placeFindings('script.yaml', script, checkScript(script.value, settings)) : [];
  return { ...(script.value && { script: script.value }), problems: [...script.problems, ...found] };
}

/** campaign.yaml alone. */
export function checkSettingsFile(files: CampaignFiles): Pick<CampaignCheck, 'settings' | 'problems'> {
  const settings = checkFile(files, 'campaign.yaml', campaignSettingsSchema);
  const found = settings.value ? placeFindings('campaign.yaml', settings, checkSettings(settings.value)) : [];
  return {
    ...(settings.value && { settings: settings.value }),
    problems: [...settings.problems, ...found],
  };
}

/** Knowledge notes, objections and modules alone, the same way. */
export function checkAidsFiles(
  files: CampaignFiles,
  settings: CampaignSettings,
): Pick<CampaignCheck, 'aids' | 'problems'> {
  return checkedAids(files, settings);
}

/** Every fault of a campaign's folder, in the order of its files and lines. Pure: `campaign-folder` has read the files. */
export function checkCampaign(files: CampaignFiles): CampaignCheck {
  if (isPledgeLine(files))
    return { aids: { notes: [], objections: [] }, problems: [pledgeLineProblem(files)] };
  const settings = checkFile(files, 'campaign.yaml', campaignSettingsSchema);
  const script = checkFile(files, 'script.yaml', callScriptSchema);
  const emails = checkEmails(files, settings.value);
  const aids = checkedAids(files, settings.value);
  const mapping = checkedMapping(files, settings.value);
  const problems = [
    ...settings.problems,
    ...(settings.value ? placeFindings('campaign.yaml', settings, checkSettings(settings.value)) : []),
    ...script.problems,
    ...(script.value ? placeFindings('script.yaml', script, checkScript(script.value, settings.value)) : []),
    ...emails.problems,
    ...aids.problems,
    ...mapping.problems,
    ...checkNoCard(files),
  ];
  return {
    ...(settings.value && {
      settings: { ...settings.value, ...(mapping.value && { mapping: mapping.value }) },
    }),
    ...(script.value && { script: script.value }),
    ...(emails.templates && { emails: emails.templates }),
    aids: aids.aids,
    problems: problems.toSorted(
      (a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line || a.column - b.column,
    ),
  };
}
