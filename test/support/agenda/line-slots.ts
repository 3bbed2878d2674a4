import { createEvent, publishEvent } from '../../../server/steps/agenda/keep-events.ts';
import { planShifts } from '../../../server/steps/agenda/plan-shifts.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import { PLEDGE_LINE_FOLDER } from '../campaign/pledge-line.ts';
import type { PeopleHouse } from '../people/people-house.ts';
import { LINE, lineFiles } from '../seats/line-house.ts';

const HOUR_MS = 3_600_000;

/** So many slots of one place and two hours, one after the other from tomorrow on, at MAISON, for all volunteers. */
export async function openLineSlots(
  house: Pick<PeopleHouse, 'app' | 'clock' | 'hire' | 'team'>,
  { count, needs }: { readonly count: number; readonly needs: string },
): Promise<readonly number[]> {
  const { app, clock } = house;
  const ops = await house.hire('olga', 'ops');
  await planSeats(app, { actor: ops.id, files: lineFiles() });
  await loadCampaign(app, { dir: PLEDGE_LINE_FOLDER, actor: ops.id });
  const account = { ...house.team, campaigns: [LINE] };
  const fromMs = clock.nowMs() + 24 * HOUR_MS;
  const hours = { fromMs, toMs: fromMs + 24 * HOUR_MS };
  const said = { kind: 'line', title: 'Soirée', body: '', place: 'MAISON', privacy: 'volunteers' } as const;
  const { id: event } = await createEvent(app, { account, text: { ...said, ...hours, groups: [] } });
  await publishEvent(app, { account, event });
  const slots: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const times = { fromMs: fromMs + 2 * at * HOUR_MS, toMs: fromMs + 2 * (at + 1) * HOUR_MS };
    const line = { campaign: LINE, site: 'MAISON' };
    const plan = { ...times, role: '', needs, capacity: 1, longestHours: 0, days: [], line };
    slots.push(...(await planShifts(app, { account, event, plan })).slots);
  }
  return slots;
}
