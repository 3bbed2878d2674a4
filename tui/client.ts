import { randomUUID } from 'node:crypto';
import {
  createTRPCClient,
  createWSClient,
  httpLink,
  TRPCClientError,
  type TRPCLink,
  wsLink,
} from '@trpc/client';
// The only line of the workstation that names the server, and as a type (rule tui-names-server-in-client).
import type { AppRouter } from '../server/routers/app-router.ts';
import type { OutcomeReceipt } from '../shared/call-outcome.ts';
import type { LiveEvent } from '../shared/card.ts';
import { OTHER_SCREEN } from '../shared/card.ts';
import type {
  AidSection,
  CallSection,
  Desk,
  FlowSection,
  MessageSection,
  RecordSection,
  TrainingSection,
} from '../shared/desk.ts';
import { isAppError } from '../shared/errors.ts';
import { appErrorOf } from '../shared/rpc-link.ts';
import type { OutboxKeys, SealedOutcome } from '../shared/sealed-outcome.ts';
import { retryDelayMs } from './retry-pace.ts';
import { AnchoredClock, type ServerClock, type ServerTime } from './server-clock.ts';

type Line = 'connected' | 'reconnecting';

/** The way to a server in this very process (SSH host): there is no line to lose. */
type LocalLink = TRPCLink<AppRouter>;

/** A procedure that gets no answer for this long has failed: the workstation keeps what it had to say and tries again. */
const ANSWER_TIMEOUT_MS = 15_000;

/** The part of the server that takes outcomes kept on a workstation. */
interface SealedCalls {
  keys(): Promise<OutboxKeys>;
  send(kept: SealedOutcome): Promise<OutcomeReceipt>;
}

export interface DeskConnection {
  readonly desk: Desk;
  readonly clock: ServerClock;
  /** First name of the person whose token was given; '' without a token. */
  readonly firstName: string;
}

/** The same from another program than the server. */
export interface RemoteConnection extends DeskConnection {
  /** Account id of the person whose token was given; '' without a token. */
  readonly account: string;
  /** Where outcomes kept on this workstation go. */
  readonly sealed: SealedCalls;
}

function asAppError(error: unknown): never {
  if (error instanceof TRPCClientError) throw appErrorOf({ message: error.message, data: error.data }, error);
  if (error instanceof Error && error.name === 'TimeoutError') throw appErrorOf({ message: '' }, error);
  throw error;
}

