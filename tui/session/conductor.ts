import type { CallScript } from '../../shared/call-script.ts';
import type { Card, LiveEvent } from '../../shared/card.ts';
import { OTHER_SCREEN } from '../../shared/card.ts';
import type { Desk } from '../../shared/desk.ts';
import { isAppError } from '../../shared/errors.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { isKeyboardCommand, type KeyboardCommand } from '../state/keyboard-messages.ts';
import type { Command, Message } from '../state/messages.ts';
import { isScreenCommand, type ScreenCommand } from '../state/screen-messages.ts';
import { isSteadyCommand, type SteadyCommand } from '../state/steady-messages.ts';
import type { Problem } from '../state/workstation-state.ts';
import { keyboardRequest } from './conductor-keyboard.ts';
import { screenRequest } from './conductor-screens.ts';
import { createSaver } from './conductor-steady.ts';

/** Closing the session waits no longer than this for a server that does not answer. */
const LEAVE_LIMIT_MS = 3000;
/** Live events that an agent must not miss. */
const LASTING: ReadonlySet<LiveEvent['kind']> = new Set(['server-stopping']);

const ACCESS_ENDED_HINT =
  'La fiche est masquée et rendue ; reconnectez-vous si votre accès le permet encore.';

export interface Timers {
  after(ms: number, act: () => void): void;
  stop(): void;
}

export interface ConductorParts {
  readonly desk: Desk;
  readonly timers: Timers;
  readonly send: (message: Message) => void;
  readonly repaint: () => void;
  /** The session is closed: the program may end. */
  readonly left: () => void;
}

/** What failed, in words; an error that is no AppError is a server that did not answer. */
export function problemOf(error: unknown): Problem {
  if (isAppError(error)) {
    const { code, kind, message, hint } = error;
    return cleanDeep({ code, kind, message, hint });
  }
  return {
    code: 'server-unreachable',
    kind: 'unavailable',
    message: 'Le serveur ne répond pas.',
    hint: 'Nouvel essai dans un instant.',
  };
}

/** Does what the reducers asked: the only part of the workstation that talks to the desk and sets timers. */
export class Conductor {
  private readonly parts: ConductorParts;
  private readonly scripts = new Map<string, CallScript>();
  private readonly saveIt: ReturnType<typeof createSaver>;
  private stopListening: (() => void)[] = [];

  constructor(parts: ConductorParts) {
    this.parts = parts;
    this.saveIt = createSaver(parts.desk);
  }

  /** Live events and the state of the line; call it once a session is open. A second call changes nothing. */
  listen(): void {
    if (this.stopListening.length > 0) return;
    const { desk, send } = this.parts;
    this.stopListening = [
      desk.onLine((line) => send({ type: 'line', line })),
      desk.onLive((event: LiveEvent) => this.hear(event)),
      desk.onUnsent?.((unsent) => send({ type: 'unsent', unsent: cleanDeep(unsent) })) ?? (() => undefined),
    ];
  }

  /** The line was opened anew: its events are asked for again. */
  private listenAnew(): void {
    for (const stop of this.stopListening) stop();
    this.stopListening = [];
    this.listen();
  }

  private hear(event: LiveEvent): void {
    const { send } = this.parts;
    const { kind, text } = event;
    if (event.kind === 'message') send({ type: 'message-came', message: cleanDeep(event.message) });
    else if (kind === 'session-ended') {
      const hint = ACCESS_ENDED_HINT;
      const problem = { code: kind, kind: 'unauthenticated', message: cleanDeep(text), hint } as const;
      send({ type: 'access-ended', problem });
    } else if (kind === OTHER_SCREEN) {
      const hint = 'Entrée : reprendre la main ici.';
      send({ type: 'elsewhere', problem: { code: kind, kind: 'conflict', message: cleanDeep(text), hint } });
    } else send({ type: 'live', text: cleanDeep(text), lasting: LASTING.has(kind) });
  }

  stop(): void {
    for (const stop of this.stopListening) stop();
    this.stopListening = [];
    this.parts.timers.stop();
  }

  perform(command: Command): void {
    const { send, timers, repaint } = this.parts;
    if (command.do === 'wake')
      timers.after(command.afterMs, () => send({ type: 'wake', wake: command.wake }));
    else if (command.do === 'repaint') repaint();
    else if (command.do === 'leave') this.leave(command.release);
    else if (isScreenCommand(command)) this.screen(command);
    else if (isKeyboardCommand(command)) this.keyboard(command);
    else if (isSteadyCommand(command)) this.steady(command);
    else this.request(command);
  }

  private screen(command: ScreenCommand): void {
    const { answer, failed } = screenRequest(this.parts.desk, command);
    this.ask(answer, failed);
  }

