import { CARD_GUARD_MS } from '../state/call/ending-guard.ts';
import { openLogin } from '../state/login.ts';
import { createWorkstation } from '../state/store.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import { createAttachment, type OpenAttachment } from './attachment.ts';
import { Conductor } from './conductor.ts';
import { realTimers } from './real-timers.ts';
import type { Attachment, SessionOptions, WorkstationSession } from './session-contract.ts';

function initialState(options: SessionOptions): WorkstationState {
  const { agentFirstName = '', clockNote = '', token, chosenKeys, cardGuardMs = CARD_GUARD_MS } = options;
  return {
    size: { columns: 80, rows: 24 },
    clockNote,
    agentFirstName,
    campaignName: '',
    line: 'connected',
    stage: token === undefined ? openLogin() : { at: 'loading' },
    noticeSerial: 0,
    closedCards: 0,
    cardGuardMs,
    ...(chosenKeys ? { chosenKeys } : {}),
  };
}

/**
 * An agent's session, ready to be shown on a terminal: state, requests and timers, without a terminal until `attach`
 * and between two of them. Asks the desk for nothing before the first `attach`.
 */
export function openSession(options: SessionOptions): WorkstationSession {
  const { desk, now, token } = options;
  const left = Promise.withResolvers<void>();
  let shown: OpenAttachment | undefined;
  let isStarted = false;
  let isClosed = false;
  const { store, send } = createWorkstation({
    initial: initialState(options),
    now,
    perform: (command) => conductor.perform(command),
  });
  const leave = () => {
    shown?.end('left');
    conductor.stop();
    left.resolve();
  };
  const conductor = new Conductor({
    desk,
    send,
    timers: options.timers ?? realTimers(),
    repaint: () => shown?.repaint(),
    copy: (text) => shown?.copy(text) ?? false,
    left: leave,
  });
  const start = () => {
    if (isStarted) return;
    isStarted = true;
    if (token !== undefined) conductor.listen();
    send({ type: 'started', loggedIn: token !== undefined });
  };
  return {
    send,
    state: () => store.getState(),
    sent: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = ({ stage }: WorkstationState) => stage.at !== 'saving' && resolve();
      const stop = store.subscribe(look);
      look(store.getState());
      return promise.finally(stop);
    },
    left: left.promise,
    async attach(terminal: TerminalStreams): Promise<Attachment> {
      shown?.detach();
      const attachment = createAttachment({ terminal, store, send, now });
      shown = attachment;
      await attachment.open();
      // Another terminal, or a signal, may have come while the screen was being loaded.
      if (shown === attachment && !isClosed) start();
      return attachment;
    },
    close() {
      isClosed = true;
      shown?.detach();
      conductor.stop();
    },
  };
}
