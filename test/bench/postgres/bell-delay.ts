import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { OwnPostgres } from '../../../scripts/demo/servers/own-postgres.ts';
import { openLiveEvents } from '../../../server/live/live-events.ts';
import type { Log } from '../../../server/ports/log.ts';
import type { Store } from '../../../server/ports/store.ts';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';
import type { BenchSetting } from '../bench-setting.ts';
import { type Figure, lineOf } from '../figure.ts';
import { percentile } from '../spread.ts';

/** Nobody is between two events: each finds the house at rest. */
const REST_MS = 73;
const EVENTS = { quick: 20, full: 300 };
const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** The same base without its bell: looked at five times a second. */
function withoutBell({ onBell: _, ...store }: Store): Store {
  return store;
}

/** From the commit at one server to the screen of another: milliseconds, one an event. */
async function delays(
  { writing, reading }: Record<'writing' | 'reading', Store>,
  count: number,
): Promise<readonly number[]> {
  const live = await openLiveEvents({ store: reading, log: SILENT });
  const end = new AbortController();
  const line = live.eventsFor('agent-1', end.signal);
  const measured: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const heard = line.next();
    await pause(REST_MS);
    const event = { kind: 'campaign-closed', campaign: 'BANC', text: 'fin' } as const;
    await writing.unsettled.write((rows) => rows.floor.addLiveEvent({ atMs: at, agent: null, event }));
    const committedMs = performance.now();
    await heard;
    measured.push(Math.max(0, performance.now() - committedMs));
  }
  end.abort();
  live.close();
  return measured;
}

/** How long an event that one server commits takes to the screens of another, with the bell of the base and without. */
export async function measureBell({ quick }: Pick<BenchSetting, 'quick'>): Promise<Figure> {
  const postgres = await OwnPostgres.start({ within: tmpdir() });
  const stores: Store[] = [];
  try {
    postgres.createBase('banc');
    const open = async () => {
      const store = await openPostgresStore({ url: postgres.url('banc') });
      stores.push(store);
      return store;
    };
    const [writing, reading] = [await open(), await open()];
    // Who rings listens too, as every server does.
    writing.onBell?.(() => undefined);
    const count = quick ? EVENTS.quick : EVENTS.full;
    const without = await delays({ writing, reading: withoutBell(reading) }, count);
    const rung = await delays({ writing, reading }, count);
    const line = (label: string, share: number) =>
      lineOf({
        ...{ label, unit: 'ms', values: [percentile(rung, share)] },
        limit: { label: 'sans la cloche', values: [percentile(without, share)] },
      });
    return {
      name: 'sonnette',
      title: 'Événement validé par un serveur → écran d’un autre, même base PostgreSQL',
      lines: [line('médiane', 0.5), line('p99', 0.99)],
      remarks: [`${count} événements chacun, un à la fois, deux serveurs dans ce processus, base à côté.`],
    };
  } finally {
    for (const store of stores) store.close();
    await postgres.dispose();
  }
}
