import { SCRIPT_VARIABLES } from '../../../shared/script-variables.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for HTML content and attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}

const MEANING = new Map(SCRIPT_VARIABLES.map(({ name, meaning }) => [name, meaning]));

/** What `{% if name %}` means to a reader. */
const WHEN: Readonly<Record<string, string>> = {
  prenom: 'le prénom est connu',
  ville: 'la ville est connue',
  adresse: 'l’adresse est connue',
  email: 'l’e-mail est connu',
  telephones: 'un numéro est connu',
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

function condition(rest: string): string {
  return WHEN[rest] ?? `« ${rest} »`;
}

const open = (when: string) => `<span class="alt"><span class="when">${escapeHtml(when)}</span> `;

function tagHtml(tag: string, rest: string): string {
  switch (tag) {
    case 'if':
      return open(`si ${condition(rest)} :`);
    case 'unless':
      return open(`sauf si ${condition(rest)} :`);
    case 'elsif':
      return `</span>${open(`sinon, si ${condition(rest)} :`)}`;
    case 'else':
      return `</span>${open('sinon :')}`;
    case 'case':
      return `<span class="case">`;
    case 'when':
      return `</span>${open(`si ${rest} :`)}`;
    default:
      return tag.startsWith('end') ? '</span>' : '';
  }
}

function flowing(text: string): string {
  return escapeHtml(text)
    .replace(/\n{2,}/g, '<span class="par"></span>')
    .replace(/\n/g, ' ');
}

/**
 * The text of a node with all its variants, for the page that a charity approves: what a donor's file fills in is
 * underlined with the sample's value, what depends on the file is said branch by branch. `values` gives the sample.
 */
export function sayHtml(say: string, values: Readonly<Record<string, string>>): string {
  let html = '';
  let at = 0;
  for (const match of say.matchAll(TOKEN)) {
    html += flowing(say.slice(at, match.index));
    at = match.index + match[0].length;
    const { name, tag, rest } = match.groups ?? {};
    if (name !== undefined) {
      const meaning = MEANING.get(name) ?? name;
      const value = values[name] || `[${meaning}]`;
      html += `<span class="var" title="${escapeHtml(meaning)}">${escapeHtml(value)}</span>`;
    } else html += tagHtml(tag ?? '', rest ?? '');
  }
  return html + flowing(say.slice(at));
}
