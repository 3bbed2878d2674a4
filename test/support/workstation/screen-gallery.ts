import { versionedAids } from '../../../server/domain/campaign/aids-version.ts';
import type { MyDay } from '../../../shared/card.ts';
import type { OwnRecord } from '../../../shared/own-record.ts';
import { owedPassphrase } from '../../../tui/state/passphrase-stage.ts';
import type { Problem, WorkstationState } from '../../../tui/state/workstation-state.ts';
import { referenceScript } from '../campaign/reference-campaign.ts';
import { loadedCampaign } from '../campaign/reference-campaigns.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from './fictitious-cards.ts';
import { LINE_SCREENS } from './line-screens.ts';
import { press, startState, tell } from './workstation-driver.ts';

const script = referenceScript();
const loaded = versionedAids(loadedCampaign('upgrade-fr').aids);
if (!loaded) throw new Error('the reference campaign has aids');
export const AIDS = loaded;
const HOUR_MS = 3_600_000;
const retryAtMs = MONDAY_EVENING_MS + HOUR_MS;

const base = fictitiousCard();
const CARD = { ...base, campaign: { ...base.campaign, aidsVersion: AIDS.version } };
const { code: campaign } = CARD.campaign;

const OFFLINE: Problem = {
  code: 'server-unreachable',
  kind: 'unavailable',
  message: 'Le serveur ne répond pas.',
  hint: 'Nouvel essai dans un instant.',
};
const REFUSED: Problem = {
  code: 'aids-unknown',
  kind: 'not-found',
  message: 'Ces notes ne sont pas à votre disposition.',
  hint: 'L’appel continue sans elles ; si cela dure, prévenez votre chef d’équipe.',
};

const DAY: MyDay = {
  isListened: true,
  calls: 212,
  useful: 41,
  pitched: 33,
  agreements: 11,
  oneOffGifts: 3,
  uplifts: [
    { minor: 4900, currency: 'EUR' },
    { minor: 2200, currency: 'CHF' },
  ],
  shownNumbers: [{ campaign: 'UPG-FR-2026', number: '01 99 00 00 00' }],
  callbacksToday: 4,
  productionSeconds: 5 * 3600 + 240,
};

function promised(hours: number, change: Partial<OwnRecord> = {}): OwnRecord {
  const rest = {
    recordId: Math.round(hours * 10),
    campaign: 'Augmentation France 2026',
    name: 'Mme Zéphyrine TESTEUR',
    city: 'Exempleville',
    kind: 'callback',
    zone: 'Europe/Paris',
    disposition: 'RP_PERSO',
    attempts: 1,
    whyNot: '',
  } as const;
  return { ...rest, atMs: MONDAY_EVENING_MS + hours * HOUR_MS, ...change };
}

const CALLBACKS: readonly OwnRecord[] = [
  promised(-6, { attempts: 3, name: 'M. Marie-Ange DE LA TOUR-EXEMPLE', city: 'Saint-Exemple-lès-Bains' }),
  promised(1),
  promised(2.5, { disposition: 'RP_INDECIS', attempts: 2 }),
  promised(18, { zone: 'Indian/Reunion' }),
  promised(24, { attempts: 0, disposition: '' }),
  promised(66),
];
const callbacks = (found: readonly OwnRecord[]) =>
  tell(press(waiting, 'ctrl-r'), { type: 'own-records', kind: 'callback', found });

const DIARY = { nowMs: MONDAY_EVENING_MS, atMs: CALLBACKS.map(({ atMs }) => atMs) };

const call = tell(startState(), { type: 'card-came', card: CARD, script });
const withAids = tell(call, { type: 'aids-came', campaign, aids: AIDS });
const empty = tell(call, {
  type: 'aids-came',
  campaign,
  aids: { version: AIDS.version, notes: [], objections: [] },
});
const failed = tell(call, { type: 'aids-failed', campaign, version: AIDS.version, problem: REFUSED });
const cut = tell(call, { type: 'line', line: 'reconnecting' });
const session = { ...withAids, agentFirstName: 'Camille', campaignName: CARD.campaign.name };
const waiting = tell(session.stage.at === 'call' ? { ...session, stage: { at: 'loading' } } : session, {
  type: 'no-card',
  why: 'File vide pour l’instant, prochaine fiche 18:00.',
  retryAtMs,
});
const toPractise = tell(startState(), {
  type: 'no-card',
  why: 'L’entraînement et les modules demandés se passent avant le premier appel d’une campagne, sur des fiches fictives.',
  retryAtMs,
  toPractise: true,
});
const NEW_HERE = { isPractised: false, modules: ['association', 'inclusion'] } as const;
const practice = tell(press(toPractise, 'ctrl-x'), {
  type: 'practice-came',
  start: { campaign, campaignName: CARD.campaign.name, card: CARD, toPass: [campaign], ...NEW_HERE },
  script,
  aids: AIDS,
});
const module = press({ ...practice, overlay: { kind: 'exercise', phase: 'passed' } }, 'enter');
const wrong = press(practice, 'enter', 'o', 'n', 'f');
const typed = (state: WorkstationState, text: string) => press(state, ...text);
const ask = press(withAids, 'o', 'o', 's', 's');
const callback = press(withAids, 'o', 'r', '1');

