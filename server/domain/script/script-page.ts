import { noteLabel } from '../../../shared/call-notes.ts';
import type { CallScript, ScriptAnswer, ScriptNode } from '../../../shared/call-script.ts';
import { type CampaignKind, kindFacts } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { isAsk } from '../../../shared/script-progress.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { diagramSvg, sharedEndings } from './script-page-diagram.ts';
import { factsHtml } from './script-page-facts.ts';
import { PAGE_STYLE } from './script-page-style.ts';
import { escapeHtml, sayHtml } from './script-page-text.ts';
import { EFFECT_WORDS, MARK_WORDS } from './script-words.ts';

export interface ScriptPage {
  readonly settings: CampaignSettings;
  readonly script: CallScript;
  /** SHA-256 of `script.yaml`, hexadecimal: `sha256sum script.yaml` gives the same. */
  readonly sha256: string;
  /** How the version stands, in French; absent: a folder, that nobody has submitted. */
  readonly state?: string;
  /** Values of the sample donor, for the variables of the texts. */
  readonly values: Readonly<Record<string, string>>;
  /** Nodes of the main path, drawn thicker. */
  readonly mainPath: readonly string[];
}

const PROMISES: Record<CampaignKind, readonly string[]> = {
  upgrade: [
    'Chaque appel remercie avant toute demande, et à la fin, même après un refus.',
    'Deux propositions mensuelles et une ponctuelle au plus ; après un refus de l’augmentation, le don ponctuel est toujours proposé.',
  ],
  reactivation: [
    'Chaque appel remercie avant toute demande, et à la fin, même après un refus.',
    'La raison de l’arrêt est demandée avant toute proposition, notée, jamais discutée. Un arrêt dû à la banque prend la voie pratique : une seule proposition.',
    'Deux propositions mensuelles au plus, et un don ponctuel seulement si la campagne l’ouvre.',
  ],
};
const COMMON_PROMISES = [
  'Un accord est relu, demande un oui clair, et annonce l’e-mail de confirmation.',
  'Après « ne plus m’appeler », « je veux arrêter », un deuil ou une difficulté : plus aucune demande.',
  'Ni culpabilisation, ni pression sur le délai : ces formulations sont refusées avant le premier appel.',
];

function endsHtml(answer: ScriptAnswer, script: CallScript, numbers: ReadonlyMap<string, number>): string {
  const target = answer.to === undefined ? undefined : script.nodes[answer.to];
  if (answer.to !== undefined && target)
    return `→ <a href="#${answer.to}">${numbers.get(answer.to)}. ${escapeHtml(target.title)}</a>`;
  const codes = (answer.ends ?? []).map(
    (code) => `${escapeHtml(dispositionOf(code)?.label ?? '')} <code>${escapeHtml(code)}</code>`,
  );
  return `fin de l’appel : ${codes.join('<br>ou ')}`;
}

function answerHtml(answer: ScriptAnswer, script: CallScript, numbers: ReadonlyMap<string, number>): string {
  const said = [
    ...(answer.effect ? [EFFECT_WORDS[answer.effect]] : []),
    ...(answer.notes ?? []).map((code) => `noté « ${noteLabel(code)} »`),
  ];
  const more = said.length > 0 ? `<br><span class="small">${escapeHtml(said.join(' ; '))}</span>` : '';
  return `<tr><td><kbd>${escapeHtml(answer.key)}</kbd></td><td>${escapeHtml(answer.label)}${more}</td><td>${endsHtml(answer, script, numbers)}</td></tr>`;
}

function stepClass(node: ScriptNode): string {
  if (isAsk(node)) return ' ask';
  if (node.marks.includes('closing')) return ' end';
  return node.marks.includes('read-back') ? ' yes' : '';
}

function stepHtml(page: ScriptPage, id: string, numbers: ReadonlyMap<string, number>): string {
  const node = page.script.nodes[id];
  if (!node) return '';
  const marks = node.marks
    .map((mark) => `<span class="mark">${escapeHtml(MARK_WORDS[mark])}</span>`)
    .join('');
  return [
    `<article class="step${stepClass(node)}" id="${id}">`,
    `<h3>${numbers.get(id)}. ${escapeHtml(node.title)}${marks}</h3>`,
    `<p class="say">${sayHtml(node.say, page.values)}</p>`,
    node.hint === undefined ? '' : `<p class="hint">Consigne, non lue : ${escapeHtml(node.hint)}</p>`,
    '<table><thead class="small"><tr><th scope="col">Touche</th><th scope="col">Réponse</th><th scope="col">Suite</th></tr></thead><tbody>',
    ...node.answers.map((answer) => answerHtml(answer, page.script, numbers)),
    '</tbody></table></article>',
  ].join('\n');
}

