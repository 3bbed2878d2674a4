import { setTimeout as pause } from 'node:timers/promises';
import type { CallOutcome, OutcomeReceipt } from '../../../shared/call-outcome.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import { connectDesk, type DeskConnection } from '../../../tui/client.ts';
import { outcomeBy, type Person } from '../house/staffed-installation.ts';

/** How calls end, in turn: most leave the record open, some owe an e-mail. */
const ENDINGS = ['NJ_NRP', 'AC_UP', 'NJ_OCC', 'RA_MOYENS', 'DP_LIEN', 'NJ_REP'] as const;

/** What each agent knows once the server has gone: what it was told, and the outcome that got no answer. */
export interface FloorMemory {
  readonly answered: Map<string, OutcomeReceipt>;
  readonly unanswered: Map<Person, CallOutcome>;
}

export function newMemory(): FloorMemory {
  return { answered: new Map(), unanswered: new Map() };
}

/**
 * Every agent asks and saves over the workstation's own transport, without a pause unless `paceMs` says one, until the line breaks.
 * `onAnswer` is told after each receipt; the promise ends once every agent has lost the line.
 */
export async function workUntilCut(
  floor: {
    readonly url: string;
    readonly agents: readonly Person[];
    readonly script: CallScript;
    /** Between two calls of an agent, milliseconds; first spread over the agents. */
    readonly paceMs?: number;
    /** An agent to whom nothing is served goes home; without it, that is a failure of the test. */
    readonly mayRunOut?: boolean;
  },
  memory: FloorMemory,
  onAnswer: (answered: number) => void,
): Promise<void> {
  let answered = 0;
  await Promise.all(
    floor.agents.map(async (agent, at) => {
      let desk: DeskConnection['desk'] | undefined;
      try {
        ({ desk } = await connectDesk({ url: floor.url, token: agent.token }));
        for (let turn = at; ; turn += 1) {
          if (floor.paceMs)
            await pause(turn === at ? (floor.paceMs * at) / floor.agents.length : floor.paceMs);
          const next = await desk.nextCard();
          if (next.kind === 'none' && floor.mayRunOut) return;
          if (next.kind === 'none') throw new Error(`the queue is empty: ${next.why}`);
          const outcome = outcomeBy(floor.script, next.card, ENDINGS[turn % ENDINGS.length]!);
          memory.unanswered.set(agent, outcome);
          const receipt = await desk.saveOutcome(outcome);
          memory.unanswered.delete(agent);
          memory.answered.set(outcome.callId, receipt);
          answered += 1;
          onAnswer(answered);
        }
      } catch (error) {
        // The line broke: what the agent keeps is in the memory. Anything else is a failure of the test.
        if (!(error instanceof Error && 'code' in error && error.code === 'server-unreachable')) throw error;
      } finally {
        await desk?.close();
      }
    }),
  );
}

/** What a workstation does once the line is back: the outcome it still holds leaves again, as it was. */
export async function replay(url: string, agent: Person, outcome: CallOutcome): Promise<OutcomeReceipt> {
  const { desk } = await connectDesk({ url, token: agent.token });
  try {
    return await desk.saveOutcome(outcome);
  } finally {
    await desk.close();
  }
}
