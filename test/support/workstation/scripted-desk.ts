import type { CallAids } from '../../../shared/call-aids.ts';
import type { CallOutcomeInput, OutcomeReceipt } from '../../../shared/call-outcome.ts';
import { callOutcomeSchema } from '../../../shared/call-outcome.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import type { Card, LiveEvent, MyDay, NextCard } from '../../../shared/card.ts';
import type { Desk } from '../../../shared/desk.ts';
import type { Diary } from '../../../shared/diary.ts';
import { AppError } from '../../../shared/errors.ts';
import { saidName } from '../../../shared/identity.ts';
import { contractBreaches } from '../../../shared/script-contract.ts';
import { fictitiousCard } from './fictitious-cards.ts';

/** What the desk was asked, in order; tests read it. */
interface DeskLog {
  readonly method: string;
  readonly argument?: unknown;
}

export interface ScriptedDesk extends Desk {
  readonly log: DeskLog[];
  readonly outcomes: CallOutcomeInput[];
  /** The next calls of that method fail that way, once each. */
  failNext(method: string, error: Error): void;
  live(event: LiveEvent): void;
  line(state: 'connected' | 'reconnecting'): void;
}

interface ScriptedDeskParts {
  readonly cards: readonly Card[];
  readonly script: CallScript;
  readonly nowMs: () => number;
  readonly day?: Partial<MyDay>;
  readonly aids?: Omit<CallAids, 'version'>;
  readonly diary?: Diary['atMs'];
  readonly towns?: Readonly<Record<string, readonly string[]>>;
}

const EMPTY_DAY: MyDay = {
  calls: 0,
  useful: 0,
  pitched: 0,
  agreements: 0,
  oneOffGifts: 0,
  uplifts: [{ minor: 0, currency: 'EUR' }],
  shownNumbers: [],
  callbacksToday: 0,
  productionSeconds: 0,
};

export function unreachable(): AppError {
  return new AppError({
    code: 'server-unreachable',
    kind: 'unavailable',
    message: 'Le serveur ne répond pas.',
    hint: 'Vérifiez la ligne, puis recommencez.',
  });
}

/**
 * A desk in memory, as strict as the server where the workstation could err: outcomes are parsed with the contract's
 * schema and their path is checked; the same callId answers the first receipt.
 */
