import { partNames } from './part-names.ts';

interface Listed {
  readonly name: string;
  readonly size: number;
  readonly modifyTime: number;
}

/** A delivery under way writes at least every thirty seconds, or is given up: what is still for longer is nobody's. */
const STILL_MS = 60_000;
/** So old by our clock, whatever the charity's says, that one look is enough. */
const OLD_MS = 3_600_000;

/**
 * Tells the parts that a kill left of our own deliveries. A part is ours when it is the part of a name that we deliver; it is
 * left when it has not changed since an earlier look, a minute ago or more, or since an hour. The looks of one server are
 * remembered by the function that comes back.
 */
export function orphanParts(): (
  listed: readonly Listed[],
  delivered: readonly string[],
  nowMs: number,
) => readonly string[] {
  let seen = new Map<string, number>();
  return (listed, delivered, nowMs) => {
    const ours = new Set(delivered.flatMap((name) => partNames(name)));
    const before = seen;
    const parts = listed.filter(({ name }) => ours.has(name));
    const markOf = ({ name, size, modifyTime }: Listed) => `${name} ${size} ${modifyTime}`;
    seen = new Map(parts.map((part) => [markOf(part), before.get(markOf(part)) ?? nowMs]));
    return parts
      .filter((part) => {
        const sinceMs = seen.get(markOf(part)) ?? nowMs;
        return nowMs - sinceMs >= STILL_MS || nowMs - part.modifyTime >= OLD_MS;
      })
      .map(({ name }) => name);
  };
}
