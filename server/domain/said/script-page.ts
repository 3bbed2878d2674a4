import { noteLabel } from '../../../shared/call-notes.ts';
import type { CallScript, ScriptAnswer, ScriptNode } from '../../../shared/call-script.ts';
import { asksSomething, type CampaignKind, kindFacts } from '../../../shared/campaign-kind.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { isAsk } from '../../../shared/script-progress.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { type Html, html, htmlLines, joinHtml } from '../files/html.ts';
import { oneOffPromise } from '../script/one-off-promise.ts';
import { diagramSvg, sharedEndings } from '../script/script-page-diagram.ts';
import { factsHtml } from '../script/script-page-facts.ts';
import { sayHtml } from '../script/script-page-text.ts';
import { EFFECT_WORDS, MARK_WORDS } from '../script/script-words.ts';
import { framedPage } from './page-frame.ts';
import { type PagePart, partsHtml, signatureHtml } from './script-page-parts.ts';

export interface ScriptPage {
  readonly settings: CampaignSettings;
  readonly script: CallScript;
  /** All that is said and sent, the script among it: `sha256sum script.yaml` gives its digest. */
  readonly parts: readonly PagePart[];
  /** Values of the sample donor, for the variables of the texts. */
  readonly values: Readonly<Record<string, string>>;
  /** Nodes of the main path, drawn thicker. */
  readonly mainPath: readonly string[];
}

const PROMISES: Record<CampaignKind, readonly string[]> = {
  upgrade: [
    'Chaque appel remercie avant toute demande, et à la fin, même après un refus.',
    'Deux propositions mensuelles et une ponctuelle au plus.',
  ],
  reactivation: [
    'Chaque appel remercie avant toute demande, et à la fin, même après un refus.',
    'La raison de l’arrêt est demandée avant toute proposition, notée, jamais discutée. Un arrêt dû à la banque prend la voie pratique : une seule proposition.',
    'Deux propositions mensuelles au plus, et un don ponctuel seulement si la campagne l’ouvre.',
  ],
  thanks: [
    'Cet appel remercie, et ne demande rien : ni don, ni augmentation. Aucune touche du poste n’enregistre un accord ou un montant.',
    'Une personne qui souhaite d’elle-même en faire plus est remerciée ; son souhait est transmis à l’association, qui la recontacte.',
    'Les coordonnées sont vérifiées ; la question de satisfaction est facultative.',
  ],
};
const OF_AGREEMENTS = 'Un accord est relu, demande un oui clair, et annonce l’e-mail de confirmation.';
const COMMON_PROMISES = [
  'Après « ne plus m’appeler », « je veux arrêter », un deuil ou une difficulté : plus aucune demande.',
  'Ni culpabilisation, ni pression sur le délai : ces formulations sont refusées avant le premier appel.',
];

function endsHtml(
  answer: ScriptAnswer,
  { script, settings }: ScriptPage,
  numbers: ReadonlyMap<string, number>,
): Html {
  const target = answer.to === undefined ? undefined : script.nodes[answer.to];
  if (answer.to !== undefined && target)
    return html`→ <a href="#${answer.to}">${numbers.get(answer.to) ?? ''}. ${target.title}</a>`;
  const codes = (answer.ends ?? []).map(
    (code) => html`${dispositionLabel(code, settings.country)} <code>${code}</code>`,
  );
  return html`fin de l’appel : ${joinHtml(codes, html`<br>ou `)}`;
}

function answerHtml(answer: ScriptAnswer, page: ScriptPage, numbers: ReadonlyMap<string, number>): Html {
  const said = [
    ...(answer.effect ? [EFFECT_WORDS[answer.effect]] : []),
    ...(answer.heard === undefined
      ? []
      : [`motif entendu « ${dispositionLabel(answer.heard, page.settings.country)} »`]),
    ...(answer.notes ?? []).map((code) => `noté « ${noteLabel(code)} »`),
  ];
  const more = said.length > 0 ? html`<br><span class="small">${said.join(' ; ')}</span>` : '';
  const enter = answer.main ? html` <kbd>Entrée</kbd>` : '';
  return html`<tr><td><kbd>${answer.key}</kbd>${enter}</td><td>${answer.label}${more}</td><td>${endsHtml(answer, page, numbers)}</td></tr>`;
}

function stepClass(node: ScriptNode): string {
  if (isAsk(node)) return ' ask';
  if (node.marks.includes('closing')) return ' end';
  return node.marks.includes('read-back') ? ' yes' : '';
}

