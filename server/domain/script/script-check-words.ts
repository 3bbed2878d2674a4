import type { CallScript, ScriptNode } from '../../../shared/call-script.ts';
import { HOUSE_LANGUAGE, type Language } from '../../../shared/language/languages.ts';
import { PROFILE_PREFIX } from '../../../shared/profile-classes.ts';
import { renderSay, variablesOfSay } from '../../../shared/script-text.ts';
import { SCRIPT_VARIABLES } from '../../../shared/script-variables.ts';
import type { Finding, YamlPath } from '../campaign/campaign-check-problem.ts';
import { bannedPhrasesIn } from '../wording/banned-phrases.ts';
import { type Audience, foreignWordsIn } from '../wording/country-words.ts';
import { checkNoTaxTalk } from '../wording/tax-sentence.ts';
import { classVariants } from './profile-conditions.ts';

const KNOWN = new Map(SCRIPT_VARIABLES.map((variable) => [variable.name, variable]));
const SAMPLES = Object.fromEntries(SCRIPT_VARIABLES.map(({ name, sample }) => [name, sample]));
const OPTIONAL = SCRIPT_VARIABLES.filter((variable) => variable.optional).map(({ name }) => name);

/** Wording that may not be read to a donor. Also used for the themes of `campaign.yaml`. */
export function checkWording(text: string, at: YamlPath, language: Language): Finding[] {
  return bannedPhrasesIn(text, language).map(({ found, rule }) => ({
    at,
    code: 'banned-phrase',
    message: `Formulation interdite, ${rule.why} : « ${found} ».`,
    hint: rule.instead,
  }));
}

function without(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(SAMPLES).filter(([name]) => !names.includes(name)));
}

/** In one of the ways in which the text reads a donor's classes. */
function throwsWithout(text: string, names: readonly string[]): boolean {
  try {
    for (const classes of classVariants(text) ?? []) renderSay(text, { ...without(names), ...classes });
    return false;
  } catch {
    // The text has been parsed before: what throws here is a variable used outside its condition.
    return true;
  }
}

/** An amount and its words are known together. */
const withoutWords = (name: string) => name.replace(/_lettres$/, '');

/** Optional variables that a text says without `{% if %}`: tried with each absent, then with all absent. */
function unguarded(text: string, used: readonly string[]): readonly string[] {
  const optional = [...new Set(OPTIONAL.filter((name) => used.includes(name)).map(withoutWords))];
  const absent = (names: readonly string[]) => OPTIONAL.filter((name) => names.includes(withoutWords(name)));
  const alone = optional.filter((name) => throwsWithout(text, absent([name])));
  if (alone.length > 0 || optional.length === 0) return alone;
  return throwsWithout(text, absent(optional)) ? optional : [];
}

function checkSay(text: string, at: YamlPath): Finding[] {
  let used: ReturnType<typeof variablesOfSay>;
  try {
    used = variablesOfSay(text);
  } catch (error) {
    return [
      {
        at,
        code: 'liquid-syntax',
        message: `Le texte à dire ne se lit pas : ${error instanceof Error ? error.message : String(error)}.`,
        hint: 'seuls {{ variable }} et {% if %}, {% unless %}, {% case %} sont permis',
      },
    ];
  }
  const unknown = used.filter(({ name }) => !KNOWN.has(name) && !name.startsWith(PROFILE_PREFIX));
  if (unknown.length > 0)
    return unknown.map(({ name, line }) => ({
      at,
      code: 'unknown-variable',
      message: `Variable inconnue « ${name} » (ligne ${line} du texte).`,
      hint: 'la liste des variables est dans server/campaigns/README.md',
    }));
  const names = used.map(({ name }) => name);
  return unguarded(text, names).map((name) => ({
    at,
    code: 'unguarded-variable',
    message: `La variable « ${name} » peut manquer et n’est pas sous condition.`,
    hint: `écrivez {% if ${name} %} … {% endif %} et une phrase sans elle`,
  }));
}

/** Vocabulary of the donor's country. */
export function checkCountryWords(text: string, at: YamlPath, audience: Audience): Finding[] {
  return foreignWordsIn(text, audience).map(({ found, instead }) => ({
    at,
    code: 'foreign-word',
    message: `« ${found} » ne se dit pas dans ce pays.`,
    hint: `écrivez ${instead}`,
  }));
}

/** Everything of a node that is read, aloud or by the agent, each with its place. */
function textsOf(node: ScriptNode, id: string): readonly { readonly text: string; readonly at: YamlPath }[] {
  const at = ['nodes', id];
  return [
    { text: node.title, at: [...at, 'title'] },
    { text: node.say, at: [...at, 'say'] },
    ...(node.hint === undefined ? [] : [{ text: node.hint, at: [...at, 'hint'] }]),
    ...node.answers.map(({ label }, rank) => ({ text: label, at: [...at, 'answers', rank, 'label'] })),
  ];
}

/** Liquid, variables and wording of everything that a script has the agent read; `audience` absent: settings are faulty too. */
export function checkScriptWords(script: CallScript, audience?: Audience): Finding[] {
  const language = audience?.language ?? HOUSE_LANGUAGE;
  return Object.entries(script.nodes).flatMap(([id, node]) => {
    const at = ['nodes', id, 'say'];
    const foreign = audience
      ? textsOf(node, id).flatMap(({ text, at: place }) => checkCountryWords(text, place, audience))
      : [];
    return [
      ...checkSay(node.say, at),
      ...checkWording(node.say, at, language),
      ...checkNoTaxTalk(node.say, at, language),
      ...foreign,
    ];
  });
}
