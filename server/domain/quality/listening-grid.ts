import * as z from 'zod';
import type { CampaignProblem, Finding } from '../campaign/campaign-check-problem.ts';
import { parseYamlText } from '../campaign/campaign-check-yaml.ts';
import { checkShape, type SchemaFinding } from '../campaign-check/campaign-check-schema.ts';

/** A grid is read by people: larger is a mistake. */
export const MAX_GRID_CHARS = 20_000;

const id = z.string().regex(/^[a-z][a-z0-9-]{1,29}$/, 'nom : minuscules, chiffres et tirets');
const source = z.string().min(1).max(20);

const criterionSchema = z.strictObject({
  id,
  label: z.string().min(1).max(70),
  /** Its part of the score; only the ratio to the others counts. */
  weight: z.int().min(1).max(100),
  /** Where the demand comes from: `R-nn`, or a paragraph of the scripts' rules. */
  source,
  /** What to listen for. */
  guide: z.string().max(200).default(''),
});

const listeningGridSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,29}$/),
  title: z.string().min(1).max(80),
  /** Best points of a criterion; the worst is 0. */
  scale: z.int().min(1).max(10),
  criteria: z.array(criterionSchema).min(1).max(30),
  /** One of them and the call is worth nothing. */
  fails: z
    .array(z.strictObject({ id, label: z.string().min(1).max(70), source }))
    .min(1)
    .max(20),
});

/** What a call is judged on: criteria with weights, and facts that make the score 0. */
export type ListeningGrid = z.output<typeof listeningGridSchema>;

export interface GridCheck {
  /** Present when `problems` is empty. */
  readonly grid?: ListeningGrid;
  readonly problems: readonly CampaignProblem[];
}

/** Criteria and fails share one name space: a score line names either. */
function twice({ criteria, fails }: ListeningGrid): Finding[] {
  const places = [
    ...criteria.map((one, at) => ({ id: one.id, at: ['criteria', at, 'id'] })),
    ...fails.map((one, at) => ({ id: one.id, at: ['fails', at, 'id'] })),
  ];
  return places
    .filter((one, rank) => places.findIndex((other) => other.id === one.id) !== rank)
    .map((one) => ({
      at: one.at,
      code: 'criterion-twice',
      message: `« ${one.id} » est écrit deux fois.`,
      hint: 'donnez-lui un autre nom',
    }));
}

/** Every fault of a grid's text, in the order of its lines. Pure. */
export function checkGrid(text: string, file = 'grille-ecoute.yaml'): GridCheck {
  if (text.length > MAX_GRID_CHARS) {
    const message = `La grille dépasse ${MAX_GRID_CHARS} signes.`;
    const hint = 'gardez l’essentiel : une grille se remplit en écoutant';
    return { problems: [{ file, line: 1, column: 1, code: 'too-big', message, hint }] };
  }
  const yaml = parseYamlText(text);
  if (yaml.faults.length > 0) return { problems: yaml.faults.map((fault) => ({ file, ...fault })) };
  const { value, findings } = checkShape(listeningGridSchema, yaml.data);
  const all: readonly SchemaFinding[] = value
    ? twice(value)
    : findings.map((one) => ({ ...one, hint: gridHint(one.hint) }));
  if (value && all.length === 0) return { grid: value, problems: [] };
  const problems = all.map((finding) => {
    const { code, message, hint } = finding;
    return { file, ...yaml.locate(finding.at, finding), code, message, hint };
  });
  return { problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

/** The shape's hint sends to a campaign; here the model is another file. */
function gridHint(hint: string): string {
  return hint.startsWith('comparez avec') ? 'comparez avec server/campaigns/grille-ecoute.yaml' : hint;
}