function stepHtml(page: ScriptPage, id: string, numbers: ReadonlyMap<string, number>): Html {
  const node = page.script.nodes[id];
  if (!node) return html``;
  const marks = node.marks.map((mark) => html`<span class="mark">${MARK_WORDS[mark]}</span>`);
  return htmlLines(
    html`<article class="step${stepClass(node)}" id="${id}">`,
    html`<h3>${numbers.get(id) ?? ''}. ${node.title}${marks}</h3>`,
    html`<p class="say">${sayHtml(node.say, page.values, page.settings)}</p>`,
    node.hint === undefined ? '' : html`<p class="hint">À savoir : ${node.hint}</p>`,
    html`<table><thead class="small"><tr><th scope="col">Touche</th><th scope="col">Réponse</th><th scope="col">Suite</th></tr></thead><tbody>`,
    ...node.answers.map((answer) => answerHtml(answer, page, numbers)),
    html`</tbody></table></article>`,
  );
}

function legendHtml(script: CallScript, numbers: ReadonlyMap<string, number>): Html {
  const shared = [...sharedEndings(script)].map(
    ([id, letter]) =>
      html`<p><strong>${letter}</strong> : mène à <a href="#${id}">${numbers.get(id) ?? ''}. ${script.nodes[id]?.title ?? ''}</a></p>`,
  );
  const asks = asksSomething(script.kind);
  return htmlLines(
    html`<div class="legend">`,
    html`<p>Trait épais : le chemin ${asks ? 'd’un accord à la première proposition' : 'd’un remerciement fait'}.</p>`,
    html`<p>Lettre sous un trait : touche de la réponse.</p>`,
    html`<p>${asks ? 'Jaune : une demande. Vert : récapitulatif. ' : ''}Bleu : conclusion.</p>`,
    html`<p><strong>■</strong> : l’appel peut finir ici (rappel, répondeur, e-mail…).</p>`,
    ...shared,
    html`</div>`,
  );
}

/**
 * All that is said and sent as one self-contained French page that a charity can read, print and approve: facts, flow, every
 * step with its text and variants, answers and where they lead, then every other part with its digest. No script, nothing
 * fetched. Same files, same bytes.
 */
export function scriptPageHtml(page: ScriptPage): string {
  const { script, settings } = page;
  const ids = Object.keys(script.nodes);
  const numbers = new Map(ids.map((id, at) => [id, at + 1]));
  const promises = [
    ...PROMISES[settings.kind],
    ...(settings.oneOff?.enabled ? [oneOffPromise(script)] : []),
    ...(asksSomething(settings.kind) ? [OF_AGREEMENTS] : []),
    ...COMMON_PROMISES,
  ];
  const body = htmlLines(
    html`<h2 id="garanties">Ce que le poste d’appel garantit</h2><ul>${promises.map((text) => html`<li>${text}</li>`)}</ul>`,
    html`<h2 id="reglages">Ce qui est réglé pour cette campagne</h2>${factsHtml(settings)}`,
    html`<section class="sheet"><h2 id="deroulement">Déroulement de l’appel</h2>${diagramSvg(script, page.mainPath)}${legendHtml(script, numbers)}</section>`,
    html`<section class="sheet" id="partie-script"><h2 id="etapes">Les étapes, mot à mot</h2>`,
    html`<p class="small">Souligné en pointillés : ce que la fiche complète, ici avec une personne fictive. Sur fond teinté : ce qui dépend de la fiche.</p>`,
    ...ids.map((id) => stepHtml(page, id, numbers)),
    html`</section>`,
    html`<section class="sheet"><h2 id="parties">Le reste de ce qui est dit et envoyé, mot à mot</h2>`,
    html`<p class="small">Entre crochets, souligné : ce que la fiche ou l’appel complète. D’un e-mail, la mise en page n’est pas montrée ; l’empreinte la couvre.</p>`,
    partsHtml(page.parts, settings),
    html`</section>${signatureHtml(page.parts)}`,
  );
  const { charity, name, code, country } = settings;
  const { about } = kindFacts(settings.kind);
  return framedPage({
    title: `Script ${script.version} – ${name}`,
    subject: { charity: charity.name, name, code, country, about },
    parts: page.parts,
    contents: CONTENTS,
    skip: ['etapes', 'Aller aux étapes'],
    body,
  });
}

const CONTENTS = [
  ['garanties', 'Garanties'],
  ['reglages', 'Réglages'],
  ['deroulement', 'Déroulement'],
  ['etapes', 'Étapes'],
  ['parties', 'Notes, thèmes, montants, e-mails'],
  ['approbation', 'Approbation'],
] as const;
