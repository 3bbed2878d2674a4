import type * as z from 'zod';
import type { CampaignProblem, Finding } from '../campaign/campaign-check-problem.ts';
import { parseYamlText, type YamlText } from '../campaign/campaign-check-yaml.ts';
import { checkShape, type SchemaFinding } from './campaign-check-schema.ts';

export interface CheckedFile<T> {
  readonly value?: T;
  readonly yaml?: YamlText;
  readonly problems: readonly CampaignProblem[];
}

function placed(file: string, yaml: YamlText, finding: SchemaFinding): CampaignProblem {
  const { code, message, hint } = finding;
  return { file, ...yaml.locate(finding.at, finding), code, message, hint };
}

/** One YAML file of a folder against its shape: its value, or every fault with its line. */
export function checkFile<S extends z.ZodType>(
  files: ReadonlyMap<string, string>,
  file: string,
  schema: S,
): CheckedFile<z.output<S>> {
  const text = files.get(file);
  if (text === undefined) {
    const message = `Le fichier ${file} manque.`;
    const hint = 'copiez celui de server/campaigns/upgrade-fr et adaptez-le';
    return { problems: [{ file, line: 1, column: 1, code: 'missing-file', message, hint }] };
  }
  const yaml = parseYamlText(text);
  if (yaml.faults.length > 0) return { problems: yaml.faults.map((fault) => ({ file, ...fault })) };
  const { value, findings } = checkShape(schema, yaml.data);
  return {
    yaml,
    ...(value !== undefined && { value }),
    problems: findings.map((finding) => placed(file, yaml, finding)),
  };
}

/** Findings about a file that was read, each with its line there. */
export function placeFindings<T>(
  file: string,
  { yaml }: CheckedFile<T>,
  findings: readonly Finding[],
): CampaignProblem[] {
  return yaml ? findings.map((finding) => placed(file, yaml, finding)) : [];
}