const ownCall = { recordId: 3, name: 'Mme Zéphyrine TESTEUR', city: 'Exempleville', zone: 'Europe/Paris' };
const today = tell(press(waiting, 'J'), {
  type: 'today-calls',
  calls: [
    {
      ...{ ...ownCall, callId: 'c2', disposition: 'RP_PERSO', atMs: MONDAY_EVENING_MS - HOUR_MS },
      ...{ callbackAtMs: MONDAY_EVENING_MS + HOUR_MS, whyNot: '' },
    },
    {
      ...{
        ...ownCall,
        callId: 'c1',
        disposition: 'AC_UP',
        atMs: MONDAY_EVENING_MS - 2 * HOUR_MS,
        callbackAtMs: null,
      },
      whyNot:
        'L’e-mail de confirmation est déjà parti : la qualification ne s’annule plus. Dites-le à votre chef d’équipe : un accord se corrige, et la personne reçoit un e-mail rectificatif.',
    },
  ],
});

const spare = CARD.donor.phones.map((phone) => ({ ...phone, isSpare: true as const }));
const twoNumbers = tell(startState(), {
  type: 'card-came',
  card: { ...CARD, donor: { ...CARD.donor, phones: spare } },
  script,
});

const themeWhy =
  'Thème RENCONTRE, prévu pour canal de recrutement « rue » ou « porte », et âge « 65 et plus ».';
const forSome = tell(
  tell(startState(), {
    type: 'card-came',
    card: { ...CARD, campaign: { ...CARD.campaign, themeWhy } },
    script,
  }),
  { type: 'aids-came', campaign, aids: AIDS },
);