async function answered<T>(call: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
  try {
    return await call({ signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  } catch (error) {
    return asAppError(error);
  }
}

async function done(call: (options: { signal: AbortSignal }) => Promise<unknown>): Promise<void> {
  await answered(call);
}

/** The next reconnection, or the one after, will tell. */
function ignoreNoAnswer(error: unknown): void {
  if (!isAppError(error)) throw error;
}

type Trpc = ReturnType<typeof createTRPCClient<AppRouter>>;

function readClock(trpc: Trpc): Promise<ServerTime> {
  return answered((options) => trpc.session.clock.query(undefined, options));
}

/** How each section of the desk (shared/desk.ts) is asked. */
function callCalls(open: () => Trpc): CallSection & FlowSection {
  return {
    nextCard: () => answered((one) => open().calls.next.mutate(undefined, one)),
    script: (campaign, version) => answered((one) => open().calls.script.query({ campaign, version }, one)),
    renewLease: (callId) => answered((one) => open().calls.renewLease.mutate({ callId }, one)),
    saveOutcome: (outcome) => answered((one) => open().calls.save.mutate(outcome, one)),
    releaseCard: (callId) => done((one) => open().calls.release.mutate({ callId }, one)),
    pause: (kind) => done((one) => open().calls.pause.mutate({ kind }, one)),
    resume: () => done((one) => open().calls.resume.mutate(undefined, one)),
    myDay: () => answered((one) => open().calls.myDay.query(undefined, one)),
    saveAndNext: (outcome) => answered((one) => open().calls.saveAndNext.mutate(outcome, one)),
    reserveNext: () => answered((one) => open().calls.reserveNext.mutate(undefined, one)),
    askPause: (asked) => done((one) => open().calls.askPause.mutate({ asked }, one)),
    takeOver: () => done((one) => open().calls.takeOver.mutate(undefined, one)),
    takeSeat: (seat) => done((one) => open().calls.takeSeat.mutate({ seat }, one)),
    dial: (callId, slot) => done((one) => open().calls.dial.mutate({ callId, slot }, one)),
    hangUp: (callId) => done((one) => open().calls.hangUp.mutate({ callId }, one)),
  };
}

function recordCalls(open: () => Trpc): RecordSection {
  return {
    undo: (callId, isNoted) => answered((one) => open().agentRecords.undo.mutate({ callId, isNoted }, one)),
    todayCalls: () => answered((one) => open().agentRecords.today.mutate(undefined, one)),
    ownRecords: (kind) => answered((one) => open().agentRecords.own.mutate({ kind }, one)),
    openRecord: (recordId) => answered((one) => open().agentRecords.open.mutate({ recordId }, one)),
    freezeCard: (callId) => done((one) => open().agentRecords.freeze.mutate({ callId }, one)),
  };
}

function messageCalls(open: () => Trpc): MessageSection {
  return {
    messages: () => answered((one) => open().agentMessages.list.query(undefined, one)),
    askLead: (text, isReply) => answered((one) => open().agentMessages.ask.mutate({ text, isReply }, one)),
    acknowledge: (id) => done((one) => open().agentMessages.acknowledge.mutate({ id }, one)),
  };
}

function aidCalls(open: () => Trpc): AidSection {
  return {
    aids: (campaign, version) => answered((one) => open().agentAids.aids.query({ campaign, version }, one)),
    towns: (campaign, postcode) =>
      answered((one) => open().agentAids.towns.query({ campaign, postcode }, one)),
    diary: () => answered((one) => open().agentAids.diary.query(undefined, one)),
  };
}

function trainingCalls(open: () => Trpc): TrainingSection {
  return {
    beginPractice: () => answered((one) => open().training.begin.mutate(undefined, one)),
    passPractice: ({ campaign, answers }) =>
      answered((one) => open().training.pass.mutate({ campaign, answers: [...answers] }, one)),
    passModule: (campaign, module, answers) =>
      done((one) => open().training.passModule.mutate({ campaign, module, answers: [...answers] }, one)),
  };
}

/** Another workstation of the same agent holds the place: the live events stop, and say so. */
function listenLive(trpc: Trpc, listener: (event: LiveEvent) => void): () => void {
  const subscription = trpc.calls.live.subscribe(undefined, {
    onData: listener,
    onError: ({ message, data }) => {
      if (appErrorOf({ message, data }, undefined).code === OTHER_SCREEN)
        listener({ kind: OTHER_SCREEN, text: message });
    },
  });
  return () => subscription.unsubscribe();
}

/**
 * Is the session ours to close, whose shift could not be ended? Another workstation of the agent is at work, perhaps under the
 * same session, which stays; or the house has ended it already; or it owed something and never had a card.
 */
function isOursToClose(error: unknown): boolean {
  if (!isAppError(error)) throw error;
  if (error.code === 'passphrase-owed') return true;
  if (error.code === OTHER_SCREEN || error.code === 'session-ended') return false;
  throw error;
}

interface LineParts {
  readonly url: string;
  readonly token: string;
  /** Names this program among those of the agent. */
  readonly screen: string;
  readonly onLine: (line: Line) => void;
}

/** Everything that travels by WebSocket once the token is known. */
function openLine({ url, token, screen, onLine }: LineParts): OpenLine {
  let now: Line = 'connected';
  let isClosed = false;
  const turn = (to: Line) => {
    now = to;
    if (!isClosed) onLine(to);
  };
  const ws = createWSClient({
    url: `${url.replace(/^http/, 'ws')}/trpc`,
    connectionParams: async () => ({ token, screen }),
    retryDelayMs: (attempt) => retryDelayMs(attempt, screen),
    keepAlive: { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 },
  });
  // Not `onClose`: a socket that was replaced says it is closed after the one that replaced it has opened.
  ws.connectionState.subscribe({
    next: ({ state, error }) => {
      if (state === 'pending') turn('connected');
      else if (state === 'connecting' && error) turn('reconnecting');
    },
  });
  return {
    trpc: createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] }),
    isCut: () => now === 'reconnecting',
    close: () => {
      isClosed = true;
      return ws.close();
    },
  };
}