function legendHtml(script: CallScript, numbers: ReadonlyMap<string, number>): string {
  const shared = [...sharedEndings(script)].map(
    ([id, letter]) =>
      `<p><strong>${letter}</strong> : mène à <a href="#${id}">${numbers.get(id)}. ${escapeHtml(script.nodes[id]?.title ?? '')}</a></p>`,
  );
  return [
    '<div class="legend">',
    '<p>Trait épais : le chemin d’un accord à la première proposition.</p>',
    '<p>Lettre sous un trait : touche de la réponse.</p>',
    '<p>Jaune : une demande. Vert : récapitulatif. Bleu : conclusion.</p>',
    '<p><strong>■</strong> : l’appel peut finir ici (rappel, répondeur, e-mail…).</p>',
    ...shared,
    '</div>',
  ].join('\n');
}

function headHtml({ settings, script, sha256, state }: ScriptPage): string {
  const { charity, name, code, kind, country } = settings;
  const facts: readonly (readonly [string, string])[] = [
    ['Campagne', `${escapeHtml(name)} <code>${escapeHtml(code)}</code>`],
    ['Type et pays', `${kindFacts(kind).about}, ${countryFacts(country).name}`],
    ['Version du script', `<strong>${escapeHtml(script.version)}</strong>`],
    ...(state === undefined ? [] : [['État', escapeHtml(state)] as const]),
    ['Empreinte SHA-256 de script.yaml', `<code>${escapeHtml(sha256)}</code>`],
  ];
  return [
    `<p class="small">${escapeHtml(charity.name)}</p>`,
    '<h1>Script d’appel à lire et à approuver</h1>',
    '<table>',
    ...facts.map(([label, html]) => `<tr><th scope="row">${label}</th><td>${html}</td></tr>`),
    '</table>',
  ].join('\n');
}

function signatureHtml({ script, sha256 }: ScriptPage): string {
  return [
    '<section class="sign"><h2 id="approbation">Approbation</h2>',
    `<p>Script <strong>${escapeHtml(script.version)}</strong>, empreinte <code>${escapeHtml(sha256.slice(0, 16))}…</code>. Tout changement de texte porte une nouvelle version et une nouvelle empreinte.</p>`,
    '<table><thead><tr><th scope="col">Nom et fonction</th><th scope="col">Date</th><th scope="col">Signature</th></tr></thead>',
    '<tbody><tr><td></td><td></td><td></td></tr></tbody></table></section>',
  ].join('\n');
}

/**
 * The whole script as one self-contained French page that a charity can read, print and approve: facts, flow, every step
 * with its text and variants, answers and where they lead. No script, nothing fetched. Same files, same bytes.
 */
export function scriptPageHtml(page: ScriptPage): string {
  const { script, settings } = page;
  const ids = Object.keys(script.nodes);
  const numbers = new Map(ids.map((id, at) => [id, at + 1]));
  const promises = [...PROMISES[settings.kind], ...COMMON_PROMISES];
  return [
    '<!doctype html>',
    `<html lang="fr-${settings.country}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(`Script ${script.version} – ${settings.name}`)}</title>`,
    `<style>${PAGE_STYLE}</style></head><body>`,
    '<a class="skip" href="#etapes">Aller aux étapes</a>',
    `<header>${headHtml(page)}</header><main>`,
    '<nav class="small" aria-label="Sommaire"><a href="#garanties">Garanties</a> · <a href="#reglages">Réglages</a> · <a href="#deroulement">Déroulement</a> · <a href="#etapes">Étapes</a> · <a href="#approbation">Approbation</a></nav>',
    `<h2 id="garanties">Ce que le poste d’appel garantit</h2><ul>${promises.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`,
    `<h2 id="reglages">Ce qui est réglé pour cette campagne</h2>${factsHtml(settings)}`,
    `<section class="sheet"><h2 id="deroulement">Déroulement de l’appel</h2>${diagramSvg(script, page.mainPath)}${legendHtml(script, numbers)}</section>`,
    '<section class="sheet"><h2 id="etapes">Les étapes, mot à mot</h2>',
    '<p class="small">Souligné en pointillés : ce que la fiche complète, ici avec une personne fictive. Sur fond teinté : ce qui dépend de la fiche.</p>',
    ...ids.map((id) => stepHtml(page, id, numbers)),
    `</section>${signatureHtml(page)}</main></body></html>`,
    '',
  ].join('\n');
}
