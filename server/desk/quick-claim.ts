import { countryFacts } from '../../shared/country.ts';
import { inTurn } from '../../shared/in-turn.ts';
import { localDay } from '../../shared/local-day.ts';
import { PRODUCT_REASONS } from '../domain/audit/product-reasons.ts';
import type { CallingRules } from '../domain/calling-rules/calling-rules.ts';
import { WEIGHS_MS } from '../domain/calling-rules/number-rest.ts';
import { owedTries } from '../domain/calling-rules/owed-tries.ts';
import { drawnThemes } from '../domain/campaign/theme-choice.ts';
import { oldestCheckOn } from '../domain/contact-file/list-check.ts';
import { queueLooks } from '../domain/next-card/next-card.ts';
import type { DeskCard, DeskClaim } from '../ports/desk.ts';
import type { CampaignRow } from '../ports/rows/campaigns.ts';
import type { StoreReader } from '../ports/store.ts';
import { campaignsServed } from '../steps/next-card/serve-next-card-claim.ts';
import {
  type DeskFunctions,
  knownOnceRead,
  type QuickCard,
  type QuickClaim,
  type QuickClaimed,
  type QuickPlace,
} from './desk-functions.ts';

const MINUTE_MS = 60_000;
const OPENING = { action: 'record.open', detail: { count: 1 } } as const;

/** Places of each campaign's queue, as the base told them last. */
export type PlacesOfQueues = Map<string, readonly string[]>;

/** The next card in one message; undefined when it is not the plain case, and nothing was written. */
export async function claimQuickly(
  functions: DeskFunctions,
  question: DeskClaim,
  { rules, places }: { readonly rules: CallingRules; readonly places: PlacesOfQueues },
): Promise<DeskCard | undefined> {
  const known = await knownOnceRead(functions, (rows) => campaignsToServe(rows, question));
  if (!known?.value) return undefined;
  const toServe = known.value;
  const { served, all } = toServe;
  const ask = async (): Promise<QuickClaimed> => {
    const made = quickQuestion(question, toServe, { rules, places });
    return made ? await functions.claim(known.version, made) : {};
  };
  let answer = await ask();
  if (answer.present) {
    // Other places than those that the looks were made for, which this server now knows.
    for (const [code, areas] of Object.entries(answer.present)) places.set(code, areas);
    answer = await ask();
  }
  const { card } = answer;
  const campaign = card && served.find(({ row }) => row.code === card.record.campaign)?.row;
  return card && campaign && cardOf(card, campaign, all);
}

interface ToServe {
  readonly served: readonly { readonly row: CampaignRow; readonly weights: readonly number[] }[];
  readonly themeWeights: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly all: readonly CampaignRow[];
}

/** Undefined when something of a campaign has to be written first. */
async function campaignsToServe(rows: StoreReader, question: DeskClaim): Promise<ToServe | undefined> {
  for (const code of question.agent.campaigns)
    if ((await rows.scriptLives.due(code, question.nowMs)).length > 0) return undefined;
  const campaigns = await campaignsServed(rows, question);
  if (campaigns.some(({ edition }) => edition === undefined)) return undefined;
  const several = campaigns.filter(({ settings }) => settings.themes.length > 1);
  return {
    served: await inTurn.map(campaigns, async (row) => ({
      row,
      weights: await rows.profiles.weights(row.code),
    })),
    themeWeights: new Map(
      await inTurn.map(several, async ({ code }) => [code, await rows.profiles.themeWeights(code)] as const),
    ),
    all: await rows.campaigns.all(),
  };
}

function quickQuestion(
  { agent, callId, nowMs }: DeskClaim,
  { served, themeWeights, all }: ToServe,
  { rules, places }: { readonly rules: CallingRules; readonly places: PlacesOfQueues },
): QuickClaim | undefined {
  const campaigns = served.map((one) => ({ ...one, areas: places.get(one.row.code) ?? [] }));
  const asked: Record<string, QuickPlace> = {};
  for (const { row, areas } of campaigns) {
    const themes = drawnThemes(row.settings.themes, themeWeights.get(row.code) ?? new Map());
    if (!themes) return undefined;
    asked[row.code] = {
      ...placeOf(row, all, nowMs),
      areas,
      themes,
      open: openOf(row, areas, { rules, nowMs }),
    };
  }
  return {
    ...{ agent: agent.id, callId, nowMs, places: asked, weighsMs: WEIGHS_MS },
    looks: queueLooks({ campaigns, nowMs, rules }),
    entry: { ...OPENING, actor: agent.id, atMs: nowMs },
    reasons: { served: PRODUCT_REASONS.served, byAppointment: PRODUCT_REASONS.servedByAppointment },
  };
}

function openOf(
  { settings }: CampaignRow,
  areas: readonly string[],
  { rules, nowMs }: { readonly rules: CallingRules; readonly nowMs: number },
): QuickPlace['open'] {
  return Object.fromEntries(
    rules.openAreas({ areas, atMs: nowMs, settings }).map(({ area, part }) => [area, part]),
  );
}

function placeOf(
  { code, charity, country, settings }: CampaignRow,
  all: readonly CampaignRow[],
  nowMs: number,
): Omit<QuickPlace, 'areas' | 'themes' | 'open'> {
  const { personalHoldMinutes, leaseMinutes } = settings.cadence;
  const oldestOn = oldestCheckOn(settings, localDay(nowMs).date);
  return {
    charity,
    others: all.filter((one) => one.charity === charity && one.code !== code).map((one) => one.code),
    owed: owedTries(settings),
    holdMs: personalHoldMinutes * MINUTE_MS,
    leaseMs: leaseMinutes * MINUTE_MS,
    ...(countryFacts(country).doNotCallList === null ? {} : { oldestOn }),
  };
}

function cardOf(
  { lease, record, calls, others }: QuickCard,
  campaign: CampaignRow,
  all: readonly CampaignRow[],
): DeskCard {
  const elsewhere = others.flatMap((one) => {
    const other = all.find(({ code }) => code === one.campaign);
    return other ? [{ record: one, campaign: other, calls: [] }] : [];
  });
  return { kind: 'card', lease, record, campaign, again: false, known: { own: calls, elsewhere } };
}
