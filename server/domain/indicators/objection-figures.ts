import type { Objection } from '../../../shared/call-aids.ts';

/** An objection noted in a call. */
export interface HeardObjection {
  readonly objection: string;
  readonly callId: string;
}

/** How often an objection is heard, and what becomes of those calls. */
export interface ObjectionFigure {
  readonly id: string;
  /** Its id once it left the campaign's list. */
  readonly label: string;
  /** Counted once a call. */
  readonly calls: number;
  /** Among them, those whose agreement counts. */
  readonly agreements: number;
}

/** Most heard first; `agreed` are the calls of the agreements that count. */
export function objectionFigures(
  heard: readonly HeardObjection[],
  { known, agreed }: { readonly known: readonly Objection[]; readonly agreed: ReadonlySet<string> },
): readonly ObjectionFigure[] {
  const sums = new Map<string, { calls: number; agreements: number }>();
  for (const { objection, callId } of heard) {
    const sum = sums.get(objection) ?? { calls: 0, agreements: 0 };
    sum.calls += 1;
    if (agreed.has(callId)) sum.agreements += 1;
    sums.set(objection, sum);
  }
  return [...sums]
    .map(([id, sum]) => ({ id, label: known.find((one) => one.id === id)?.label ?? id, ...sum }))
    .sort((a, b) => b.calls - a.calls || (a.id < b.id ? -1 : 1));
}
