import type { CallOutcomeInput } from '../../../shared/call-outcome.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import type { Card } from '../../../shared/card.ts';
import { messageFor } from '../../../tui/keys/key-dispatch.ts';
import type { Key } from '../../../tui/keys/key-names.ts';
import { CARD_GUARD_MS } from '../../../tui/state/call/ending-guard.ts';
import type { Command, Message } from '../../../tui/state/messages.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../tui/state/workstation-update.ts';
import { KeyDecoder } from '../../../tui/term/key-decoder.ts';
import { referenceScript } from '../campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from './fictitious-cards.ts';
import { bytesOf } from './screen.ts';
import { startState } from './workstation-driver.ts';

/** An outcome that left the workstation, and how long its card had been on screen. */
interface Filed {
  readonly outcome: CallOutcomeInput;
  readonly shownMs: number;
}

interface TimedParts {
  /** Until the receipt and the next card are there. */
  readonly serverMs?: number;
  readonly script?: CallScript;
  readonly cardOf?: (number: number) => Card;
}

/**
 * The pure workstation under a hand in time: keys with their hours, an endless queue behind. Outcomes are answered after
 * `serverMs` with the next card, as `saveAndNext` does.
 */
export class TimedHand {
  state: WorkstationState;
  nowMs = MONDAY_EVENING_MS;
  readonly filed: Filed[] = [];
  readonly commands: Command[] = [];
  readonly #serverMs: number;
  readonly #script: CallScript;
  readonly #cardOf: (number: number) => Card;
  readonly #decoder = new KeyDecoder();
  #cards = 0;
  #due: { readonly atMs: number; readonly message: Message }[] = [];

  constructor({ serverMs = 80, script = referenceScript(), cardOf = fictitiousCard }: TimedParts = {}) {
    this.#serverMs = serverMs;
    this.#script = script;
    this.#cardOf = cardOf;
    this.state = { ...startState(), cardGuardMs: CARD_GUARD_MS };
    this.tell({ type: 'card-came', ...this.#next() });
  }

  #next() {
    this.#cards += 1;
    return { card: this.#cardOf(this.#cards), script: this.#script };
  }

  tell(message: Message): this {
    const before = this.state;
    const { state, commands } = workstationUpdate(before, message, this.nowMs);
    this.state = state;
    this.commands.push(...commands);
    for (const command of commands) if (command.do === 'save') this.#file(before, command.outcome);
    return this;
  }

  #file({ stage }: WorkstationState, outcome: CallOutcomeInput): void {
    const shownMs = stage.at === 'call' ? this.nowMs - stage.call.shownAtMs : 0;
    this.filed.push({ outcome, shownMs });
    const { callId, disposition } = outcome;
    const receipt = { callId, disposition, summary: 'Fiche close', confirmation: 'none' } as const;
    const message = { type: 'saved', receipt, next: this.#next() } as const;
    this.#due.push({ atMs: this.nowMs + this.#serverMs, message });
  }

  /** Time passes; what the server owed by then has come. */
  wait(ms: number): this {
    const until = this.nowMs + ms;
    for (let next = this.#due[0]; next && next.atMs <= until; next = this.#due[0]) {
      this.#due.shift();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      this.tell(next.message);
    }
    this.nowMs = until;
    return this;
  }

  /** Keys by name, one after the other, that long after the key before. */
  press(afterMs: number, ...names: readonly string[]): this {
    for (const name of names) {
      this.wait(afterMs);
      this.#give(name.length === 1 ? { name, text: name } : { name });
    }
    return this;
  }

  /** A key as the bytes that a terminal sends for it, after that time. */
  type(afterMs: number, name: string): this {
    this.wait(afterMs);
    const keys = this.#decoder.push(Buffer.from(bytesOf(name)));
    // A lone Escape is one once nothing follows.
    for (const key of [...keys, ...this.#decoder.flush()]) this.#give(key);
    return this;
  }

  #give(key: Key): void {
    const means = messageFor(this.state, key);
    if (means) this.tell({ type: 'key', key: key.name, means });
  }

  get endings(): readonly string[] {
    return this.filed.map(({ outcome }) => outcome.disposition);
  }
}