  private steady(command: SteadyCommand): void {
    if (command.do === 'take-over')
      this.ask(this.takeOver(), (problem) => ({ type: 'card-failed', problem }));
    // A convenience: without it the next card is searched for when it is asked.
    else this.reserveNext().catch(problemOf);
  }

  private keyboard(command: KeyboardCommand): void {
    const scriptOf = ({ campaign }: Card) => this.script(campaign.code, campaign.scriptVersion);
    const { answer, failed } = keyboardRequest(this.parts.desk, command, scriptOf);
    this.ask(answer, failed);
  }

  private request(
    command: Exclude<
      Command,
      KeyboardCommand | ScreenCommand | SteadyCommand | { do: 'wake' | 'repaint' | 'leave' }
    >,
  ): void {
    switch (command.do) {
      case 'log-in':
        this.ask(this.logIn(command), (problem) => ({ type: 'login-failed', problem }));
        break;
      case 'next-card':
        this.ask(this.nextCard(), (problem) => ({ type: 'card-failed', problem }));
        break;
      case 'resume':
        this.ask(this.resume(), (problem) => ({ type: 'card-failed', problem }));
        break;
      case 'save':
        this.ask(this.save(command), (problem) => ({ type: 'save-failed', problem }));
        break;
      case 'keep-lease': {
        const { callId } = command;
        this.ask(this.keepLease(command), (problem) => ({ type: 'lease-failed', callId, problem }));
        break;
      }
      case 'pause':
        this.ask(this.pause(command), (problem) => ({ type: 'request-failed', problem }));
        break;
      case 'my-day':
        this.ask(this.myDay(), (problem) => ({ type: 'day-failed', problem }));
        break;
    }
  }

  private ask(request: Promise<Message | undefined>, failed: (problem: Problem) => Message): void {
    const { send } = this.parts;
    request.then(
      (message) => message && send(message),
      (error: unknown) => send(failed(problemOf(error))),
    );
  }

  private async logIn({ login, password }: Command & { do: 'log-in' }): Promise<Message> {
    const session = cleanDeep(await this.parts.desk.logIn(login, password));
    this.listenAnew();
    return { type: 'logged-in', session };
  }

  private async nextCard(): Promise<Message> {
    const next = cleanDeep(await this.parts.desk.nextCard());
    if (next.kind === 'none') {
      const { why, retryAtMs, toPractise = [] } = next;
      return { type: 'no-card', why, retryAtMs, ...(toPractise.length > 0 ? { toPractise: true } : {}) };
    }
    const { card } = next;
    return {
      type: 'card-came',
      card,
      script: await this.script(card.campaign.code, card.campaign.scriptVersion),
    };
  }

  /** A version of a script never changes: it is fetched once. */
  private async script(campaign: string, version: string): Promise<CallScript> {
    const key = `${campaign}\n${version}`;
    const known = this.scripts.get(key);
    if (known) return known;
    const script = cleanDeep(await this.parts.desk.script(campaign, version));
    this.scripts.set(key, script);
    return script;
  }

  private async resume(): Promise<Message> {
    await this.parts.desk.resume();
    return this.nextCard();
  }

  private async save({ outcome }: Command & { do: 'save' }): Promise<Message> {
    const { receipt, card } = await this.saveIt(outcome);
    if (!card) return { type: 'saved', receipt };
    const { code, scriptVersion } = card.campaign;
    // Recorded all the same: the card is asked for again, and what is wrong said then.
    const script = await this.script(code, scriptVersion).catch(() => undefined);
    return { type: 'saved', receipt, ...(script ? { next: { card, script } } : {}) };
  }

  private async takeOver(): Promise<Message> {
    await this.parts.desk.takeOver?.();
    this.listenAnew();
    return this.nextCard();
  }

  private async reserveNext(): Promise<void> {
    const next = await this.parts.desk.reserveNext?.();
    if (next) await this.script(next.campaign, next.scriptVersion);
  }

  private async keepLease({ callId }: Command & { do: 'keep-lease' }): Promise<undefined> {
    await this.parts.desk.keepLease(callId);
  }

  private async pause({ kind }: Command & { do: 'pause' }): Promise<Message> {
    await this.parts.desk.pause(kind);
    return { type: 'paused', kind };
  }

  private async myDay(): Promise<Message> {
    return { type: 'day-came', day: await this.parts.desk.myDay() };
  }

  /** Gives the card back and closes the session; a server that refuses or does not answer holds nobody back. */
  private leave(release: string | undefined): void {
    const { desk, timers, left } = this.parts;
    const close = async () => {
      // Closing the session returns the card too: a refusal here changes nothing for the agent.
      if (release !== undefined) await desk.releaseCard(release).catch(problemOf);
      await desk.logOut();
    };
    timers.after(LEAVE_LIMIT_MS, left);
    close().then(left, left);
  }
}
