import type { Alone, WordForm } from './word-forms.ts';

/** Bytes looked at together at each place, the key of a run: no form is shorter. */
const KEY_BYTES = 8;
/** 8 MiB of marks: some two places in a hundred go on to the table. */
const MARK_BITS = 26;
const TABLE_BITS = 21;
/** Places in a run of which one is its key. */
const KEY_CHOICES = 5;

const ALONE: readonly Alone[] = ['bytes', 'pairs', 'anywhere'];

function hashOf(low: number, high: number): number {
  return Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> 0;
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57));
}

interface Part {
  readonly bytes: Buffer;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

interface Place {
  readonly key: number;
  /** Where a run begins at the earliest, and ends at the latest. */
  readonly first: number;
  readonly last: number;
  readonly slot: number;
  readonly found: Set<number>;
}

/**
 * Many runs of bytes looked for at once: a mark for eight bytes of each, then the run itself. Time grows with the bytes
 * read, not with how many are sought. Kinds are small numbers of the caller's.
 */
export class WordIndex {
  readonly #marks = new Uint8Array(1 << (MARK_BITS - 3));
  readonly #heads = new Int32Array(1 << TABLE_BITS).fill(-1);
  #next: number[] = [];
  #starts: number[] = [];
  #ends: number[] = [];
  #tags: number[] = [];
  #offsets: number[] = [];
  /** Runs of each slot. */
  readonly #lengths = new Uint16Array(1 << TABLE_BITS);
  #arena = Buffer.alloc(1 << 20);
  #used = 0;
  #longest = 0;

  /** Longest run in bytes: what is read in parts must overlap by it. */
  get longest(): number {
    return this.#longest;
  }

  get runs(): number {
    return this.#starts.length;
  }

  add({ bytes, alone }: WordForm, kind: number): void {
    if (bytes.length < KEY_BYTES) return;
    const run = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const { hash, offset } = this.#rarestKey(run);
    const slot = hash >>> (32 - TABLE_BITS);
    this.#keep(run);
    this.#tags.push(kind * ALONE.length + ALONE.indexOf(alone));
    this.#offsets.push(offset);
    this.#next.push(this.#heads[slot] ?? -1);
    this.#heads[slot] = this.#starts.length - 1;
    this.#lengths[slot] = (this.#lengths[slot] ?? 0) + 1;
    const mark = hash >>> (32 - MARK_BITS);
    this.#marks[mark >>> 3] = (this.#marks[mark >>> 3] ?? 0) | (1 << (mark & 7));
  }

  /** First names, mail hosts and dialling codes are shared by thousands: of some places in the run, the one least used so far. */
  #rarestKey(run: Buffer): { readonly hash: number; readonly offset: number } {
    const room = run.length - KEY_BYTES;
    let best = { hash: 0, offset: 0, used: Number.MAX_SAFE_INTEGER };
    for (let choice = 0; choice < KEY_CHOICES && best.used > 0; choice += 1) {
      const offset = Math.floor((room * choice) / (KEY_CHOICES - 1));
      const hash = hashOf(run.readInt32LE(offset), run.readInt32LE(offset + 4));
      const used = this.#lengths[hash >>> (32 - TABLE_BITS)] ?? 0;
      if (used < best.used) best = { hash, offset, used };
    }
    return best;
  }

  #keep(run: Buffer): void {
    if (this.#used + run.length > this.#arena.length) {
      const larger = Buffer.alloc(Math.max(this.#arena.length * 2, this.#used + run.length));
      this.#arena.copy(larger);
      // What is left behind held words.
      this.#arena.fill(0);
      this.#arena = larger;
    }
    run.copy(this.#arena, this.#used);
    this.#starts.push(this.#used);
    this.#used += run.length;
    this.#ends.push(this.#used);
    this.#longest = Math.max(this.#longest, run.length);
  }

  /**
   * Kinds of the runs that stand in that part of a file, ASCII capitals made small already. Two bytes at an edge that goes on
   * elsewhere are context only: the part that overlaps it judges what begins or ends there.
   */
  kindsIn({ bytes, isFirst, isLast }: Part): ReadonlySet<number> {
    const found = new Set<number>();
    const first = isFirst ? 0 : 2;
    const last = isLast ? bytes.length : bytes.length - 2;
    const marks = this.#marks;
    let low = 0;
    let high = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      low = (low >>> 8) | (high << 24);
      high = (high >>> 8) | ((bytes[at] ?? 0) << 24);
      const hash = hashOf(low, high);
      const mark = hash >>> (32 - MARK_BITS);
      if (((marks[mark >>> 3] ?? 0) & (1 << (mark & 7))) === 0) continue;
      const key = at - KEY_BYTES + 1;
      this.#meet(bytes, { key, first, last, slot: hash >>> (32 - TABLE_BITS), found });
    }
    return found;
  }

  #meet(bytes: Buffer, { key, first, last, slot, found }: Place): void {
    for (let one = this.#heads[slot] ?? -1; one >= 0; one = this.#next[one] ?? -1) {
      const from = this.#starts[one] ?? 0;
      const to = this.#ends[one] ?? 0;
      const start = key - (this.#offsets[one] ?? 0);
      const end = start + to - from;
      if (start < first || end > last || bytes.compare(this.#arena, from, to, start, end) !== 0) continue;
      const tag = this.#tags[one] ?? 0;
      if (standsAlone(bytes, { start, end }, ALONE[tag % ALONE.length]))
        found.add(Math.floor(tag / ALONE.length));
    }
  }

  /** Nothing of the words is left in these buffers. */
  clear(): void {
    this.#arena.fill(0);
    this.#heads.fill(-1);
    this.#starts = [];
    this.#ends = [];
    this.#tags = [];
    this.#offsets = [];
    this.#next = [];
    this.#used = 0;
  }
}

function standsAlone(
  bytes: Buffer,
  { start, end }: { readonly start: number; readonly end: number },
  alone: Alone | undefined,
): boolean {
  if (alone === 'bytes') return !isWordByte(bytes[start - 1]) && !isWordByte(bytes[end]);
  if (alone === 'pairs') {
    const isAfterLetter = bytes[start - 1] === 0 && isWordByte(bytes[start - 2]);
    const isBeforeLetter = bytes[end] === 0 && isWordByte(bytes[end + 1]);
    return !isAfterLetter && !isBeforeLetter;
  }
  return true;
}
