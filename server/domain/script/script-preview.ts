import { noteLabel } from '../../../shared/call-notes.ts';
import type { CallScript, PathStep, ScriptAnswer } from '../../../shared/call-script.ts';
import type { AskOffer, Card } from '../../../shared/card.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { formatMoney } from '../../../shared/money.ts';
import type { ProfileClasses } from '../../../shared/profile-classes.ts';
import { askedBy, renderSay, scriptVariables } from '../../../shared/script-variables.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { classSentences } from '../campaign/profile-settings.ts';
import type { PreviewPath } from './script-preview-paths.ts';
import type { SampleDonor } from './script-preview-samples.ts';

export interface PreviewQuestion {
  readonly script: CallScript;
  readonly card: Card;
  readonly path: readonly PathStep[];
  /** The disposition that closes it. */
  readonly code: string;
  readonly agentFirstName: string;
}

/** One step as the agent lives it. */
interface PreviewStep {
  readonly node: string;
  readonly title: string;
  /** Paragraphs as they are read aloud. */
  readonly said: readonly string[];
  readonly hint?: string;
  /** The amount on the table, with its rule (F-03). */
  readonly offer?: string;
  readonly answer?: ScriptAnswer;
}

const AGREED: Readonly<Record<string, AskOffer['level']>> = {
  'agree-1': '1',
  'agree-2': '2',
  'agree-one-off': 'ONE_OFF',
};

function sayOffer(card: Card, offer: AskOffer | undefined): string {
  if (!offer) return 'aucun montant : la personne nomme le sien';
  return `${formatMoney(offer.amount, card.campaign.country)} (${offer.words}), ${offer.rule}`;
}

/** The call step by step; the text of each node with the donor's variables, and what was agreed so far. Pure. */
function previewSteps({ script, card, path, agentFirstName }: PreviewQuestion): readonly PreviewStep[] {
  const offerAt = (level: AskOffer['level']) => card.asks.find((one) => one.level === level);
  let agreed: AskOffer | undefined;
  return path.flatMap((step): PreviewStep[] => {
    const node = script.nodes[step.node];
    if (!node) return [];
    const ask = askedBy(node);
    const chosen = { agentFirstName, proposed: ask, ...(agreed ? { offer: agreed } : {}) };
    const said = renderSay(node.say, scriptVariables(card, chosen));
    const answer = node.answers.find((one) => one.key === step.answer);
    const level = answer?.effect && AGREED[answer.effect];
    if (level) agreed = offerAt(level);
    return [
      {
        node: step.node,
        title: node.title,
        said: said.split(/\n\n/).map((paragraph) => paragraph.replace(/\n/g, ' ')),
        ...(node.hint === undefined ? {} : { hint: node.hint }),
        ...(ask ? { offer: sayOffer(card, offerAt(ask)) } : {}),
        ...(answer ? { answer } : {}),
      },
    ];
  });
}

const WIDTH = 78;

/** Before a French double sign and inside « » no line breaks. */
const glued = (text: string) => text.replace(/ ([!?:;»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');

/** Words on lines of at most `WIDTH` columns, the first after `lead`, the others under it. */
function wrapped(text: string, lead: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of glued(text).split(' ')) {
    if (line !== '' && lead.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  const indent = ' '.repeat(lead.length);
  return [...lines, line].map((one, at) => (at === 0 ? lead : indent) + one.replaceAll('\u00a0', ' '));
}

function stepLines(step: PreviewStep, rank: number): string[] {
  const head = `── ${rank}. ${step.title} `;
  const notes = step.answer?.notes?.map(noteLabel).join(' ; ');
  return [
    '',
    head.padEnd(WIDTH, '─'),
    ...step.said.flatMap((paragraph, at) => [...(at > 0 ? [''] : []), ...wrapped(paragraph, '   ')]),
    ...(step.offer ? ['', ...wrapped(`Proposition : ${step.offer}`, '   · ')] : []),
    ...(step.hint ? ['', ...wrapped(`À savoir : ${step.hint}`, '   · ')] : []),
    ...(step.answer ? ['', `   [${step.answer.key}] ${step.answer.label}`] : []),
    ...(notes ? [`       noté « ${notes} »`] : []),
  ];
}

interface ShownPreview {
  readonly settings: Pick<CampaignSettings, 'code' | 'name' | 'profiles'>;
  readonly script: Pick<CallScript, 'version'>;
  readonly sample: Pick<SampleDonor, 'name' | 'about'>;
  readonly wanted: Pick<PreviewPath, 'name' | 'about'>;
  /** The sample's, as the script reads them. */
  readonly classes: ProfileClasses;
}

/** What is shown: campaign, script, sample with its classes, path. */
export function previewHead(shown: ShownPreview): string {
  const { settings, script, sample, wanted, classes } = shown;
  const told = classSentences(settings, classes);
  return [
    `${settings.name} (${settings.code}), script ${script.version}`,
    `Personne fictive « ${sample.name} » : ${sample.about}`,
    ...(told.length > 0 ? [`Profils : ${told.join(' ; ')}`] : []),
    `Chemin « ${wanted.name} » : ${wanted.about}`,
  ].join('\n');
}

/** The whole call as text for a terminal, 78 columns. */
export function previewText(question: PreviewQuestion): string {
  const label = dispositionLabel(question.code, question.card.campaign.country);
  return [
    ...previewSteps(question).flatMap((step, at) => stepLines(step, at + 1)),
    '',
    `   Qualification : ${question.code} — ${label}`,
  ]
    .slice(1)
    .join('\n');
}