/** Every screen of the workstation, in the order of a shift, with its empty, failed and cut forms. */
export const GALLERY: Readonly<Record<string, WorkstationState>> = {
  login: tell(
    { ...startState(), stage: { at: 'loading' } },
    {
      type: 'card-failed',
      problem: {
        ...OFFLINE,
        code: 'session-ended',
        kind: 'unauthenticated',
        message: 'La session est terminée.',
        hint: 'Ouvrez-la de nouveau.',
      },
    },
  ),
  loading: startState(),
  waiting,
  'waiting-offline': tell(waiting, { type: 'line', line: 'reconnecting' }),
  'waiting-to-practise': toPractise,
  trouble: tell(startState(), { type: 'card-failed', problem: OFFLINE }),
  card: withAids,
  'card-offline': cut,
  proposal: ask,
  'read-back-node': press(ask, 'o', 'o'),
  receipt: press(ask, 'o', 'o', 'o'),
  refusal: press(ask, 'n', 'm', 'n'),
  reasons: press(ask, 'n', 'm', 'n', 'm'),
  dispositions: press(withAids, 'tab'),
  'dispositions-filter': typed(press(withAids, 'tab', '/'), 'mauv'),
  correction: press(withAids, 'ctrl-e'),
  note: typed(press(withAids, 'ctrl-n'), 'Préfère le soir.'),
  amount: press(ask, 'l'),
  confirm: press(withAids, 'o', 'x', 't'),
  coordinates: press(ask, 'n', 'm', 'n', 'm', 'a'),
  'other-number': press(twoNumbers, 'N'),
  endings: press(withAids, 'o', 'r'),
  ...LINE_SCREENS,
  callback,
  'callback-words': typed(callback, 'mardi matin'),
  'callback-several': press(typed(callback, 'la semaine prochaine'), 'down'),
  'callback-refused': typed(callback, 'dimanche 15h'),
  'callback-none': press(
    tell(startState(), { type: 'card-came', card: { ...CARD, callbackSpans: [] }, script }),
    'o',
    'r',
    '1',
  ),
  unsent: tell(press(withAids, 'N'), { type: 'save-failed', problem: OFFLINE }),
  knowledge: press(withAids, 'ctrl-k'),
  'knowledge-theme': press(forSome, 'ctrl-k'),
  'knowledge-found': typed(press(withAids, 'ctrl-k'), 'droits'),
  'knowledge-none': typed(press(withAids, 'ctrl-k'), 'volcan'),
  'knowledge-loading': press(call, 'ctrl-k'),
  'knowledge-offline': press(cut, 'ctrl-k'),
  'knowledge-failed': { ...press(failed, 'ctrl-k'), aids: failed.aids! },
  'knowledge-empty': press(empty, 'ctrl-k'),
  objections: press(withAids, 'ctrl-o'),
  'objections-stop': press(press(withAids, 'ctrl-o', 'c', 'enter'), 'ctrl-o', 'k'),
  'objections-noted': press(withAids, 'ctrl-o', 'c', 'enter'),
  'objections-empty': press(empty, 'ctrl-o'),
  'objections-offline': press(cut, 'ctrl-o'),
  diary: callbacks(CALLBACKS),
  'diary-empty': callbacks([]),
  'diary-loading': press(waiting, 'ctrl-r'),
  'diary-failed': tell(press(waiting, 'ctrl-r'), { type: 'own-records', kind: 'callback', problem: OFFLINE }),
  today,
  'one-call': press(today, 'enter'),
  'one-call-late': press(today, 'down', 'enter'),
  'ask-lead': typed(press(withAids, '!'), 'Un responsable ?'),
  messages: tell(press(waiting, 'M'), {
    type: 'messages-read',
    list: [
      { id: 'a', atMs: MONDAY_EVENING_MS - HOUR_MS, from: '', text: 'Pouvez-vous venir ?', isMine: true },
      { id: 'b', atMs: MONDAY_EVENING_MS, from: 'Léa Exemple', text: 'J’arrive.' },
    ],
  }),
  search: tell(press(waiting, '/'), {
    type: 'own-records',
    found: [
      promised(1),
      promised(-1, { kind: 'today', disposition: 'RS_ENTRETIEN', whyNot: 'La fiche est close.' }),
    ],
  }),
  'my-day': tell(press(waiting, 'ctrl-f'), { type: 'day-came', day: DAY }),
  'my-day-loading': press(waiting, 'ctrl-f'),
  'my-day-failed': tell(press(waiting, 'ctrl-f'), { type: 'day-failed', problem: OFFLINE }),
  practice,
  'practice-call': press(practice, 'enter'),
  'practice-wrong': wrong,
  'practice-right': {
    ...wrong,
    practice: { ...wrong.practice!, index: 1 },
    overlay: { kind: 'exercise', phase: 'right' },
  },
  'practice-sending': { ...wrong, overlay: { kind: 'exercise', phase: 'sending' } },
  'practice-unsent': { ...wrong, overlay: { kind: 'exercise', phase: 'unsent', problem: OFFLINE } },
  'practice-passed': { ...wrong, overlay: { kind: 'exercise', phase: 'passed' } },
  'module-read': module,
  'module-question': press(module, 'enter', '2'),
  'module-wrong': press(module, 'enter', '2', 'enter'),
  'module-right': press(module, 'enter', 'enter'),
  'module-unsent': tell(module, { type: 'module-unsent', problem: OFFLINE }),
  'module-passed': tell(module, { type: 'module-passed' }),
  'passphrase-owed': press({ ...waiting, stage: owedPassphrase() }, ...'cinq mots bien fictifs'),
  'passphrase-wished': tell(press(waiting, 'P', ...'fausse'), {
    type: 'passphrase-failed',
    problem: {
      code: 'login-refused',
      kind: 'unauthenticated',
      message: 'Identifiant ou mot de passe incorrect.',
      hint: 'Vérifiez la saisie (majuscules, clavier).',
    },
  }),
  'my-day-line': {
    ...call,
    today: { calls: 12, agreements: 3 },
    promised: { atMs: MONDAY_EVENING_MS + 12 * 60_000, isDue: false },
  },
  'wrap-up': { ...waiting, stage: { at: 'wrap-up', untilMs: MONDAY_EVENING_MS + 20_000 } },
  pause: tell(waiting, { type: 'paused', kind: 'formation' }),
  'pause-choice': press(waiting, 'ctrl-p'),
  'shift-end': tell(
    press(waiting, 'ctrl-d'),
    { type: 'day-came', day: DAY },
    { type: 'diary-came', diary: DIARY },
  ),
  'shift-end-card': tell(press(typed(press(withAids, 'ctrl-n'), 'Le soir.'), 'enter', 'ctrl-d'), {
    type: 'day-failed',
    problem: OFFLINE,
  }),
  quit: press(withAids, 'ctrl-q'),
  help: press(waiting, '?'),
};
