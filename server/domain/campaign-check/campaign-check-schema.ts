import type * as z from 'zod';
import { fr } from 'zod/locales';
import { type Finding, findingOf, type YamlPath } from '../campaign/campaign-check-problem.ts';
import { RENAMED_SETTINGS } from '../campaign/campaign-settings.ts';

/** A finding whose place may be a key of the map at `at`. */
export interface SchemaFinding extends Finding {
  readonly key?: string;
}

type Issue = z.core.$ZodIssue;

const french = fr().localeError;
const TOO_LONG = 'raccourcissez : les longueurs permises sont dans server/campaigns/README.md';
const SHAPE_HINT = 'comparez avec la campagne de référence server/campaigns/upgrade-fr';

function yamlPath(path: readonly PropertyKey[]): YamlPath {
  return path.filter((part) => typeof part !== 'symbol');
}

function nameOf(path: YamlPath): string {
  return path.length === 0 ? 'le fichier' : `« ${path.join('.')} »`;
}

function valueNamed(path: YamlPath): string {
  return path.length === 0 ? 'Le contenu du fichier' : `La valeur de ${nameOf(path)}`;
}

function isMissing(issue: Issue): boolean {
  return issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

/** A node whose list of answers is empty or absent leads nowhere: said as the script's author would. */
function isDeadEnd(issue: Issue, at: YamlPath): boolean {
  const empty = issue.code === 'too_small' || isMissing(issue);
  return empty && at.length === 3 && at[0] === 'nodes' && at[2] === 'answers';
}

function unknownKey(at: YamlPath, key: string): SchemaFinding {
  const renamed = RENAMED_SETTINGS[[...at, key].join('.')];
  if (renamed === undefined)
    return {
      at,
      key,
      code: 'unknown-key',
      message: `La clé « ${key} » n’est pas connue ici.`,
      hint: 'corrigez son nom ou supprimez-la',
    };
  return {
    at,
    key,
    code: 'renamed-key',
    message: `La clé « ${key} » a changé de nom.`,
    hint: `écrivez « ${renamed.split('.').at(-1)} », avec la même valeur`,
  };
}

function findingsOf(issue: Issue): SchemaFinding[] {
  const at = yamlPath(issue.path);
  const own = findingOf(issue);
  if (own) return [{ at, ...own }];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(at, key));
  if (isDeadEnd(issue, at))
    return [
      {
        at,
        code: 'dead-end',
        message: `L’étape « ${String(at[1])} » n’a aucune réponse : l’appel ne peut pas continuer.`,
        hint: 'ajoutez une réponse avec « to » ou « ends »',
      },
    ];
  if (isMissing(issue))
    return [
      {
        at,
        code: 'missing-value',
        message: `Il manque ${nameOf(at)}.`,
        hint: SHAPE_HINT,
      },
    ];
  const text = issue.message.replace(/^Entrée invalide : /, '');
  return [
    {
      at,
      code: issue.code === 'too_big' ? 'too-big' : 'invalid-value',
      message: `${valueNamed(at)} ne convient pas : ${text}.`,
      hint: issue.code === 'too_big' ? TOO_LONG : SHAPE_HINT,
    },
  ];
}

/** Checks plain data against a schema; issues come back in French, each with the path of the value it is about. */
export function checkShape<S extends z.ZodType>(
  schema: S,
  data: unknown,
): { readonly value?: z.output<S>; readonly findings: readonly SchemaFinding[] } {
  const result = schema.safeParse(data, { error: french, reportInput: true });
  if (result.success) return { value: result.data, findings: [] };
  return { findings: result.error.issues.flatMap(findingsOf) };
}
