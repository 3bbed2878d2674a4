import type { LineRoute, LineSettings } from './line-settings.ts';

/** A threshold that somebody changed; what is undone counts no more. */
export interface LimitChange {
  readonly id: number;
  /** From 1, as the table of rules numbers them. */
  readonly rule: number;
  readonly max: number;
  /** What it was until then. */
  readonly before: number;
  /** Account id. */
  readonly author: string;
  readonly atMs: number;
  readonly undoneAtMs: number | null;
  readonly undoneBy: string | null;
}

/** A rule whose threshold may change, and what it is now. */
export interface HeldLimit {
  readonly rule: number;
  readonly route: LineRoute;
  /** Of the folder. */
  readonly planned: number;
  readonly max: number;
  readonly least: number;
  readonly most: number;
  /** The change that made it what it is; null: the folder's. */
  readonly last: LimitChange | null;
}

/** The thresholds that ops let leads change, as they are now; a change beyond today's bounds holds no more. */
export function heldLimits(
  { routes }: Pick<LineSettings, 'routes'>,
  changes: readonly LimitChange[],
): readonly HeldLimit[] {
  return routes.flatMap((route, at): readonly HeldLimit[] => {
    const { max: planned, maxBetween } = route;
    if (planned === undefined || maxBetween === undefined) return [];
    const rule = at + 1;
    const last = changes.findLast((one) => one.rule === rule && one.undoneAtMs === null) ?? null;
    const holds = last !== null && last.max >= maxBetween.least && last.max <= maxBetween.most;
    return [
      { rule, route, planned, max: holds ? last.max : planned, ...maxBetween, last: holds ? last : null },
    ];
  });
}

/** The line with its thresholds of this moment. */
export function withLimits<T extends Pick<LineSettings, 'routes'>>(
  settings: T,
  changes: readonly LimitChange[],
): T {
  const now = new Map(heldLimits(settings, changes).map(({ rule, max }) => [rule, max]));
  const routes = settings.routes.map((route, at) => {
    const max = now.get(at + 1);
    return max === undefined ? route : { ...route, max };
  });
  return { ...settings, routes };
}
