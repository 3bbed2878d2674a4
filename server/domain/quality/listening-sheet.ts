import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallScript, PathStep } from '../../../shared/call-script.ts';
import { type Country, countryFacts } from '../../../shared/country.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { HOUSE_LANGUAGE, languagePack } from '../../../shared/language/languages.ts';
import { frenchDate } from '../wording/french-figures.ts';
import type { ListeningGrid } from './listening-grid.ts';

/** A call as it may be listened to: what was said and decided, never whom. Amounts in minor units. */
export interface ListenedCall {
  readonly callId: string;
  readonly campaign: string;
  readonly agentName: string;
  readonly startedAtMs: number;
  readonly durationSeconds: number;
  readonly disposition: string;
  readonly scriptVersion: string;
  readonly theme: string | null;
  readonly path: readonly PathStep[];
  readonly coordinates: string | null;
  readonly changed: boolean;
  readonly askLevel: string | null;
  readonly oldMinor: number | null;
  readonly newMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly currency: string;
  readonly firstDebitOn: string | null;
}

export interface SheetStep {
  readonly rank: number;
  readonly title: string;
  /** What the agent had to do there, as French words; '' for none. */
  readonly marks: string;
  /** Label of the answer; '' when a key closed the call there. */
  readonly answer: string;
  readonly objections: readonly string[];
}

/** A listening sheet: the call on one side, what to note on the other. */
export interface ListeningSheet {
  readonly title: string;
  readonly gridVersion: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly steps: readonly SheetStep[];
  readonly scale: number;
  readonly criteria: ListeningGrid['criteria'];
  readonly fails: ListeningGrid['fails'];
}

const MARK_WORDS: Readonly<Record<string, string>> = {
  identity: 'identité',
  thanks: 'merci',
  impact: 'impact',
  challenge: 'défi du moment',
  'stop-reason': 'motif de l’arrêt',
  'ask-1': '1re demande',
  'ask-2': '2de demande',
  'ask-one-off': 'don ponctuel',
  coordinates: 'coordonnées',
  'read-back': 'récapitulatif',
  'email-announced': 'e-mail annoncé',
  closing: 'conclusion',
};

const COORDINATES: Readonly<Record<string, string>> = {
  oui: 'vérifiées, exactes',
  corrigees: 'vérifiées, corrigées',
  refus: 'vérification refusée',
};

function amountsOf(call: ListenedCall, country: Country): string {
  const amount = (minor: number, currency: string) =>
    (minor / 100).toLocaleString(countryFacts(country).amountLocale, { style: 'currency', currency });
  const { oldMinor, newMinor, oneOffMinor, currency } = call;
  if (oneOffMinor !== null) return `don ponctuel de ${amount(oneOffMinor, currency)}`;
  if (newMinor === null) return 'aucun accord';
  const before = oldMinor === null ? '' : `${amount(oldMinor, currency)} → `;
  const level = call.askLevel === null ? '' : `, palier ${call.askLevel}`;
  return `${before}${amount(newMinor, currency)}${level}`;
}

function duration(seconds: number): string {
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

function stepsOf(
  path: readonly PathStep[],
  script: CallScript | undefined,
  objections: CallAids['objections'],
): SheetStep[] {
  return path.map((step, at) => {
    const node = script?.nodes[step.node];
    const answer = node?.answers.find((one) => one.key === step.answer);
    return {
      rank: at + 1,
      title: node?.title ?? step.node,
      marks: (node?.marks ?? []).map((mark) => MARK_WORDS[mark] ?? mark).join(', '),
      answer: answer?.label ?? step.answer ?? '',
      objections: (step.objections ?? []).map((id) => objections.find((one) => one.id === id)?.label ?? id),
    };
  });
}

interface ListeningFacts {
  readonly script: CallScript | undefined;
  readonly objections: CallAids['objections'];
  readonly grid: ListeningGrid;
  readonly when: string;
  readonly country: Country;
}

/** Pure; `when` is the call's beginning in French, house time. An unknown script or objection shows its code. */
export function listeningSheet(call: ListenedCall, known: ListeningFacts): ListeningSheet {
  const { grid, script, objections, when, country } = known;
  return {
    title: grid.title,
    gridVersion: grid.version,
    facts: [
      ['Appel', call.callId],
      ['Campagne', call.campaign],
      ['Téléacteur', call.agentName],
      ['Début', when],
      ['Durée', duration(call.durationSeconds)],
      ['Qualification', dispositionLabel(call.disposition, country)],
      ['Montant', amountsOf(call, country)],
      [
        languagePack(HOUSE_LANGUAGE).speech.firstDebit[country],
        call.firstDebitOn ? frenchDate(call.firstDebitOn) : 'sans objet',
      ],
      ['Thème servi', call.theme ?? 'sans thème'],
      ['Coordonnées', COORDINATES[call.coordinates ?? ''] ?? 'non demandées'],
      ['Corrections de données', call.changed ? 'oui' : 'non'],
      ['Script', call.scriptVersion],
    ],
    steps: stepsOf(call.path, script, objections),
    scale: grid.scale,
    criteria: grid.criteria,
    fails: grid.fails,
  };
}
