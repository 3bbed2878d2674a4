import type { LineEvent, Telephony } from '../../../server/ports/telephony.ts';

/** All that a line tells, and what a test waits for in it. */
export interface LineDiary {
  readonly events: readonly LineEvent[];
  /** The first event that fits, told already or still to come. Rejects after ten seconds, with what was told instead. */
  until<Kind extends LineEvent['kind']>(
    kind: Kind,
    fits?: (event: LineEvent & { kind: Kind }) => boolean,
  ): Promise<LineEvent & { kind: Kind }>;
  /** Kinds told of one call, in their order. */
  kindsOf(call: string): readonly LineEvent['kind'][];
  stop(): void;
}

const PATIENCE_MS = 10_000;

export function lineDiary(line: Telephony): LineDiary {
  const events: LineEvent[] = [];
  const waiting = new Set<() => void>();
  const stop = line.follow((event) => {
    events.push(event);
    for (const look of [...waiting]) look();
  });
  return {
    events,
    stop,
    kindsOf: (call) =>
      events.flatMap((event) => (event.kind !== 'line' && event.call === call ? event.kind : [])),
    until: <Kind extends LineEvent['kind']>(
      kind: Kind,
      fits: (event: LineEvent & { kind: Kind }) => boolean = () => true,
    ) => {
      type Wanted = LineEvent & { kind: Kind };
      const isWanted = (event: LineEvent): event is Wanted => event.kind === kind && fits(event as Wanted);
      return new Promise<Wanted>((resolve, reject) => {
        const look = () => {
          const found = events.find(isWanted);
          if (!found) return;
          clearTimeout(patience);
          waiting.delete(look);
          resolve(found);
        };
        const patience = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no « ${kind} »; told: ${JSON.stringify(events)}`));
        }, PATIENCE_MS);
        waiting.add(look);
        look();
      });
    },
  };
}
