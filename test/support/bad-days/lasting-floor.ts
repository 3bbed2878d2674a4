import { setTimeout as pause } from 'node:timers/promises';
import type { CallScript } from '../../../shared/call-script.ts';
import type { Card } from '../../../shared/card.ts';
import { type AppError, isAppError } from '../../../shared/errors.ts';
import { connectDesk } from '../../../tui/client.ts';
import { type FloorMemory, newMemory } from '../call/busy-floor.ts';
import { outcomeBy, type Person } from '../house/staffed-installation.ts';

/** How calls end, in turn: most leave the record open, some owe an e-mail. */
const ENDINGS = ['NJ_NRP', 'AC_UP', 'NJ_OCC', 'RA_MOYENS', 'DP_LIEN', 'NJ_REP'] as const;
const AGAIN_MS = 150;

/** Agents who go on whatever happens to the servers: what was not answered is asked again, as the workstation does. */
export interface LastingFloor {
  readonly memory: FloorMemory;
  /** Calls answered until now. */
  answered(): number;
  /** Resolves once so many more calls are answered; rejects after the limit. */
  more(calls: number, limitMs: number): Promise<void>;
  /** What agents were told instead of an answer, each sentence once, since `forget`. */
  sentences(): readonly string[];
  /** What they were told until now is of another scene. */
  forget(): void;
  /** Every agent finishes what is on the screen, then leaves. Outcomes that found no way in `limitMs` are faults. */
  close(limitMs: number): Promise<void>;
}

interface FloorParts {
  readonly url: string;
  readonly agents: readonly Person[];
  readonly script: CallScript;
  /** Between a card and its outcome, milliseconds. */
  readonly paceMs: number;
  readonly fault: (text: string) => void;
}

/** The workstation's own rule: no answer is not a refusal. */
const mayAskAgain = (error: unknown): error is AppError =>
  isAppError(error) &&
  // A server that drains gives no more cards, and cuts the line: the next question goes to another.
  (error.kind === 'unavailable' || error.kind === 'too-many' || error.code === 'server-stopping');

class Floor implements LastingFloor {
  readonly memory = newMemory();
  readonly #parts: FloorParts;
  readonly #said = new Set<string>();
  /** Who has which record on the screen. */
  readonly #shown = new Map<number, Person>();
  readonly #working: Promise<void>;
  #isClosing = false;
  #deadline = Number.POSITIVE_INFINITY;

  constructor(parts: FloorParts) {
    this.#parts = parts;
    this.#working = Promise.all(parts.agents.map((agent, at) => this.#work(agent, at))).then(() => undefined);
  }

  answered = () => this.memory.answered.size;
  sentences = () => [...this.#said];
  forget = () => this.#said.clear();

  async more(calls: number, limitMs: number): Promise<void> {
    const [wanted, endsAtMs] = [this.answered() + calls, performance.now() + limitMs];
    while (this.answered() < wanted) {
      if (performance.now() > endsAtMs)
        throw new Error(
          `${wanted - this.answered()} of ${calls} calls are missing after ${limitMs} ms: ${this.sentences().join(' ')}`,
        );
      await pause(20);
    }
  }

  async close(limitMs: number): Promise<void> {
    this.#isClosing = true;
    this.#deadline = performance.now() + limitMs;
    await this.#working;
  }

  /** Until it is answered; undefined when the floor closes first, or when the answer is a refusal. */
  async #insist<T>(agent: Person, ask: () => Promise<T>, isOwed = false): Promise<T | undefined> {
    while (!this.#isClosing || isOwed) {
      try {
        return await ask();
      } catch (error) {
        if (!mayAskAgain(error)) throw error;
        this.#said.add(error.message);
        if (performance.now() > this.#deadline)
          return void this.#parts.fault(`${agent.login} found no way in: ${error.message}`);
        await pause(AGAIN_MS);
      }
    }
    return undefined;
  }

  async #work(agent: Person, at: number): Promise<void> {
    const { url, paceMs, fault, agents } = this.#parts;
    await pause((paceMs * at) / agents.length);
    try {
      const line = await this.#insist(agent, () => connectDesk({ url, token: agent.token }));
      if (!line) return;
      const { desk } = line;
      const stop = desk.onLive(() => undefined);
      for (let turn = at; !this.#isClosing; turn += 1) {
        const next = await this.#insist(agent, () => desk.nextCard());
        if (next?.kind !== 'card') {
          if (next) fault(`${agent.login} was given no card: ${next.why}`);
          break;
        }
        this.#show(agent, next.card);
        await pause(paceMs);
        const outcome = outcomeBy(this.#parts.script, next.card, ENDINGS[turn % ENDINGS.length]!);
        this.memory.unanswered.set(agent, outcome);
        const receipt = await this.#insist(agent, () => desk.saveOutcome(outcome), true);
        if (!receipt) break;
        this.memory.unanswered.delete(agent);
        this.memory.answered.set(outcome.callId, receipt);
        this.#shown.delete(next.card.recordId);
      }
      stop();
      await desk.close();
    } catch (error) {
      fault(`${agent.login} was refused: ${isAppError(error) ? error.code : String(error)}`);
    }
  }

  #show(agent: Person, { recordId }: Card): void {
    const other = this.#shown.get(recordId);
    if (other && other !== agent)
      this.#parts.fault(`record ${recordId} on two screens: ${other.login}, ${agent.login}`);
    for (const [record, who] of this.#shown) if (who === agent) this.#shown.delete(record);
    this.#shown.set(recordId, agent);
  }
}

export function openLastingFloor(parts: FloorParts): LastingFloor {
  return new Floor(parts);
}