export function scriptedDesk({
  cards,
  script,
  nowMs,
  day,
  aids,
  diary,
  towns,
}: ScriptedDeskParts): ScriptedDesk {
  const log: DeskLog[] = [];
  const outcomes: CallOutcomeInput[] = [];
  const receipts = new Map<string, OutcomeReceipt>();
  const failures = new Map<string, Error[]>();
  const liveListeners = new Set<(event: LiveEvent) => void>();
  const lineListeners = new Set<(line: 'connected' | 'reconnecting') => void>();
  const queue = [...cards];
  let current: Card | undefined;

  const asked = (method: string, argument?: unknown) => {
    log.push(argument === undefined ? { method } : { method, argument });
    const failure = failures.get(method)?.shift();
    if (failure) throw failure;
  };

  const record = (outcome: CallOutcomeInput): OutcomeReceipt => {
    const known = receipts.get(outcome.callId);
    if (known) return known;
    const parsed = callOutcomeSchema.parse(outcome);
    const breach = contractBreaches(script, parsed.path, parsed.disposition)[0];
    if (breach)
      throw new AppError({
        code: 'contract-breach',
        kind: 'invalid',
        message: breach.text,
        hint: 'Reprenez le script.',
      });
    outcomes.push(outcome);
    current = undefined;
    const receipt: OutcomeReceipt = {
      callId: parsed.callId,
      disposition: parsed.disposition,
      summary: parsed.form === 'callback' ? 'La fiche reviendra au moment choisi.' : 'Fiche close.',
      confirmation: parsed.form === 'agreement' ? 'queued' : 'none',
    };
    receipts.set(parsed.callId, receipt);
    return receipt;
  };

  return {
    log,
    outcomes,
    failNext(method, error) {
      failures.set(method, [...(failures.get(method) ?? []), error]);
    },
    live: (event) => {
      for (const listener of liveListeners) listener(event);
    },
    line: (state) => {
      for (const listener of lineListeners) listener(state);
    },
    logIn: async (login, password) => {
      asked('logIn', login);
      if (password !== 'secret-fictif')
        throw new AppError({
          code: 'bad-credentials',
          kind: 'unauthenticated',
          message: 'Identifiant ou mot de passe inconnu.',
          hint: 'Vérifiez la touche Verr. Maj., puis recommencez.',
        });
      return {
        token: 'jeton-fictif',
        account: login,
        displayName: 'Camille Exemple',
        role: 'agent',
        expiresAtMs: nowMs() + 8 * 3_600_000,
      };
    },
    choosePassphrase: async () => asked('choosePassphrase'),
    changePassphrase: async () => asked('changePassphrase'),
    logOut: async () => asked('logOut'),
    nextCard: async (): Promise<NextCard> => {
      asked('nextCard');
      current ??= queue.shift();
      if (current) return { kind: 'card', card: current };
      return {
        kind: 'none',
        why: 'Toutes les fiches ont été servies pour ce créneau.',
        retryAtMs: nowMs() + 3_600_000,
      };
    },
    script: async (campaign, version) => {
      asked('script', `${campaign} ${version}`);
      return script;
    },
    renewLease: async (callId) => {
      asked('renewLease', callId);
      return { leaseUntilMs: nowMs() + 600_000 };
    },
    saveOutcome: async (outcome) => {
      asked('saveOutcome', outcome.callId);
      return record(outcome);
    },
    releaseCard: async (callId) => {
      asked('releaseCard', callId);
      current = undefined;
    },
    pause: async (kind) => asked('pause', kind),
    resume: async () => asked('resume'),
    myDay: async () => {
      asked('myDay');
      return { ...EMPTY_DAY, ...day };
    },
    aids: async (campaign, version) => {
      asked('aids', `${campaign} ${version}`);
      return { ...(aids ?? { notes: [], objections: [] }), version };
    },
    towns: async (campaign, postcode) => {
      asked('towns', `${campaign} ${postcode}`);
      return towns?.[postcode] ?? [];
    },
    diary: async () => {
      asked('diary');
      return { nowMs: nowMs(), atMs: diary ?? [] };
    },
    beginPractice: async () => {
      asked('beginPractice');
      const { code, name } = fictitiousCard().campaign;
      return {
        campaign: code,
        campaignName: name,
        card: fictitiousCard(99),
        toPass: [code],
        isPractised: false,
        modules: [],
      };
    },
    passPractice: async (result) => {
      asked('passPractice', result);
      return { passedAtMs: nowMs() };
    },
    passModule: async (campaign, module, answers) =>
      asked('passModule', `${campaign} ${module} ${answers.join(' ')}`),
    onLive(listener) {
      liveListeners.add(listener);
      return () => void liveListeners.delete(listener);
    },
    onLine(listener) {
      lineListeners.add(listener);
      return () => void lineListeners.delete(listener);
    },
    undo: async (callId, isNoted) => {
      asked('undo', callId);
      const undone = cards.find((card) => card.callId === callId);
      if (!undone) throw unreachable();
      const receipt = { callId, recordId: undone.recordId, summary: 'Qualification annulée.' };
      const path = [{ node: script.start }];
      const noted = { disposition: 'NJ_NRP', scriptVersion: script.version, path, note: '', corrections: {} };
      return isNoted ? { ...receipt, noted } : receipt;
    },
    ownRecords: async (kind) => {
      asked('ownRecords', kind);
      const all = cards.map(({ recordId, campaign, donor }, at) => ({
        recordId,
        campaign: campaign.name,
        name: saidName(donor),
        city: donor.fields.VILLE,
        kind: at === 0 ? ('today' as const) : ('callback' as const),
        atMs: nowMs() + at * 3_600_000,
        zone: donor.zone,
        disposition: at === 0 ? 'RS_ENTRETIEN' : 'RP_PERSO',
        attempts: 1,
        whyNot: at === 0 ? 'La fiche est close.' : '',
      }));
      return all.filter((one) => kind === undefined || one.kind === kind);
    },
    todayCalls: async () => {
      asked('todayCalls');
      return cards.slice(0, 2).map(({ callId, recordId, donor }) => ({
        ...{ callId, recordId, name: saidName(donor), city: donor.fields.VILLE, zone: donor.zone },
        ...{ disposition: 'NJ_NRP', atMs: nowMs(), callbackAtMs: null, whyNot: '' },
      }));
    },
    openRecord: async (recordId) => {
      asked('openRecord', recordId);
      const card = cards.find((one) => one.recordId === recordId);
      if (!card) throw unreachable();
      current = { ...card, callId: card.callId.replace(/^.{4}/, 'eeee') };
      return current;
    },
    freezeCard: async (callId) => {
      asked('freezeCard', callId);
      current = undefined;
    },
    askLead: async (text, isReply) => {
      asked('askLead', `${text} ${isReply}`);
      return { people: 1 };
    },
    acknowledge: async (id) => {
      asked('acknowledge', id);
    },
    messages: async () => {
      asked('messages');
      return [{ id: 'm1', atMs: nowMs(), from: 'Léa Exemple', text: 'Pause commune à 19 h.' }];
    },
    close: async () => asked('close'),
  };
}
