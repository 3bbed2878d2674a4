/** Where a fault stands inside a YAML document: keys and list positions from the root. */
export type YamlPath = readonly (string | number)[];

/** A fault found in parsed content, not yet placed in its file. */
export interface Finding {
  readonly at: YamlPath;
  /** Stable kebab-case, e.g. `loop`, `unknown-variable`. */
  readonly code: string;
  /** One French sentence, what is wrong. */
  readonly message: string;
  /** French, what to do. */
  readonly hint: string;
  /** The words at fault, where they stand in one line of the value: the place is theirs. */
  readonly quote?: string;
}

/** A fault that a schema tells in its own words, with a code and a hint; `checkShape` gives it back. */
export function findingIssue(finding: Omit<Finding, 'at'>) {
  return { code: 'custom', message: finding.message, params: { finding } } as const;
}

/** The fault that such an issue tells; undefined for any other issue. */
export function findingOf(issue: {
  readonly code: string;
  readonly params?: unknown;
}): Omit<Finding, 'at'> | undefined {
  return issue.code === 'custom'
    ? (issue.params as Partial<ReturnType<typeof findingIssue>['params']> | undefined)?.finding
    : undefined;
}

/** A fault placed for the person who edits the file; line and column count from 1. */
export interface CampaignProblem {
  /** Path inside the campaign's folder, e.g. `script.yaml`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** One line of `plateau campaign check`: `fichier:ligne:colonne code — message (que faire)`. */
export function problemLine(problem: CampaignProblem): string {
  const { file, line, column, code, message, hint } = problem;
  return `${file}:${line}:${column} ${code} — ${message} (${hint})`;
}
