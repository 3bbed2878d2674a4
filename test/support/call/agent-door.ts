import type { AppContext } from '../../../server/app-context.ts';
import { openMetrics } from '../../../server/metrics.ts';
import { appRouter } from '../../../server/routers/app-router.ts';
import { hashOf } from '../../../server/steps/access/log-in.ts';
import type { Card } from '../../../shared/card.ts';
import { outcomeFor } from '../campaign/centre-script.ts';
import { campaignRow, NOW_MS } from '../store/store-rows.ts';
import { type Centre, type CentreSetting, openCentre } from './centre.ts';

const TOKEN = 'jeton-fictif';
/** Seven places of calling, as a national file has. */
const POSTCODES = ['75001', '97110', '97200', '97300', '97400', '97500', '97600'];

type CountedCentre = Partial<Pick<CentreSetting, 'records' | 'settings'>>;

/** Some records of a campaign with notes, the same persons in another of the charity's; one agent is logged in. */
export async function openCountedCentre({ records = 28, settings }: CountedCentre = {}): Promise<Centre> {
  const donor = (number: number) => ({ postcode: POSTCODES[number % POSTCODES.length] ?? '' });
  const centre = await openCentre({ records, donor, ...(settings && { settings }) });
  const other = campaignRow({ code: 'TEST-AUTRE' });
  await centre.addCampaign(other);
  await centre.addRecords({ campaign: other, records, donor });
  const tokenHash = hashOf(TOKEN);
  const session = { tokenHash, account: 'agent-1', createdAtMs: NOW_MS, expiresAtMs: NOW_MS + 3_600_000 };
  await centre.store.write(async (rows) => {
    await rows.accounts.addSession(session);
    await rows.aids.setCurrent(centre.campaign.code, { version: 'n1', notes: [], objections: [] });
  });
  return centre;
}

export type AgentCalls = ReturnType<typeof agentCalls>;

/** The procedures of that agent's calls, whole: session, pace and flush included. */
export function agentCalls(centre: Centre) {
  const app = {
    ...centre,
    metrics: openMetrics(),
    pace: { take: async () => undefined },
    closingTime: { refuseNewCard: () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  } as unknown as AppContext;
  return appRouter.createCaller({ app, token: TOKEN, address: '127.0.0.1' }).calls;
}

export async function cardOn(calls: AgentCalls): Promise<Card> {
  const next = await calls.next();
  if (next.kind === 'none') throw new Error(next.why);
  return next.card;
}

/** Calls of before: what is prepared or kept once is not counted. */
export async function warm(calls: AgentCalls): Promise<void> {
  for (const code of ['NJ_NRP', 'NJ_REP', 'AC_UP']) await calls.save(outcomeFor(await cardOn(calls), code));
}
