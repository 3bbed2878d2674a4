import type { CallScript, NodeMark, ScriptAnswer, ScriptNode } from '../../../shared/call-script.ts';
import { asksOneOffAlways, asksSomething } from '../../../shared/campaign-kind.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { HOUSE_LANGUAGE } from '../../../shared/language/languages.ts';
import { JUMP_MARKS } from '../../../shared/script-contract.ts';
import { closesOn, isMarkOfKind } from '../../../shared/script-marks.ts';
import { isAsk, isReadBackYes, reachableFrom } from '../../../shared/script-progress.ts';
import { stopsAsks } from '../../../shared/script-stop.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { checkMainAnswers } from './script-check-main.ts';
import { checkNoAsk } from './script-check-no-ask.ts';
import { checkScriptPaths } from './script-check-paths.ts';
import { checkScriptProfiles } from './script-check-profiles.ts';
import { checkStopReasons } from './script-check-reasons.ts';

import { checkScriptRoom } from './script-check-room.ts';
import { checkTalk } from './script-check-talk.ts';

import { checkScriptWords } from './script-check-words.ts';

/** Single keys that the workstation keeps for itself while a script is on screen: list movement and leaving. */
const RESERVED_ANSWER_KEYS: ReadonlySet<string> = new Set(['j', 'k', 'q']);
/** Two columns of an 80-column screen. */
const MAX_LABEL_COLUMNS = 40;
/** The reference script has some thirty; every path of this many is still followed in a blink. */
const MAX_NODES = 200;

const quoted = (id: string) => `« ${id} »`;

/** Calls `visit` for every answer of the script, with its place. */
function eachAnswer(
  script: CallScript,
  visit: (
    answer: ScriptAnswer,
    place: { readonly id: string; readonly node: ScriptNode; readonly at: number },
  ) => Finding[],
): Finding[] {
  return Object.entries(script.nodes).flatMap(([id, node]) =>
    node.answers.flatMap((answer, at) => visit(answer, { id, node, at })),
  );
}

/** Answers' keys and targets. */
function checkAnswers(script: CallScript): Finding[] {
  return eachAnswer(script, (answer, { id, node, at }) => {
    const place = ['nodes', id, 'answers', at];
    const findings: Finding[] = [];
    if (node.answers.findIndex((other) => other.key === answer.key) < at)
      findings.push({
        at: [...place, 'key'],
        code: 'duplicate-key',
        message: `L’étape ${quoted(id)} a deux réponses sur la touche ${quoted(answer.key)}.`,
        hint: 'donnez une touche à chaque réponse',
      });
    if (RESERVED_ANSWER_KEYS.has(answer.key))
      findings.push({
        at: [...place, 'key'],
        code: 'reserved-key',
        message: `La touche ${quoted(answer.key)} est réservée au poste de travail.`,
        hint: `choisissez une autre lettre que ${[...RESERVED_ANSWER_KEYS].join(', ')}`,
      });
    if (answer.to !== undefined && !script.nodes[answer.to])
      findings.push({
        at: [...place, 'to'],
        code: 'unknown-node',
        message: `La réponse ${quoted(answer.key)} de ${quoted(id)} mène à une étape inconnue : ${quoted(answer.to)}.`,
        hint: 'créez cette étape sous « nodes » ou corrigez son nom',
      });
    if (answer.label.length > MAX_LABEL_COLUMNS)
      findings.push({
        at: [...place, 'label'],
        code: 'label-too-long',
        message: `Le libellé ${quoted(answer.label)} dépasse ${MAX_LABEL_COLUMNS} caractères.`,
        hint: 'raccourcissez-le : il doit tenir sur un écran de 80 colonnes',
      });
    return findings;
  });
}

/** `ends` lists only what an agent may pick in this kind of campaign. */
function checkEnds(script: CallScript): Finding[] {
  return eachAnswer(script, (answer, { id, at }) =>
    (answer.ends ?? []).flatMap((code, position) => {
      if (closesOn(script, code)) return [];
      const known = dispositionOf(code) !== undefined;
      return [
        {
          at: ['nodes', id, 'answers', at, 'ends', position],
          code: known ? 'disposition-not-allowed' : 'unknown-disposition',
          message: known
            ? `La qualification ${code} n’est pas à la main du téléacteur dans ce type de campagne.`
            : `La qualification ${code} n’existe pas.`,
          hint: 'voir la liste des qualifications avec la touche « ? » du poste',
        },
      ];
    }),
  );
}

function checkReach(script: CallScript): Finding[] {
  if (!script.nodes[script.start])
    return [
      {
        at: ['start'],
        code: 'unknown-node',
        message: `L’étape de départ ${quoted(script.start)} n’existe pas.`,
        hint: 'nommez une étape de « nodes »',
      },
    ];
  const reached = reachableFrom(script, script.start).nodes;
  return Object.keys(script.nodes).flatMap((id): Finding[] => {
    const at = ['nodes', id];
    if (!reached.has(id))
      return [
        {
          at,
          code: 'unreachable-node',
          message: `Aucune réponse ne mène à l’étape ${quoted(id)}.`,
          hint: 'reliez-la par un « to », ou supprimez-la',
        },
      ];
    const { codes, ask } = reachableFrom(script, id);
    if (codes.size === 0)
      return [
        {
          at,
          code: 'dead-end',
          message: `De l’étape ${quoted(id)}, aucune réponse ne termine l’appel.`,
          hint: 'ajoutez une réponse avec « ends », ou reliez-la à une conclusion',
        },
      ];
    if (ask && [...codes].every(stopsAsks))
      return [
        {
          at,
          code: 'ask-after-stop',
          message: `L’étape ${quoted(id)} ne mène qu’à un arrêt, et une demande y est encore faite.`,
          hint: 'après une opposition, un arrêt ou une situation fragile, aucune demande : remerciez',
        },
      ];
    return [];
  });
}

