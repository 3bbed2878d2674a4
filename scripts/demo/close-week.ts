import type { DeliveryKind } from '../../server/ports/rows/deliveries.ts';
import { addDecision } from '../../server/steps/review/add-decision.ts';
import { deliverReview } from '../../server/steps/review/build-review.ts';
import { callsStoppedGifts } from '../../shared/campaign-kind.ts';
import { inTurn } from '../../shared/in-turn.ts';
import { isoWeekOf } from '../../shared/time.ts';
import type { DemoHouse } from './demo-house.ts';
import {
  DEMO_DELIVERY_MS,
  DEMO_EVENING_MS,
  DEMO_MEETING_MS,
  DEMO_SIGNED_MS,
  DEMO_START_MS,
} from './demo-time.ts';
import { giveSignedMandates } from './give-signed-mandates.ts';
import type { DemoPeople } from './hire-people.ts';
import { verifyAgreements } from './verify-agreements.ts';

export interface ClosedWeek {
  readonly week: string;
  readonly cards: number;
  readonly dispositions: Readonly<Record<string, number>>;
  readonly emails: Readonly<Record<string, number>>;
  readonly signedMandates: number;
  /** Agreements that the lead looked at before the week left. */
  readonly verifiedAgreements: number;
  readonly mailsReceived: number;
  readonly deliveries: readonly {
    readonly kind: DeliveryKind;
    readonly fileName: string;
    readonly rows: number;
    readonly sha256: string;
  }[];
}

/**
 * The evening, the charity's signed mandates, the lead's verification of the agreements, then the Tuesday night and the
 * Wednesday meeting: the product's own schedule sends the confirmations and delivers the urgent files, the weeks and
 * the report; the lead's review pack follows.
 */
export async function closeWeek(house: DemoHouse, people: DemoPeople): Promise<ClosedWeek> {
  const { app, schedule } = house.server;
  house.clock.jumpTo(DEMO_EVENING_MS);
  await schedule.runNow();
  house.clock.jumpTo(DEMO_SIGNED_MS);
  await decide(house, people);
  let signedMandates = 0;
  for (const campaign of house.campaigns)
    if (callsStoppedGifts(campaign.kind)) signedMandates += await giveSignedMandates(house, campaign);
  const verifiedAgreements = await verifyAgreements(house, people.lead);
  house.clock.jumpTo(DEMO_DELIVERY_MS);
  await schedule.runNow();
  house.clock.jumpTo(DEMO_MEETING_MS);
  await deliverReview(app, { charity: house.charityCode, actor: people.lead.id });
  return { ...(await weekOf(house, signedMandates)), verifiedAgreements };
}

async function decide(house: DemoHouse, people: DemoPeople): Promise<void> {
  const { app } = house.server;
  const account = await app.store.read((rows) => rows.accounts.byId(people.lead.id));
  const [first] = house.campaigns;
  if (!account || !first) throw new Error('the lead was hired for a campaign');
  const text = 'Garder le thème en cours une semaine de plus, puis comparer.';
  await addDecision(app, { campaign: first.code, about: { kind: 'general', value: '' }, text, account });
}

function sumOf(parts: readonly (readonly [string, number])[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [key, count] of parts) sums.set(key, (sums.get(key) ?? 0) + count);
  return Object.fromEntries(sums);
}

async function weekOf(
  house: DemoHouse,
  signedMandates: number,
): Promise<Omit<ClosedWeek, 'verifiedAgreements'>> {
  return await house.server.app.store.read(async (rows) => {
    const all = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
    const codes = house.campaigns.map(({ code }) => code);
    const sums = await inTurn.map(codes, (code) => rows.calls.sums(code, all));
    return {
      week: isoWeekOf(DEMO_START_MS),
      cards: sums.reduce((total, { calls }) => total + calls, 0),
      dispositions: sumOf(sums.flatMap(({ byDisposition }) => [...byDisposition])),
      emails: sumOf(
        await inTurn.flatMap(codes, async (code) => Object.entries(await rows.emails.countByState(code))),
      ),
      signedMandates,
      mailsReceived: house.mailCount(),
      deliveries: (await inTurn.flatMap(codes, (code) => rows.deliveries.all(code)))
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
