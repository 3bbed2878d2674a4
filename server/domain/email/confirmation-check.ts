import { callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import { debitReferences } from '../../../shared/debit.ts';
import { HOUSE_LANGUAGE, type Language } from '../../../shared/language/languages.ts';
import type { CampaignSettings, EmailKind, EmailTemplate } from '../campaign/campaign-settings.ts';
import { bannedPhrasesIn } from '../wording/banned-phrases.ts';
import { foreignWordsIn } from '../wording/country-words.ts';
import { taxTalkIn } from '../wording/tax-sentence.ts';
import {
  MAX_TEMPLATE_CHARS,
  type ParsedTemplate,
  parseTemplate,
  placeOf,
  type TemplatePlace,
} from './confirmation-liquid.ts';
import { isNeutral } from './confirmation-neutral.ts';
import { CONFIRMATION_VARIABLES, isGiven } from './confirmation-variables.ts';

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

/** What of the campaign decides what its e-mails must say. */
export type TemplatePurpose = Pick<CampaignSettings, 'country' | 'kind' | 'language'>;

/**
 * What each kind must tell the donor. Agreement: with the debit's references, the facts of a pre-notification
 * (docs/rules/direct-debit.md).
 */
const REQUIRED: Record<EmailKind, readonly string[]> = {
  agreement: [
    'NOUVEAU_MONTANT',
    'MONTANT_LETTRES',
    'PERIODICITE',
    'DATE_PREMIERE_ECHEANCE',
    'CONTACT_DONATEUR',
    'MENTION_RGPD',
  ],
  // Each way of giving has its own text: a donor who pays by cheque is not told of a debit.
  'one-off': [
    'NOUVEAU_MONTANT',
    'LIEN_DON',
    'DON_COURRIER',
    'PRELEVEMENT_UNIQUE',
    'CONTACT_DONATEUR',
    'MENTION_RGPD',
  ],
  information: ['CONTACT_DONATEUR', 'MENTION_RGPD'],
  rectification: [
    'MONTANT_ANNONCE',
    'ANNULATION',
    'NOUVEAU_MONTANT',
    'MONTANT_LETTRES',
    'PERIODICITE',
    'DATE_PREMIERE_ECHEANCE',
    'CONTACT_DONATEUR',
    'MENTION_RGPD',
  ],
};

function requiredIn(kind: EmailKind, { country, kind: campaignKind }: TemplatePurpose): readonly string[] {
  if (kind !== 'agreement' && kind !== 'rectification') return REQUIRED[kind];
  const signing = callsStoppedGifts(campaignKind) ? ['MANDAT_A_SIGNER', 'LIEN_SIGNATURE'] : [];
  return [...REQUIRED[kind], ...debitReferences(countryFacts(country).debit), ...signing];
}

/** Elements that fetch something when the mail is opened, run, or post: images and trackers among them. */
const FETCHING =
  /<(?:img|script|iframe|link|object|embed|form|video|audio|svg|base|meta\s+http-equiv)\b|url\s*\(|\son\w+\s*=|javascript:/i;

/** Every fault of a template; the empty list means that it may be used. `purpose` absent: a French upgrade. */
export function checkTemplate(
  template: EmailTemplate,
  purpose: TemplatePurpose = { country: 'FR', kind: 'upgrade', language: HOUSE_LANGUAGE },
): readonly TemplateProblem[] {
  return [
    ...PARTS.flatMap((part) => checkPart(template, part, purpose)),
    ...checkSubject(template.subject, purpose.language),
    ...checkHtml(template.html),
  ];
}

const START: TemplatePlace = { line: 1, column: 1 };

function checkPart(template: EmailTemplate, part: Part, purpose: TemplatePurpose): TemplateProblem[] {
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
  const { kind } = template;
  const place = { kind, part };
  return [
    ...checkUses(place, parsed, purpose.country),
    ...checkRequired(place, parsed, requiredIn(kind, purpose)),
    ...checkTelling(part, source, purpose),
  ];
}

interface PartPlace {
  readonly kind: EmailKind;
  readonly part: Part;
}

function checkUses({ kind, part }: PartPlace, { uses }: ParsedTemplate, country: Country): TemplateProblem[] {
  return uses.flatMap(({ name, line, column }): TemplateProblem[] => {
    const row = CONFIRMATION_VARIABLES.find((known) => known.name === name);
    const at = { part, line, column };
    if (!row) {
      const hint = `variables connues : ${CONFIRMATION_VARIABLES.map((known) => known.name).join(', ')}`;
      return [{ ...at, code: 'unknown-variable', message: `La variable ${name} n’existe pas.`, hint }];
    }
    if (!isGiven(row, kind, country)) {
      const message = `La variable ${name} n’a pas de valeur dans un e-mail « ${kind} » de ce pays.`;
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

function checkRequired(
  { part }: PartPlace,
  { uses }: ParsedTemplate,
  required: readonly string[],
): TemplateProblem[] {
  if (part === 'subject') return [];
  const missing = required.filter((name) => !uses.some((use) => use.name === name));
  return missing.map((name) => ({
    part,
    ...START,
    code: 'required-variable',
    message: `Dans ${LABEL[part]}, il manque {{ ${name} }}.`,
    hint: 'cet e-mail doit le dire à la personne (docs/rules/direct-debit.md et docs/rules/confirmation-email.md)',
  }));
}

/** Wording, line by line: no guilt nor pressure, the words of the country, no tax sentence but the dated one. */
function checkTelling(part: Part, source: string, purpose: TemplatePurpose): TemplateProblem[] {
  return source.split('\n').flatMap((text, index): TemplateProblem[] => {
    const at = { part, line: index + 1, column: 1 };
    const read = text.replace(/<[^>]*>|\{\{.*?\}\}|\{%.*?%\}/g, '');
    const banned = bannedPhrasesIn(read, purpose.language).filter(({ rule }) => !rule.isForSpeech);
    const tax = taxTalkIn(read, purpose.language);
    return [
      ...banned.map(({ found, rule }) => ({
        ...at,
        code: 'banned-phrase',
        message: `Formulation interdite, ${rule.why} : « ${found} ».`,
        hint: rule.instead,
      })),
      ...foreignWordsIn(read, purpose).map(({ found, instead }) => ({
        ...at,
        code: 'foreign-word',
        message: `« ${found} » ne se dit pas dans ce pays.`,
        hint: `écrivez ${instead}`,
      })),
      ...(tax === undefined
        ? []
        : [
            {
              ...at,
              code: 'tax-talk',
              message: `Ce texte parle d’impôt hors de la phrase fiscale datée : « ${tax} ».`,
              hint: 'écrivez {{ PHRASE_FISCALE }} sous {% if PHRASE_FISCALE %}',
            },
          ]),
    ];
  });
}

function checkSubject(subject: string, language: Language): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const add = (code: string, message: string, hint: string) =>
    problems.push({ part: 'subject', ...START, code, message, hint });
  if (/[\r\n]/.test(subject))
    add('subject-line-break', 'L’objet tient sur une seule ligne.', 'retirez le retour à la ligne');
  if (subject.length > MAX_SUBJECT)
    add('subject-too-long', `L’objet dépasse ${MAX_SUBJECT} signes.`, 'raccourcissez-le');
  if (!isNeutral(subject, language))
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
