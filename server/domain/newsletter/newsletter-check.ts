import { parseTemplate } from '../email/confirmation-liquid.ts';
import { isNeutral } from '../email/confirmation-neutral.ts';
import { isPlainUrl, readMarkup, runsOf } from './light-markup.ts';
import type { NewsletterBlock, NewsletterContent } from './newsletter.ts';

/** `block` counts from 1; 0: the subject or the letter as a whole. */
export interface NewsletterProblem {
  readonly block: number;
  readonly message: string;
}

const NEWSLETTER_LIMITS = { subject: 100, blocks: 40, text: 5_000, label: 60, whole: 30_000 } as const;

/** What a text may say of whoever reads it, and of whom it comes from. */
const NEWSLETTER_VARIABLES = ['PRENOM', 'ASSOCIATION'] as const;
const KNOWN: ReadonlySet<string> = new Set(NEWSLETTER_VARIABLES);

export const holdsVariable = (text: string): boolean => /\{[{%]/.test(text);

function templateProblem(text: string): string | undefined {
  if (!holdsVariable(text)) return undefined;
  try {
    const unknown = parseTemplate(text, 'none').uses.find(({ name }) => !KNOWN.has(name));
    if (!unknown) return undefined;
    return `la variable ${unknown.name.slice(0, 30)} n’existe pas : ${NEWSLETTER_VARIABLES.join(', ')}`;
  } catch {
    // What liquidjs says repeats what was typed, in English.
    return 'une variable est mal écrite : {{ PRENOM }}, sur une seule ligne et d’un seul tenant';
  }
}

function textProblems(text: string): readonly string[] {
  if (text.trim() === '') return ['ce texte est vide'];
  if (text.length > NEWSLETTER_LIMITS.text)
    return [`ce texte a plus de ${NEWSLETTER_LIMITS.text} signes : coupez-le en deux`];
  const runs = runsOf(readMarkup(text));
  const links = runs.filter((run) => run.kind === 'link' && !isPlainUrl(run.url));
  const wrong = links.map((run) => `le lien « ${run.text.slice(0, 40)} » ne mène pas à une adresse https://`);
  const variables = runs.map((run) => templateProblem(run.text)).filter((one) => one !== undefined);
  return [...wrong, ...variables.slice(0, 1)];
}

function blockProblems(block: NewsletterBlock): readonly string[] {
  if (block.kind === 'text') return textProblems(block.text);
  if (block.kind === 'event')
    return /^[0-9a-f-]{4,36}$/.test(block.event) ? [] : ['ce n’est pas un numéro d’événement'];
  const { label, url } = block;
  const isSaid = label.trim() !== '' && label.length <= NEWSLETTER_LIMITS.label;
  return [
    ...(isSaid ? [] : [`un bouton dit de 1 à ${NEWSLETTER_LIMITS.label} signes`]),
    ...(isPlainUrl(url) ? [] : ['un bouton mène à une adresse https://, sans identifiant dedans']),
  ];
}

function subjectProblems(subject: string): readonly string[] {
  const typed = subject.trim();
  if (typed.length < 3 || typed.length > NEWSLETTER_LIMITS.subject)
    return [`l’objet a de 3 à ${NEWSLETTER_LIMITS.subject} signes`];
  if (/\p{Cc}/u.test(subject)) return ['l’objet tient sur une ligne'];
  if (holdsVariable(subject)) return ['l’objet est le même pour tout le monde : pas de variable'];
  return isNeutral(subject, 'fr')
    ? []
    : ['l’objet dit la cause : d’autres yeux le lisent dans une boîte partagée ; dites-la dans le texte'];
}

/** Every fault of a letter, in its order; none: it may be sent. */
export function newsletterProblems({ subject, blocks }: NewsletterContent): readonly NewsletterProblem[] {
  const size = blocks.reduce((sum, one) => sum + (one.kind === 'text' ? one.text.length : 0), 0);
  const whole = [
    ...subjectProblems(subject),
    ...(blocks.length === 0 ? ['la lettre est vide'] : []),
    ...(blocks.length > NEWSLETTER_LIMITS.blocks ? [`plus de ${NEWSLETTER_LIMITS.blocks} blocs`] : []),
    ...(size > NEWSLETTER_LIMITS.whole ? [`plus de ${NEWSLETTER_LIMITS.whole} signes en tout`] : []),
  ];
  return [
    ...whole.map((message) => ({ block: 0, message })),
    ...blocks.flatMap((block, at) => blockProblems(block).map((message) => ({ block: at + 1, message }))),
  ];
}
