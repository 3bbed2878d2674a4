import { type CampaignKind, kindFacts } from '../../../shared/campaign-kind.ts';
import { pickableDispositions } from '../../../shared/dispositions.ts';
import type { CampaignProblem } from '../campaign/campaign-check-problem.ts';
import { EMAIL_KINDS, type EmailKind, type EmailTemplate } from '../campaign/campaign-settings.ts';
import { checkTemplate, type TemplatePurpose } from '../email/confirmation.ts';

const FOLDER = 'emails/';

/** The three files of a template. */
const PARTS = { subject: 'subject', text: 'txt', html: 'html' } as const;
type Part = keyof typeof PARTS;

function fileOf(kind: EmailKind, part: Part): string {
  return `${FOLDER}${kind}.${PARTS[part]}.liquid`;
}

const ALL = EMAIL_KINDS.flatMap((kind) => [
  fileOf(kind, 'subject'),
  fileOf(kind, 'text'),
  fileOf(kind, 'html'),
]);

/** The files of the e-mails that some ending of its calls owes; none in a campaign of thanks. */
function expectedOf(kind: CampaignKind | undefined): ReadonlySet<string> {
  const owes = kind === undefined || pickableDispositions(kindFacts(kind).scope).some((row) => row.email);
  return new Set(owes ? ALL : []);
}

function problem(file: string, code: string, said: { message: string; hint: string }): CampaignProblem {
  return { file, line: 1, column: 1, code, ...said };
}

function missingParts(files: ReadonlyMap<string, string>, expected: ReadonlySet<string>): CampaignProblem[] {
  return [...expected]
    .filter((file) => !files.has(file))
    .map((file) =>
      problem(file, 'missing-file', {
        message: `Le modèle d’e-mail ${file} manque.`,
        hint: 'chaque type d’e-mail a un objet, un texte et un HTML : voir server/campaigns/upgrade-fr/emails',
      }),
    );
}

function strangers(files: ReadonlyMap<string, string>, expected: ReadonlySet<string>): CampaignProblem[] {
  return [...files.keys()]
    .filter((file) => file.startsWith(FOLDER) && !expected.has(file))
    .map((file) =>
      problem(file, 'unknown-file', {
        message: `${file} n’est pas un modèle connu.`,
        hint:
          expected.size > 0
            ? `types permis : ${EMAIL_KINDS.join(', ')}`
            : 'aucun e-mail n’est dû dans cette campagne : supprimez-le',
      }),
    );
}

/** Assembles and checks the e-mail templates of a campaign; `templates` is absent while a file is missing. */
export function checkEmails(
  files: ReadonlyMap<string, string>,
  purpose?: TemplatePurpose,
): {
  readonly templates?: readonly EmailTemplate[];
  readonly problems: readonly CampaignProblem[];
} {
  const expected = expectedOf(purpose?.kind);
  const missing = missingParts(files, expected);
  if (missing.length > 0) return { problems: [...missing, ...strangers(files, expected)] };
  if (expected.size === 0) return { templates: [], problems: strangers(files, expected) };
  const part = (kind: EmailKind, name: Part) => files.get(fileOf(kind, name)) ?? '';
  const templates = EMAIL_KINDS.map((kind) => ({
    kind,
    // An editor adds a line break at the end of every file; a subject is one line.
    subject: part(kind, 'subject').trimEnd(),
    text: part(kind, 'text'),
    html: part(kind, 'html'),
  }));
  const faults = templates.flatMap((template) =>
    checkTemplate(template, purpose).map(({ part: name, ...fault }) => ({
      file: fileOf(template.kind, name),
      ...fault,
    })),
  );
  return { templates, problems: [...faults, ...strangers(files, expected)] };
}