/** Decision: no loop at all. An objection is answered once, then the call goes on. Reported at the answer that closes it. */
function checkLoops(script: CallScript): Finding[] {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (id: string): void => {
    if (done.has(id)) return;
    trail.push(id);
    for (const [at, { to }] of (script.nodes[id]?.answers ?? []).entries()) {
      if (to === undefined) continue;
      const from = trail.indexOf(to);
      if (from < 0) visit(to);
      else
        findings.push({
          at: ['nodes', id, 'answers', at, 'to'],
          code: 'loop',
          message: `Le script tourne en rond : ${[...trail.slice(from), to].join(' → ')}.`,
          hint: 'menez cette réponse vers une étape qui n’a pas encore été dite',
        });
    }
    trail.pop();
    done.add(id);
  };
  for (const id of Object.keys(script.nodes)) visit(id);
  return findings;
}

/** The hotkeys jump to nodes by their marks: each mark that a disposition may need is borne by a node. */
function checkMarks(script: CallScript, settings: CampaignSettings | undefined): Finding[] {
  const oneOff = asksOneOffAlways(script.kind) || settings?.oneOff?.enabled === true;
  const needed: readonly NodeMark[] = [...JUMP_MARKS, 'closing'];
  const nodes = Object.entries(script.nodes);
  const findings: Finding[] = needed
    .filter((mark) => mark !== 'impact' || !asksSomething(script.kind))
    .filter((mark) => isMarkOfKind(mark, script.kind))
    .filter((mark) => mark !== 'ask-one-off' || oneOff)
    .filter((mark) => !nodes.some(([, node]) => node.marks.includes(mark)))
    .map((mark) => ({
      at: ['nodes'],
      code: 'missing-mark-node',
      message: `Aucune étape ne porte la marque ${quoted(mark)}.`,
      hint: `ajoutez « ${mark} » aux « marks » de l’étape qui le dit`,
    }));
  for (const [id, node] of nodes) {
    if (settings && !oneOff && node.marks.includes('ask-one-off'))
      findings.push({
        at: ['nodes', id, 'marks'],
        code: 'one-off-not-enabled',
        message: `L’étape ${quoted(id)} propose un don ponctuel, que la campagne n’ouvre pas.`,
        hint: 'retirez cette étape, ou mettez « oneOff: enabled: true » dans campaign.yaml',
      });
    const isReadBack = node.marks.includes('read-back');
    if (isReadBack && !node.answers.some((answer) => isReadBackYes(script, node, answer)))
      findings.push({
        at: ['nodes', id, 'answers'],
        code: 'read-back-without-yes',
        message: `Le récapitulatif ${quoted(id)} n’a pas de oui explicite.`,
        hint: 'une de ses réponses doit mener à l’étape « email-announced », ou finir sur un accord',
      });
    if (isAsk(node) && node.marks.includes('closing'))
      findings.push({
        at: ['nodes', id, 'marks'],
        code: 'ask-in-closing',
        message: `L’étape ${quoted(id)} est une conclusion et fait une demande.`,
        hint: 'séparez la demande de la conclusion',
      });
  }
  return findings;
}

/** Things said of the whole script. */
function checkWhole(script: CallScript, settings: CampaignSettings | undefined): Finding[] {
  const findings: Finding[] = [];
  if (settings && settings.kind !== script.kind)
    findings.push({
      at: ['kind'],
      code: 'kind-mismatch',
      message: `Le script est de type ${quoted(script.kind)}, la campagne de type ${quoted(settings.kind)}.`,
      hint: 'accordez « kind » de script.yaml et de campaign.yaml',
    });
  const offersObjection = Object.values(script.nodes).some((node) =>
    node.answers.some((answer) => answer.ends?.includes('OP_TEL')),
  );
  if (!offersObjection)
    findings.push({
      at: ['nodes'],
      code: 'no-objection',
      message: 'Le script n’offre nulle part de ne plus être appelé (OP_TEL).',
      hint: 'offrez-le au début de l’appel, avec une conclusion qui remercie',
    });
  return findings;
}

/**
 * Every fault of a script that already has the right shape (`callScriptSchema`); none means that it may be loaded.
 * Pure; time grows with nodes × states, never with the number of paths. `settings` absent: they were faulty too.
 */
export function checkScript(script: CallScript, settings?: CampaignSettings): readonly Finding[] {
  if (Object.keys(script.nodes).length > MAX_NODES)
    return [
      {
        at: ['nodes'],
        code: 'too-many-nodes',
        message: `Le script a plus de ${MAX_NODES} étapes : il n’est pas vérifié.`,
        hint: 'regroupez des étapes, ou faites un script par segment',
      },
    ];
  const structure = [
    ...checkWhole(script, settings),
    ...checkAnswers(script),
    ...checkEnds(script),
    ...checkMainAnswers(script),
    ...checkTalk(script),
    ...checkReach(script),
    ...checkLoops(script),
    ...checkMarks(script, settings),
    ...checkStopReasons(script, settings?.language ?? HOUSE_LANGUAGE),
    ...checkNoAsk(script, settings?.language),
  ];
  return [
    ...structure,
    ...checkScriptWords(script, settings),
    ...(settings ? checkScriptProfiles(script, settings) : []),
    ...checkScriptRoom(script, settings),
    ...checkScriptPaths(script),
  ];
}
