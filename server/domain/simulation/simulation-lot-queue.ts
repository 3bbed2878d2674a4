import type { Look } from '../next-card/next-card.ts';
import type { QueuedRecord } from '../next-card/next-card-record.ts';
import { Heap } from './simulation-heap.ts';
import { SimulationQueue } from './simulation-queue.ts';

/** Draws among the records of closed places before looking for one whose place is open. */
const MAX_DRAWS = 20;

/** A queue without order: due callbacks come first as everywhere, then any due record by lot. */
export class LotQueue {
  readonly #callbacks = new SimulationQueue();
  readonly #waiting = new Heap<QueuedRecord>((a, b) => a.dueAtMs < b.dueAtMs);
  readonly #due: QueuedRecord[] = [];
  readonly #lot: () => number;

  /** `lot` gives a number in [0, 1) each time. */
  constructor(lot: () => number) {
    this.#lot = lot;
  }

  get size(): number {
    return this.#callbacks.size + this.#waiting.size + this.#due.length;
  }

  add(row: QueuedRecord): void {
    if (row.queue === 'callback') this.#callbacks.add(row);
    else this.#waiting.push(row);
  }

  claim(looks: readonly Look[], agent: string): QueuedRecord | undefined {
    const callback = this.#callbacks.claim(
      looks.filter((look) => look.queue === 'callback'),
      agent,
    );
    if (callback) return callback;
    const tries = looks.find((look) => look.queue !== 'callback');
    return tries && this.#draw(tries);
  }

  nextDueAtMs(): number | undefined {
    const dues = [this.#callbacks.nextDueAtMs(), this.#waiting.peek()?.dueAtMs, this.#due[0]?.dueAtMs];
    const known = dues.filter((due) => due !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  #draw({ areas, dueAtMs }: Look): QueuedRecord | undefined {
    for (let next = this.#waiting.peek(); next && next.dueAtMs <= dueAtMs; next = this.#waiting.peek()) {
      this.#due.push(next);
      this.#waiting.pop();
    }
    const due = this.#due;
    for (let draw = 0; draw < MAX_DRAWS && due.length > 0; draw += 1) {
      const at = Math.floor(this.#lot() * due.length);
      if (areas.includes(due[at]?.area ?? '')) return this.#take(at);
    }
    const at = due.findIndex((row) => areas.includes(row.area));
    return at === -1 ? undefined : this.#take(at);
  }

  #take(at: number): QueuedRecord | undefined {
    const taken = this.#due[at];
    const last = this.#due.pop();
    if (last && at < this.#due.length) this.#due[at] = last;
    return taken;
  }
}
