import { isoWeekOf } from '../../shared/time.ts';
import type { DemoHouse } from './demo-house.ts';
import { DEMO_DELIVERY_MS, DEMO_EVENING_MS, DEMO_START_MS } from './demo-time.ts';

export interface ClosedWeek {
  readonly week: string;
  readonly cards: number;
  readonly dispositions: Readonly<Record<string, number>>;
  readonly emails: Readonly<Record<string, number>>;
  readonly mailsReceived: number;
  readonly deliveries: readonly {
    readonly kind: string;
    readonly fileName: string;
    readonly rows: number;
    readonly sha256: string;
  }[];
}

/** The evening, then the Tuesday night: the product's own schedule sends the confirmations and delivers the week. */
export async function closeWeek(house: DemoHouse): Promise<ClosedWeek> {
  const { app, schedule } = house.server;
  house.clock.jumpTo(DEMO_EVENING_MS);
  await schedule.runNow();
  house.clock.jumpTo(DEMO_DELIVERY_MS);
  await schedule.runNow();
  return weekOf(house, app);
}

function weekOf(house: DemoHouse, app: DemoHouse['server']['app']): ClosedWeek {
  return app.store.read((rows) => {
    const all = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
    const sums = rows.calls.sums(house.campaign, all);
    return {
      week: isoWeekOf(DEMO_START_MS),
      cards: sums.calls,
      dispositions: Object.fromEntries(sums.byDisposition),
      emails: rows.emails.countByState(house.campaign),
      mailsReceived: house.mailCount(),
      deliveries: rows.deliveries
        .all(house.campaign)
        .filter((one) => one.state === 'delivered')
        .map((one) => ({
          kind: one.kind,
          fileName: `${one.fileName}.pgp`,
          rows: one.rows,
          sha256: one.sha256Sealed,
        })),
    };
  });
}
