import type * as z from 'zod';
import { foldedText } from '../../../shared/folded-text.ts';
import { languagePack } from '../../../shared/language/languages.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignProblem, Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignFiles } from '../campaign-check/campaign-check.ts';
import { checkFile, placeFindings } from '../campaign-check/checked-file.ts';
import { bannedPhrasesIn } from '../wording/banned-phrases.ts';
import { checkLine } from './line-check.ts';
import { type LineSettings, lineSettingsSchema } from './line-settings.ts';
import { type LineScript, lineScriptSchema, wayFindings } from './line-texts.ts';
import { checkLinkTexts, type LinkTexts, linkTextsSchema } from './link-texts.ts';
import { checkPractice, practiceSchema } from './practice-callers.ts';

/** The folder of a pledge line, judged. A part is present when its file has the right shape. */
export interface LineFolder {
  readonly settings?: LineSettings;
  readonly script?: LineScript;
  readonly texts?: LinkTexts;
  readonly practice?: z.output<typeof practiceSchema>;
  readonly problems: readonly CampaignProblem[];
}

/** What may not be read to a caller, wherever the script says it. */
function wordsOf(said: unknown, at: Finding['at']): readonly Finding[] {
  if (typeof said === 'string')
    return bannedPhrasesIn(said, 'fr').map(({ found, rule }) => ({
      at,
      code: 'banned-phrase',
      message: `« ${found} », formulation interdite : ${rule.why}.`,
      hint: rule.instead,
    }));
  if (typeof said !== 'object' || said === null) return [];
  return Object.entries(said).flatMap(([key, part]) =>
    wordsOf(part, [...at, Array.isArray(said) ? Number(key) : key]),
  );
}

/** Whoever is rung back is not thanked for calling; and whoever answers there may be another, who learns nothing of the cause. */
function callBackFindings({ steps }: LineScript, line: LineSettings | undefined): readonly Finding[] {
  const words = steps.callBack;
  if (words !== undefined && languagePack('fr').wording.tellingCause.test(foldedText(words))) {
    const message = 'Ces mots disent la cause : qui répond n’est pas toujours qui a appelé.';
    const hint = 'dites « la ligne des promesses », et rien de la cause';
    return [{ at: ['steps', 'callBack'], code: 'callback-tells-cause', message, hint }];
  }
  if (!line?.callBack || words !== undefined) return [];
  const message = 'Il manque ce qui se dit à la personne rappelée, puisque campaign.yaml a « callBack ».';
  const hint = 'ajoutez « callBack » sous « steps », ou retirez-le de campaign.yaml';
  return [{ at: ['steps'], code: 'callback-words-missing', message, hint }];
}

interface FileRules<S extends z.ZodType> {
  readonly file: string;
  readonly schema: S;
  readonly rules: (value: z.output<S>) => readonly Finding[];
}

interface Judged<T> {
  readonly value?: T;
  readonly problems: readonly CampaignProblem[];
}

function judged<S extends z.ZodType>(
  files: CampaignFiles,
  { file, schema, rules }: FileRules<S>,
): Judged<z.output<S>> {
  const checked = checkFile(files, file, schema);
  const found = checked.value === undefined ? [] : placeFindings(file, checked, rules(checked.value));
  const problems = [...checked.problems, ...found].map((one) => ({
    ...one,
    hint: one.hint.replace('campaigns/upgrade-fr', 'campaigns/pledge-line'),
  }));
  return { ...(checked.value !== undefined && { value: checked.value }), problems };
}

/** `campaign.yaml` alone. */
export function checkLineSettings(files: CampaignFiles, today: CivilDate): Judged<LineSettings> {
  return judged(files, {
    ...{ file: 'campaign.yaml', schema: lineSettingsSchema },
    rules: (value) => checkLine(value, today),
  });
}

/** `script.yaml` alone, for that line. */
export function checkLineScript(files: CampaignFiles, line: LineSettings | undefined): Judged<LineScript> {
  return judged(files, {
    ...{ file: 'script.yaml', schema: lineScriptSchema },
    rules: (value) => [...wordsOf(value, []), ...wayFindings(value), ...callBackFindings(value, line)],
  });
}

/** `link.yaml` alone, for that line. */
export function checkLinkFile(files: CampaignFiles, line: LineSettings | undefined): Judged<LinkTexts> {
  return judged(files, {
    ...{ file: 'link.yaml', schema: linkTextsSchema },
    rules: (value) => (line ? [...checkLinkTexts(value, line), ...wordsOf(value, [])] : []),
  });
}

/** Every fault of a pledge line's folder, in the order of its files and lines. Pure: `campaign-folder` has read the files. */
export function checkLineFolder(files: CampaignFiles, today: CivilDate): LineFolder {
  const settings = checkLineSettings(files, today);
  const line = settings.value;
  const script = checkLineScript(files, line);
  const practice = judged(files, {
    ...{ file: 'practice.yaml', schema: practiceSchema },
    rules: (value) => (line ? checkPractice(value, line) : []),
  });
  const texts = checkLinkFile(files, line);
  const parts = [settings, script, practice, texts];
  return {
    ...(line && { settings: line }),
    ...(texts.value && { texts: texts.value }),
    ...(practice.value && { practice: practice.value }),
    ...(script.value && { script: script.value }),
    problems: parts
      .flatMap(({ problems }) => problems)
      .toSorted((a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line || a.column - b.column),
  };
}
