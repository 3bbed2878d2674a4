import { connectDesk } from '../client.ts';
import { Outbox } from '../outbox/outbox.ts';
import { outboxDesk } from '../outbox/outbox-desk.ts';
import type { ChosenKeys } from '../state/workstation-state.ts';
import type { Opening } from './opening.ts';
import { runWorkstation } from './workstation.ts';

interface OpeningRequest {
  readonly url: string;
  readonly token: string | undefined;
  /** Where this workstation keeps the servers it knows and what it could not send yet. */
  readonly configFolder: string;
  /** Keys that this person chose. */
  readonly chosenKeys?: ChosenKeys | undefined;
  /** How long a fresh card accepts no ending. */
  readonly cardGuardMs: number;
  /** Ctrl-Z does not stop the program. */
  readonly neverSuspends: boolean;
  /** Shown until the server has answered; given back by the caller when it does not. */
  readonly opening: Opening;
}

/** Connects to the server, then runs the workstation on the controlling terminal until the agent quits. */
export async function openWorkstation(options: OpeningRequest): Promise<void> {
  const { url: server, configFolder } = options;
  const { desk, clock, firstName, account, sealed } = await connectDesk(options);
  const outbox = new Outbox({ configFolder, server, account, ...sealed });
  try {
    await runWorkstation({
      opening: options.opening,
      desk: outboxDesk(desk, outbox),
      token: options.token,
      agentFirstName: firstName,
      now: clock.now,
      chosenKeys: options.chosenKeys,
      cardGuardMs: options.cardGuardMs,
      neverSuspends: options.neverSuspends,
      ...(clock.simulated ? { clockNote: 'heure simulée' } : {}),
    });
  } finally {
    await desk.close();
  }
}
