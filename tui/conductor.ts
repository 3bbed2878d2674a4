import type { CallScript } from '../shared/call-script.ts';
import type { LiveEvent } from '../shared/card.ts';
import type { Desk } from '../shared/desk.ts';
import { isAppError } from '../shared/errors.ts';
import type { Command, Message } from './state/messages.ts';
import type { Problem } from './state/workstation-state.ts';
import { cleanDeep } from './terminal-text.ts';

/** Closing the session waits no longer than this for a server that does not answer. */
const LEAVE_LIMIT_MS = 3000;

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
  private stopListening: (() => void)[] = [];

  constructor(parts: ConductorParts) {
    this.parts = parts;
  }

  /** Live events and the state of the line; call it once a session is open. A second call changes nothing. */
  listen(): void {
    if (this.stopListening.length > 0) return;
    const { desk, send } = this.parts;
    this.stopListening = [
      desk.onLine((line) => send({ type: 'line', line })),
      desk.onLive((event: LiveEvent) =>
        send({ type: 'live', text: cleanDeep(event.text), lasting: event.kind === 'session-ended' }),
      ),
    ];
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
    else this.request(command);
  }

  private request(command: Exclude<Command, { do: 'wake' | 'repaint' | 'leave' }>): void {
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
    this.listen();
    return { type: 'logged-in', session };
  }

  private async nextCard(): Promise<Message> {
    const next = cleanDeep(await this.parts.desk.nextCard());
    if (next.kind === 'none') return { type: 'no-card', why: next.why, retryAtMs: next.retryAtMs };
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
    return { type: 'saved', receipt: cleanDeep(await this.parts.desk.saveOutcome(outcome)) };
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
