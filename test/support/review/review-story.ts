import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { DayPart } from '../../../server/ports/rows/leases.ts';
import type { RecordRow } from '../../../server/ports/rows/records.ts';
import type { Store } from '../../../server/ports/store.ts';
import type { PathStep } from '../../../shared/call-script.ts';
import type { ProfileClasses } from '../../../shared/profile-classes.ts';
import { insertCall } from '../call/told-call.ts';
import { campaignRow, settings } from '../store/store-campaign.ts';
import { agreementRow, callRow, importRecords } from '../store/store-rows.ts';

/**
 * Two weeks of calls with stated habits, the same at every run: evenings reach most, the profile S3 hardly ever agrees, the
 * theme PROXIMITE agrees more. Everything is fictitious and nothing is opened: sealed parts are noise.
 */

export const STORY_WEEK = '2026-W47';
/** Tuesday night after the week, when the schedule delivers. */
export const STORY_NIGHT_MS = Date.parse('2026-11-24T22:30:00+01:00');
const MONDAYS = ['2026-11-09', '2026-11-16'];
const HOURS = [10, 11, 12, 14, 15, 16, 17, 18] as const;
const GIFTS_MINOR = [600, 1000, 1500, 2500, 6000] as const;
const REFUSALS = ['RA_MOYENS', 'RA_SUFFIT', 'RS_ENTRETIEN', 'NE_MERCI', 'DP_LIEN', 'RA_SANSMOTIF'] as const;

/** A number in 0…99 that depends on the record and on what it decides. */
function drawn(record: number, purpose: number): number {
  let seed = (record * 0x9e3779b1 + purpose * 0x85ebca6b) >>> 0;
  seed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  seed ^= seed + Math.imul(seed ^ (seed >>> 7), seed | 61);
  return ((seed ^ (seed >>> 14)) >>> 0) % 100;
}

const STORY_RATES: NonNullable<CampaignSettings['rates']> = {
  currency: 'EUR',
  ...{ vatPercent: 20, hourMinor: 3000, usefulContactMinor: 0, agreementMinor: 500 },
  fixed: [{ label: 'Mise en place', amountMinor: 100_000 }],
  plannedHours: 200,
};

const STORY_PROFILES: NonNullable<CampaignSettings['profiles']> = {
  canal: {
    label: 'canal de recrutement',
    column: 'CANAL_RECRUTEMENT',
    classes: { RUE: ['street'], WEB: ['web'], TV: ['tv'] },
  },
};

/** Hardly anybody came by the television. */
function channelOf(at: number): string {
  if (at % 150 === 4) return 'TV';
  return at % 2 === 0 ? 'RUE' : 'WEB';
}

export function storySettings(change: Partial<CampaignSettings> = {}): CampaignSettings {
  const theme = { impact: 'Impact fictif.', challenge: 'Défi fictif.' };
  return settings({
    starts: '2026-11-09',
    ends: '2026-11-28',
    themes: ['PROXIMITE', 'DEPISTAGE'].map((code) => ({ code, ...theme })),
    ...change,
  });
}

/** The French campaign of the story, and the Swiss one with its frozen rate. */
export function storyCampaigns(): { readonly fr: CampaignRow; readonly ch: CampaignRow } {
  const createdAtMs = Date.parse('2026-11-08T09:00:00+01:00');
  const code = 'TEST-UP-CH';
  return {
    fr: campaignRow({
      createdAtMs,
      name: 'Augmentation France fictive',
      settings: storySettings({ rates: STORY_RATES, profiles: STORY_PROFILES }),
    }),
    ch: campaignRow({
      code,
      country: 'CH',
      name: 'Augmentation Suisse fictive',
      createdAtMs,
      settings: storySettings({ code, country: 'CH', indicativeEurPerChf: 1.05 }),
    }),
  };
}

/** Imports that many records of the campaign (saved if need be) and plays their calls. */
export async function playStory(store: Store, campaign: CampaignRow, records: number): Promise<void> {
  const currency = campaign.country === 'CH' ? 'CHF' : 'EUR';
  const gift = (at: number) => GIFTS_MINOR[at % GIFTS_MINOR.length] ?? 1000;
  const rows = Array.from({ length: records }, (_, at) => {
    const monthlyMinor = gift(at);
    const segment = `S${1 + (at % 3)}`;
    // One donor in six came without a date.
    const seniority = at % 6 === 5 ? null : at % 6;
    const amounts = { monthlyMinor, giftMinor: monthlyMinor, currency } as const;
    const classes: ProfileClasses = campaign.settings.profiles ? { canal: channelOf(at) } : {};
    return { segment, seniority, ...amounts, country: campaign.country, classes };
  });
  const ids = await importRecords(store, rows, campaign);
  await store.write(async (write) => {
    for (const [at, recordId] of ids.entries()) {
      const { code, kind, scriptVersion } = campaign;
      const called = { at, recordId, campaign: code, kind, scriptVersion, currency } as const;
      const calls = callsOf({ ...called, giftMinor: gift(at) });
      for (const call of calls) await insertCall(write, call);
      const change = closing(at, calls);
      if (change) await write.records.update(recordId, change);
    }
  });
}

