import type { LiveEvent } from '../../shared/card.ts';
import { OTHER_SCREEN } from '../../shared/card.ts';
import type { Desk } from '../../shared/desk.ts';
import { isAppError } from '../../shared/errors.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import type { Command, Message } from '../state/messages.ts';
import type { Problem } from '../state/problem.ts';
import { AID_REQUESTS } from './aid-requests.ts';
import { callRequests } from './call-requests.ts';
import { DIAL_REQUESTS } from './dial-requests.ts';
import { MESSAGE_REQUESTS } from './message-requests.ts';
import { PASSPHRASE_REQUESTS } from './passphrase-requests.ts';
import { RECORD_REQUESTS } from './record-requests.ts';
import type { Asking, RequestRows } from './request.ts';
import { TRAINING_REQUESTS } from './training-requests.ts';
import { openVersionedContent } from './versioned-content.ts';

/** Closing the session waits no longer than this for a server that does not answer. */
const LEAVE_LIMIT_MS = 3000;
/** Live events that an agent must not miss. */
const LASTING: ReadonlySet<LiveEvent['kind']> = new Set(['server-stopping', 'telephone']);

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
  /** To the terminal’s clipboard; '' empties it. False where there is none. */
  readonly copy: (text: string) => boolean;
  /** The session is closed: the program may end. */
  readonly left: () => void;
}

/** What failed, in words; an error that is no AppError is a server that did not answer. */
function problemOf(error: unknown): Problem {
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

/** Commands that the desk answers; the others are done here. */
type DeskCommand = Exclude<Command, { readonly do: 'wake' | 'repaint' | 'copy' | 'leave' }>;

/** Every request, by command: one that is missing does not compile. */
function deskRequests(): RequestRows<DeskCommand> {
  return {
    ...callRequests(),
    ...PASSPHRASE_REQUESTS,
    ...RECORD_REQUESTS,
    ...MESSAGE_REQUESTS,
    ...AID_REQUESTS,
    ...TRAINING_REQUESTS,
    ...DIAL_REQUESTS,
  };
}

/** Does what the reducers asked: the only part of the workstation that talks to the desk and sets timers. */
export class Conductor {
  private readonly parts: ConductorParts;
  private readonly asking: Asking;
  private readonly requests = deskRequests();
  private stopListening: (() => void)[] = [];

  constructor(parts: ConductorParts) {
    this.parts = parts;
    const { desk } = parts;
    this.asking = {
      desk,
      content: openVersionedContent(desk),
      stopListening: () => this.stopHearing(),
      listenAnew: () => this.listenAnew(),
    };
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
    this.stopHearing();
    this.listen();
  }

  private hear(event: LiveEvent): void {
    const { send } = this.parts;
    const { kind, text } = event;
    if (event.kind === 'message') send({ type: 'message-came', message: cleanDeep(event.message) });
    else if (event.kind === 'record-stopped')
      send({ type: 'stopped', callId: event.callId, stop: { kind: event.why, text: cleanDeep(text) } });
    else if (event.kind === 'dial') {
      const { callId, phase, atMs } = event;
      send({ type: 'dial-told', callId, phase, atMs });
    } else if (kind === 'session-ended') {
      const hint = ACCESS_ENDED_HINT;
      const problem = { code: kind, kind: 'unauthenticated', message: cleanDeep(text), hint } as const;
      send({ type: 'access-ended', problem });
    } else if (kind === OTHER_SCREEN) {
      const hint = 'Entrée : reprendre la main ici. Si ce n’est pas vous, prévenez votre responsable.';
      send({ type: 'elsewhere', problem: { code: kind, kind: 'conflict', message: cleanDeep(text), hint } });
    } else send({ type: 'live', text: cleanDeep(text), lasting: LASTING.has(kind) });
  }

  private stopHearing(): void {
    for (const stop of this.stopListening) stop();
    this.stopListening = [];
  }

  stop(): void {
    this.stopHearing();
    this.parts.timers.stop();
  }

  perform(command: Command): void {
    const { send, timers, repaint } = this.parts;
    switch (command.do) {
      case 'wake':
        timers.after(command.afterMs, () => send({ type: 'wake', wake: command.wake }));
        break;
      case 'repaint':
        repaint();
        break;
      case 'copy':
        send({ type: 'copied', isDone: this.parts.copy(command.text) });
        break;
      case 'leave':
        this.leave(command.release);
        break;
      default:
        this.ask(command.do, command);
    }
  }

  private ask<D extends DeskCommand['do']>(what: D, command: Extract<DeskCommand, { readonly do: D }>): void {
    const { answer, failed } = this.requests[what](this.asking, command);
    const tell = (message: Message | undefined) => message && this.parts.send(message);
    answer.then(tell, (error: unknown) => tell(failed(problemOf(error))));
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