interface OpenLine {
  readonly trpc: Trpc;
  /** It was open and is not now; it comes back by itself. */
  isCut(): boolean;
  /** For good: nothing more is told of it. */
  close(): unknown;
}

interface DeskAddress {
  readonly url: string;
  readonly token?: string | undefined;
  /** Takes the place of the network; `url` is then of no use. */
  readonly local?: LocalLink | undefined;
}

/**
 * A desk over tRPC: login by HTTP, then one WebSocket for calls and live events, which reconnects by itself.
 * Give a `token` to take up a session that is already open.
 */
export async function connectDesk(options: DeskAddress): Promise<RemoteConnection> {
  const { url, local } = options;
  const http = createTRPCClient<AppRouter>({ links: [local ?? httpLink({ url: `${url}/trpc` })] });
  const lineListeners = new Set<(line: Line) => void>();
  const screen = randomUUID();
  const onLine = (now: Line) => {
    for (const listener of lineListeners) listener(now);
    // Whatever this machine did meanwhile (slept, had its date set), the server says what time it is.
    if (now === 'connected' && line) readClock(line.trpc).then((said) => clock?.setTo(said), ignoreNoAnswer);
  };
  let clock: AnchoredClock | undefined;
  const lineWith = (token: string): OpenLine =>
    local
      ? { trpc: http, isCut: () => false, close: () => undefined }
      : openLine({ url, token, screen, onLine });
  let line = options.token ? lineWith(options.token) : undefined;
  const opened = () => {
    if (line) return line;
    throw appErrorOf(
      {
        message: 'Aucune session n’est ouverte.',
        data: { code: 'UNAUTHORIZED', appCode: 'not-logged-in', hint: 'Ouvrez une session.' },
      },
      undefined,
    );
  };
  const open = () => {
    // Sent when the line is back, minutes later, it could be a wish of the past: a card nobody waits for any more.
    if (opened().isCut()) throw appErrorOf({ message: '' }, undefined);
    return opened().trpc;
  };
  const desk: Desk = {
    logIn: async (login, password) => {
      const session = await answered((one) => http.session.logIn.mutate({ login, password }, one));
      await line?.close();
      line = lineWith(session.token);
      return session;
    },
    choosePassphrase: (passphrase) =>
      done((one) => open().session.choosePassphrase.mutate({ passphrase }, one)),
    changePassphrase: (present, passphrase) =>
      done((one) => open().session.changePassphrase.mutate({ present, passphrase }, one)),
    logOut: async () => {
      if (!line) return;
      const { trpc, close } = line;
      const isHere = await answered((one) => trpc.calls.endShift.mutate(undefined, one)).then(
        () => true,
        isOursToClose,
      );
      if (isHere) await answered((one) => trpc.session.logOut.mutate(undefined, one));
      await close();
      line = undefined;
    },
    ...callCalls(open),
    ...recordCalls(open),
    ...messageCalls(open),
    ...aidCalls(open),
    ...trainingCalls(open),
    onLive: (listener) => listenLive(opened().trpc, listener),
    onLine: (listener) => {
      lineListeners.add(listener);
      return () => void lineListeners.delete(listener);
    },
    close: async () => void (await line?.close()),
  };
  // The host of this process knows who sits here, and a session that owes something may not ask.
  const me = line && !local ? await answered((one) => open().session.me.query(undefined, one)) : undefined;
  clock = new AnchoredClock(await readClock(http));
  const sealed: SealedCalls = {
    keys: () => answered((one) => open().calls.outboxKeys.query(undefined, one)),
    send: (kept) => answered((one) => open().calls.saveSealed.mutate(kept, one)),
  };
  return { desk, clock, firstName: me?.displayName ?? '', account: me?.id ?? '', sealed };
}
