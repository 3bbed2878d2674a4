import type { EmailKind, EmailTemplate } from './campaign-settings.ts';
import {
  MAX_TEMPLATE_CHARS,
  type ParsedTemplate,
  parseTemplate,
  placeOf,
  type TemplatePlace,
} from './confirmation-liquid.ts';
import { isNeutral } from './confirmation-neutral.ts';
import { CONFIRMATION_VARIABLES } from './confirmation-variables.ts';

type Part = 'subject' | 'text' | 'html';

/** One fault of a template, for `plateau campaign check`. */
export interface TemplateProblem extends TemplatePlace {
  readonly part: Part;
  readonly code: string;
  /** French: what is wrong, and what to do. */
  readonly message: string;
  readonly hint: string;
}

const PARTS: readonly Part[] = ['subject', 'text', 'html'];
const LABEL: Record<Part, string> = { subject: 'l’objet', text: 'le texte', html: 'le HTML' };
const MAX_SUBJECT = 120;

/** What each kind must tell the donor. Agreement: the four facts that make it a SEPA pre-notification (domain/04). */
const REQUIRED: Record<EmailKind, readonly string[]> = {
  agreement: [
    'NOUVEAU_MONTANT',
    'MONTANT_LETTRES',
    'PERIODICITE',
    'DATE_PREMIERE_ECHEANCE',
    'RUM',
    'ICS',
    'CONTACT_DONATEUR',
    'MENTION_RGPD',
  ],
  'one-off': ['NOUVEAU_MONTANT', 'CONTACT_DONATEUR', 'MENTION_RGPD'],
  information: ['CONTACT_DONATEUR', 'MENTION_RGPD'],
};

/** Elements that fetch something when the mail is opened, run, or post: images and trackers among them. */
const FETCHING =
  /<(?:img|script|iframe|link|object|embed|form|video|audio|svg|base|meta\s+http-equiv)\b|url\s*\(|\son\w+\s*=|javascript:/i;

/** Every fault of a template; the empty list means that it may be used. */
export function checkTemplate(template: EmailTemplate): readonly TemplateProblem[] {
  return [
    ...PARTS.flatMap((part) => checkPart(template, part)),
    ...checkSubject(template.subject),
    ...checkHtml(template.html),
  ];
}

const START: TemplatePlace = { line: 1, column: 1 };

function checkPart(template: EmailTemplate, part: Part): TemplateProblem[] {
  const source = template[part];
  if (source.trim() === '' || source.length > MAX_TEMPLATE_CHARS) {
    const message = `Dans cet e-mail, ${LABEL[part]} est vide ou trop long.`;
    return [
      { part, ...START, code: 'template-empty', message, hint: 'écrivez l’objet, le texte et le HTML' },
    ];
  }
  let parsed: ParsedTemplate;
  try {
    parsed = parseTemplate(source, part === 'html' ? 'html' : 'none');
  } catch (error) {
    const hint =
      'balises permises : if, unless, case, comment ; filtres permis : default, upcase, downcase, capitalize, strip, append, prepend, escape';
    const message = `Dans ${LABEL[part]}, une balise ou un filtre est inconnu ou mal fermé.`;
    return [{ part, ...placeOf(error), code: 'template-syntax', message, hint }];
  }
  return [...checkUses(template.kind, part, parsed), ...checkRequired(template.kind, part, parsed)];
}

function checkUses(kind: EmailKind, part: Part, { uses }: ParsedTemplate): TemplateProblem[] {
  return uses.flatMap(({ name, line, column }): TemplateProblem[] => {
    const row = CONFIRMATION_VARIABLES.find((known) => known.name === name);
    const at = { part, line, column };
    if (!row) {
      const hint = `variables connues : ${CONFIRMATION_VARIABLES.map((known) => known.name).join(', ')}`;
      return [{ ...at, code: 'unknown-variable', message: `La variable ${name} n’existe pas.`, hint }];
    }
    if (!row.kinds.includes(kind)) {
      const message = `La variable ${name} n’a pas de valeur dans un e-mail « ${kind} ».`;
      return [{ ...at, code: 'variable-out-of-place', message, hint: 'retirez-la de ce modèle' }];
    }
    if (part === 'subject' && row.personal) {
      const message = `La variable ${name} dit qui est la personne : jamais dans l’objet.`;
      return [
        { ...at, code: 'subject-personal', message, hint: 'une boîte est parfois partagée : restez neutre' },
      ];
    }
    return [];
  });
}

function checkRequired(kind: EmailKind, part: Part, { uses }: ParsedTemplate): TemplateProblem[] {
  if (part === 'subject') return [];
  const missing = REQUIRED[kind].filter((name) => !uses.some((use) => use.name === name));
  return missing.map((name) => ({
    part,
    ...START,
    code: 'required-variable',
    message: `Dans ${LABEL[part]}, il manque {{ ${name} }}.`,
    hint: 'cet e-mail doit le dire à la personne (domain/04 et domain/10)',
  }));
}

function checkSubject(subject: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const add = (code: string, message: string, hint: string) =>
    problems.push({ part: 'subject', ...START, code, message, hint });
  if (/[\r\n]/.test(subject))
    add('subject-line-break', 'L’objet tient sur une seule ligne.', 'retirez le retour à la ligne');
  if (subject.length > MAX_SUBJECT)
    add('subject-too-long', `L’objet dépasse ${MAX_SUBJECT} signes.`, 'raccourcissez-le');
  if (!isNeutral(subject))
    add(
      'subject-not-neutral',
      'L’objet révèle la cause.',
      'une boîte est parfois partagée : parlez de « votre soutien »',
    );
  return problems;
}

function checkHtml(html: string): TemplateProblem[] {
  const found = FETCHING.exec(html);
  if (!found) return [];
  const before = html.slice(0, found.index).split('\n');
  return [
    {
      part: 'html',
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      code: 'html-remote',
      message: 'Le HTML contient une image, un script ou un appel à l’extérieur.',
      hint: 'du texte et des liens suffisent : ni image, ni pistage',
    },
  ];
}
