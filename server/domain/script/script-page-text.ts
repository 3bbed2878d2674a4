import { SCRIPT_VARIABLES } from '../../../shared/script-variables.ts';
import type { Profiled } from '../campaign/profile-settings.ts';
import { type Html, html, joinHtml } from '../files/html.ts';
import { comparisonWords } from './profile-conditions.ts';

const MEANING = new Map(SCRIPT_VARIABLES.map(({ name, meaning }) => [name, meaning]));

/** What `{% if name %}` means to a reader. */
const WHEN: Readonly<Record<string, string>> = {
  prenom: 'le prénom est connu',
  ville: 'la ville est connue',
  adresse: 'l’adresse est connue',
  email: 'l’e-mail est connu',
  telephones: 'un numéro est connu',
  coordonnees_verifiees: 'les coordonnées viennent d’être vérifiées',
  annee_depuis: 'l’année du premier soutien est connue',
  cumul: 'le total des dons est connu',
  proposition_1: 'un montant est calculé',
  proposition_2: 'un montant est calculé',
  don_ponctuel: 'un montant est calculé',
  montant_retenu: 'un montant est convenu',
  phrase_fiscale: 'la phrase fiscale est active',
  annee_arret: 'l’année de l’arrêt est connue',
  arret_bancaire: 'le fichier dit que la banque a refusé',
  nouveau_mandat: 'il faut signer un nouveau mandat',
};

const TOKEN = /\{\{-?\s*(?<name>\w+)\s*-?\}\}|\{%-?\s*(?<tag>\w+)\s*(?<rest>.*?)\s*-?%\}/gs;

const JOINED: Readonly<Record<string, string>> = { and: ' et ', or: ' ou ' };

/** What a condition says, piece by piece, with the campaign's labels of its profiles. */
function condition(rest: string, settings: Profiled): string {
  return rest
    .split(/\s+(and|or)\s+/)
    .map((piece) => JOINED[piece] ?? WHEN[piece] ?? comparisonWords(piece, settings) ?? `« ${piece} »`)
    .join('');
}

/** The values of a `when` as conditions on what its `case` reads. */
function whenOf(subject: string, rest: string): string {
  const values = rest.split(/\s*(?:,|\bor\b)\s*/);
  return values.map((value) => `${subject} == ${value}`).join(' or ');
}

const open = (when: string) => html`<span class="alt"><span class="when">${when}</span> `;

function tagHtml(tag: string, rest: string, settings: Profiled): Html {
  switch (tag) {
    case 'if':
      return open(`si ${condition(rest, settings)} :`);
    case 'unless':
      return open(`sauf si ${condition(rest, settings)} :`);
    case 'elsif':
      return html`</span>${open(`sinon, si ${condition(rest, settings)} :`)}`;
    case 'else':
      return html`</span>${open('sinon :')}`;
    case 'case':
      return html`<span class="case">`;
    case 'when':
      return html`</span>${open(`si ${condition(rest, settings)} :`)}`;
    default:
      return tag.startsWith('end') ? html`</span>` : html``;
  }
}

function flowing(text: string): Html {
  const paragraphs = text.split(/\n{2,}/).map((one) => one.replace(/\n/g, ' '));
  return joinHtml(paragraphs, html`<span class="par"></span>`);
}

/**
 * The text of a node with all its variants, for the page that a charity approves: what a donor's file fills in is
 * underlined with the sample's value, what depends on the file is said branch by branch. `values` gives the sample.
 */
export function sayHtml(say: string, values: Readonly<Record<string, string>>, settings: Profiled): Html {
  return filled(say, { values, settings, plain: flowing });
}

/** Names of variables that no card fills in, and what they stand for. */
type OtherVariables = Readonly<Record<string, string>>;

/** The same of what is not read aloud (an e-mail, a note), line by line; what is filled in stands in brackets, by its name. */
export function linesHtml(text: string, settings: Profiled, others: OtherVariables): Html {
  const plain = (lines: string) => html`${lines}`;
  return filled(text.trim(), { values: {}, settings, others, plain });
}

interface Filling {
  readonly values: Readonly<Record<string, string>>;
  readonly settings: Profiled;
  readonly others?: OtherVariables;
  readonly plain: (text: string) => Html;
}

function filled(text: string, { values, settings, others = {}, plain }: Filling): Html {
  const said: Html[] = [];
  let subject = '';
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    said.push(plain(text.slice(at, match.index)));
    at = match.index + match[0].length;
    const { name, tag, rest } = match.groups ?? {};
    if (name !== undefined) {
      const meaning = MEANING.get(name) ?? others[name] ?? name;
      const value = values[name] || `[${meaning}]`;
      said.push(html`<span class="var" title="${meaning}">${value}</span>`);
    } else {
      if (tag === 'case') subject = rest ?? '';
      said.push(tagHtml(tag ?? '', tag === 'when' ? whenOf(subject, rest ?? '') : (rest ?? ''), settings));
    }
  }
  return html`${said}${plain(text.slice(at))}`;
}