interface Called {
  readonly at: number;
  readonly recordId: number;
  readonly campaign: string;
  readonly currency: 'EUR' | 'CHF';
  readonly kind: CampaignRow['kind'];
  readonly scriptVersion: string;
  readonly giftMinor: number;
}

/** Up to two tries; the second one a week later, in the evening. A quarter of the file is not called yet. */
function callsOf(one: Called) {
  const { at } = one;
  if (at % 4 === 3) return [];
  const first = talk(one, { week: 0, hour: HOURS[drawn(at, 1) % HOURS.length] ?? 10, rank: 1 });
  if (first.disposition !== 'NJ_NRP') return [first];
  return [first, talk(one, { week: 1, hour: 18, rank: 2 })];
}

function talk(one: Called, { week, hour, rank }: { week: number; hour: number; rank: number }) {
  const { at, giftMinor, recordId, campaign, currency, kind, scriptVersion } = one;
  const day = drawn(at, 10 + rank) % 6;
  const date = Temporal.PlainDate.from(MONDAYS[week] ?? '').add({ days: day });
  const endedAtMs = date.toZonedDateTime({
    timeZone: 'Europe/Paris',
    plainTime: { hour, minute: drawn(at, 20) % 60 },
  }).epochMilliseconds;
  const theme = drawn(at, 2) < 50 ? 'PROXIMITE' : 'DEPISTAGE';
  const dayPart = day === 5 ? 'SA' : hour < 14 ? 'M' : hour < 17 ? 'A' : 'S';
  const common = {
    callId: `${campaign}-${at}-${rank}`,
    ...{ recordId, campaign, currency, theme, scriptVersion, attemptRank: rank },
    ...{ startedAtMs: endedAtMs - 60_000, endedAtMs },
    dayPart: dayPart as DayPart,
  };
  const reach = hour < 14 ? 12 : hour < 17 ? 24 : 40;
  if (drawn(at, 30 + rank) >= reach) return callRow(common);
  const path = kind === 'upgrade' ? objected(at) : toldWhy(at);
  const agrees = at % 3 === 2 ? 6 : theme === 'PROXIMITE' ? 36 : 18;
  if (drawn(at, 3) >= agrees) {
    const disposition = REFUSALS[drawn(at, 4) % REFUSALS.length] ?? 'RA_AUTRE';
    return callRow({ ...common, path, disposition, oneOffMinor: disposition === 'DP_LIEN' ? 3000 : null });
  }
  const level = drawn(at, 5);
  const askLevel = level < 60 ? '1' : level < 90 ? '2' : 'LIBRE';
  const newMinor = giftMinor + (askLevel === '1' ? 500 : 300);
  const amounts = { oldMinor: giftMinor, newMinor, oldMonthlyMinor: giftMinor, newMonthlyMinor: newMinor };
  const disposition = kind === 'upgrade' ? 'AC_UP' : drawn(at, 7) < 80 ? 'AC_RE' : 'AC_RE_SIGN';
  return agreementRow({ ...common, path, ...amounts, askLevel, disposition });
}

/** What was objected to, one talk in three. */
function objected(at: number): PathStep[] {
  const objections = drawn(at, 11) < 60 ? ['moyens'] : ['frais'];
  return drawn(at, 8) < 33 ? [{ node: 'accroche', objections }] : [{ node: 'accroche' }];
}

/** Why the gift stopped, and what holds back two in three: the profile S3 says its budget. */
function toldWhy(at: number): PathStep[] {
  const budget = at % 3 === 2 ? 70 : 25;
  const why = drawn(at, 8) < budget ? 'm' : (['s', 'e', 'f', 'c', 'n'][drawn(at, 9) % 5] ?? 'n');
  const held = drawn(at, 11) < budget ? 'm' : (['e', 't', 'f', 'n'][drawn(at, 12) % 4] ?? 'n');
  const path = [...objected(at), { node: 'pourquoi_arret', answer: why }];
  return drawn(at, 13) < 66 ? [...path, { node: 'objection', answer: held }] : path;
}

/** A talk closes the record; two tries in vain exhaust two in three. */
function closing(at: number, calls: ReturnType<typeof callsOf>): Partial<RecordRow> | undefined {
  const last = calls.at(-1);
  if (!last) return undefined;
  const attempts = calls.length;
  if (last.disposition !== 'NJ_NRP')
    return { state: 'closed', disposition: last.disposition, closedAtMs: last.endedAtMs, attempts };
  if (drawn(at, 6) < 66)
    return { state: 'closed', disposition: 'EF_EPUISE', closedAtMs: last.endedAtMs, attempts };
  return { attempts, disposition: last.disposition };
}
