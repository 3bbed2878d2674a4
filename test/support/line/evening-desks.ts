import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { PlayedCaller } from '../../../scripts/demo/evening/callers.ts';
import type { SeatedAgent } from '../../../scripts/demo/evening/evening-house.ts';
import type { Telephony } from '../../../server/ports/telephony.ts';
import { rpcOf } from '../house/server-process.ts';

/** Agents at the telephones of an evening, on a line of their own: what the server misses, they do not. */
export interface EveningDesks {
  /** Call ids whose pledge the server said was saved. */
  readonly saved: ReadonlySet<string>;
  readonly answered: number;
  /** Calls whose agent has done with them, pledge saved and caller gone. */
  readonly done: number;
  /** What the server refused for good; nothing on any evening. */
  readonly refused: readonly string[];
  stop(): void;
}

interface Evening {
  readonly line: Telephony;
  readonly seated: readonly SeatedAgent[];
  readonly url: string;
  readonly campaign: string;
  readonly callers: readonly PlayedCaller[];
  /** Until the pledge is typed; then a goodbye of a second and a half, in which whoever was cut hears of the call. */
  readonly talkMs: number;
}

const GOODBYE_MS = 1_500;
const AGAIN_MS = 200;

export function eveningDesks({ line, seated, url, campaign, callers, talkMs }: Evening): EveningDesks {
  const list = [...callers];
  const agents = new Map(seated.map((agent) => [agent.seat, agent]));
  const saved = new Set<string>();
  const refused: string[] = [];
  const counts = { answered: 0, done: 0 };

  /** The same key again and again, until the server has said yes: the form stays on the screen. */
  const save = async ({ token }: SeatedAgent, { form }: PlayedCaller) => {
    if (!form) return;
    const pledge = { campaign, callId: randomUUID(), form, earlier: 'keep' as const };
    for (;;) {
      try {
        const { kind } = await rpcOf(url, token).pledges.save.mutate(pledge);
        if (kind === 'saved') saved.add(pledge.callId);
        else refused.push(kind);
        return;
      } catch {
        await pause(AGAIN_MS);
      }
    }
  };
  const stop = line.follow((event) => {
    if (event.kind !== 'answered') return;
    const [agent, caller] = [agents.get(event.seat), list.shift()];
    counts.answered += 1;
    if (!agent || !caller) return void refused.push('nobody');
    void pause(talkMs)
      .then(() => save(agent, caller))
      .then(() => pause(GOODBYE_MS))
      .then(() => line.hangUp(event.call))
      .then(() => {
        counts.done += 1;
      });
  });
  return {
    saved,
    refused,
    stop,
    get answered() {
      return counts.answered;
    },
    get done() {
      return counts.done;
    },
  };
}
