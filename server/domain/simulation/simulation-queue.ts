import type { Look } from '../next-card/next-card.ts';
import type { QueuedRecord } from '../next-card/next-card-record.ts';
import { Heap } from './simulation-heap.ts';

interface Shelf {
  readonly owner: string | null;
  readonly part: string;
  readonly heap: Heap<QueuedRecord>;
}

const sooner = (a: QueuedRecord, b: QueuedRecord) =>
  a.dueAtMs < b.dueAtMs || (a.dueAtMs === b.dueAtMs && a.id < b.id);

/** The queue of one campaign in memory: answers looks as the store's `claim` does, oldest due first within one look. */
export class SimulationQueue {
  readonly #shelves = new Map<string, Shelf[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(row: QueuedRecord): void {
    const key = `${row.queue} ${row.area}`;
    let shelves = this.#shelves.get(key);
    if (!shelves) {
      shelves = [];
      this.#shelves.set(key, shelves);
    }
    let shelf = shelves.find((one) => one.owner === row.owner && one.part === row.nextPart);
    if (!shelf) {
      shelf = { owner: row.owner, part: row.nextPart, heap: new Heap(sooner) };
      shelves.push(shelf);
    }
    shelf.heap.push(row);
    this.#size += 1;
  }

  /** Takes out the first record that the looks find, in their order. */
  claim(looks: readonly Look[], agent: string): QueuedRecord | undefined {
    for (const look of looks) {
      const shelf = this.#find(look, agent);
      if (!shelf) continue;
      this.#size -= 1;
      return shelf.heap.pop();
    }
    return undefined;
  }

  #find(look: Look, agent: string): Shelf | undefined {
    let found: { readonly shelf: Shelf; readonly first: QueuedRecord } | undefined;
    for (const area of look.areas) {
      for (const shelf of this.#shelves.get(`${look.queue} ${area}`) ?? []) {
        if (look.nextPart !== undefined && shelf.part !== look.nextPart) continue;
        if (look.owner === 'mine' && shelf.owner !== agent) continue;
        if (look.owner === 'shared' && shelf.owner !== null) continue;
        const first = shelf.heap.peek();
        if (!first || first.dueAtMs > look.dueAtMs) continue;
        if (!found || sooner(first, found.first)) found = { shelf, first };
      }
    }
    return found?.shelf;
  }

  /** The soonest due of all; undefined when the queue is empty. */
  nextDueAtMs(): number | undefined {
    let next: number | undefined;
    for (const shelves of this.#shelves.values()) {
      for (const { heap } of shelves) {
        const due = heap.peek()?.dueAtMs;
        if (due !== undefined && (next === undefined || due < next)) next = due;
      }
    }
    return next;
  }
}
