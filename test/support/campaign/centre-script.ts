import { type CallOutcome, type CallOutcomeInput, callOutcomeSchema } from '../../../shared/call-outcome.ts';
import type { CallScript, PathStep, ScriptAnswer } from '../../../shared/call-script.ts';
import type { Card } from '../../../shared/card.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';

const answer = (key: string, label: string, to: string): ScriptAnswer => ({ key, label, to });

/** The shortest script that lets every disposition close. */
export const testScript: CallScript = {
  version: 'v1',
  kind: 'upgrade',
  start: 'merci',
  nodes: {
    merci: {
      title: 'Merci',
      say: 'Merci de votre soutien.',
      marks: ['thanks', 'impact', 'challenge'],
      answers: [answer('s', 'Suite', 'demande'), { key: '1', label: 'Fin', ends: ['RS_ENTRETIEN'] }],
    },
    demande: {
      title: 'Demande',
      say: 'Un peu plus, peut-être ?',
      marks: ['ask-1'],
      answers: [
        answer('o', 'Oui', 'accord'),
        answer('n', 'Non', 'refus'),
        { key: '1', label: 'Fin', ends: ['RP_INDECIS'] },
      ],
    },
    accord: {
      title: 'Accord',
      say: 'Je récapitule, est-ce bien cela ?',
      marks: ['coordinates', 'read-back'],
      answers: [answer('o', 'Oui', 'fin')],
    },
    fin: {
      title: 'Fin',
      say: 'Vous recevrez un e-mail. Merci encore.',
      marks: ['email-announced', 'closing'],
      answers: [{ key: '1', label: 'Fin', ends: ['AC_UP', 'DP_LIEN'] }],
    },
    refus: {
      title: 'Refus',
      say: 'Un don ponctuel, peut-être ?',
      marks: ['ask-one-off'],
      answers: [answer('o', 'Oui', 'accord'), { key: '1', label: 'Fin', ends: ['RA_MOYENS'] }],
    },
  },
};

const THANKED: PathStep = { node: 'merci', answer: 's' };
const AGREED: PathStep[] = [
  THANKED,
  { node: 'demande', answer: 'o' },
  { node: 'accord', answer: 'o' },
  { node: 'fin' },
];
const REFUSED: PathStep[] = [THANKED, { node: 'demande', answer: 'n' }, { node: 'refus' }];
const ONE_OFF: PathStep[] = [
  THANKED,
  { node: 'demande', answer: 'n' },
  { node: 'refus', answer: 'o' },
  { node: 'accord', answer: 'o' },
  { node: 'fin' },
];

/** A correct outcome of that code for the card: path, answers and amounts that the disposition needs; `change` wins. */
export function outcomeFor(card: Card, code: string, change: Record<string, unknown> = {}): CallOutcome {
  const row = dispositionOf(code);
  const form = row?.form ?? 'plain';
  const offer = (level: string) => card.asks.find((ask) => ask.level === level)?.amount;
  const forms: Record<typeof form, object> = {
    plain: {},
    agreement: { agreement: { askLevel: '1', newAmount: offer('1'), readBackYes: true } },
    'one-off': { oneOff: { amount: offer('ONE_OFF'), readBackYes: true } },
    callback: { callback: { atMs: (card.callbackSpans.at(-1)?.toMs ?? card.nowMs) - 3_600_000 } },
  };
  const paths: Record<typeof form, PathStep[]> = {
    plain: row?.pitched ? REFUSED : [{ node: 'merci' }],
    agreement: AGREED,
    'one-off': ONE_OFF,
    callback: [],
  };
  const forced = row?.rightPerson === true && row.isFinal;
  return callOutcomeSchema.parse({
    form,
    callId: card.callId,
    disposition: code,
    scriptVersion: 'v1',
    path: paths[form],
    durationSeconds: 90,
    ...(forced ? { coordinates: 'oui' } : {}),
    ...forms[form],
    ...change,
  } as CallOutcomeInput);
}
