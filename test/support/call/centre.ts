import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callingArea } from '../../../server/domain/calling-rules/calling-area.ts';
import { type CallingRules, callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { recordPlace } from '../../../server/domain/next-card/record-place.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import type { NewRecord, RecordRow } from '../../../server/ports/rows/records.ts';
import type { Store } from '../../../server/ports/store.ts';
import { holdWordsKeys } from '../../../server/steps/house/hold-words-keys.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { type KeyRingVault, openVault } from '../../../server/vault/key-ring-vault.ts';
import type { Card } from '../../../shared/card.ts';
import { monthlyMinor } from '../../../shared/money.ts';
import { testScript } from '../campaign/centre-script.ts';
import { fictitiousContent, fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { layKeyRing } from '../house/laid-key-ring.ts';
import { openLaidStore } from '../store/laid-base.ts';
import { accountRow, campaignRow, NOW_MS, settings } from '../store/store-rows.ts';

/** A clock that tests move by hand. */
export interface HandClock {
  nowMs(): number;
  set(atMs: number): void;
  advance(byMs: number): void;
}

/** A small real centre: temporary base and key ring, one open campaign, its records sealed and in the queue. */
export interface Centre {
  readonly store: Store;
  /** Names the base, whichever the engine; `openAgain` opens it once more, as another server does. */
  readonly baseFile: string;
  openAgain(): Store;
  readonly vault: KeyRingVault;
  readonly clock: HandClock;
  readonly chance: { uuid(): string; token(bytes: number): string };
  readonly rules: CallingRules;
  /** The agents of tests have practised. */
  readonly training: { readonly elsewhere: boolean };
  readonly campaign: CampaignRow;
  readonly agents: readonly AccountRow[];
  readonly recordIds: readonly number[];
  /** More records, in this campaign or another one made for them. */
  addRecords(plan: RecordPlan): Promise<readonly number[]>;
  addCampaign(row: CampaignRow): Promise<void>;
  close(): void;
}

export interface RecordPlan {
  readonly campaign?: CampaignRow;
  readonly records: number;
  /** Number of the first donor: two campaigns with the same numbers share their donors. */
  readonly from?: number;
  readonly donor?: (number: number) => Partial<Donor>;
  readonly row?: (number: number) => Partial<NewRecord>;
}

export interface CentreSetting extends Omit<RecordPlan, 'campaign'> {
  readonly agents?: number;
  /** Default: Monday 23 November 2026, 17:05 in Paris. */
  readonly nowMs?: number;
  readonly settings?: Partial<CampaignSettings>;
  /** Absent: that of the run. */
  readonly engine?: Store['engine'];
}

/** The windows of docs/rules/cadence.md: weekdays 10–13 and 14–20, Saturday 10–13 and 14–18. */
export const USUAL_WINDOWS: CampaignSettings['windows'] = [
  { days: [1, 2, 3, 4, 5], from: '10:00', to: '13:00' },
  { days: [1, 2, 3, 4, 5], from: '14:00', to: '20:00' },
  { days: [6], from: '10:00', to: '13:00' },
  { days: [6], from: '14:00', to: '18:00' },
];

export async function openCentre(setting: CentreSetting): Promise<Centre> {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-centre-'));
  const passphrase = async () => 'phrase secrète du centre fictif';
  const keysDir = join(folder, 'keys');
  const campaign = campaignRow({ settings: settings({ windows: USUAL_WINDOWS, ...setting.settings }) });
  await layKeyRing({ keysDir, passphrase, campaign });
  const vault = await openVault({ keysDir, passphrase });
  const baseFile = join(folder, 'data', 'plateau.db');
  const store = openLaidStore(baseFile, vault.words, setting.engine);
  const agents = Array.from({ length: setting.agents ?? 2 }, (_, at) =>
    accountRow({ id: `agent-${at + 1}`, login: `testeur.${at + 1}` }),
  );
  const clock = handClock(setting.nowMs ?? NOW_MS);
  const addCampaign = async (row: CampaignRow) => {
    await vault.createCampaign(row.code, row.charity);
    await store.write((rows) => rows.campaigns.save(row, testScript));
    await holdWordsKeys({ store, vault, clock });
  };
  const addRecords = (plan: RecordPlan) =>
    importPlan({ store, vault, clock }, { ...plan, campaign: plan.campaign ?? campaign });
  await store.write(async (rows) => {
    for (const agent of agents) await rows.accounts.insert(agent);
    await rows.campaigns.save(campaign, testScript);
  });
  await holdWordsKeys({ store, vault, clock });
  const recordIds = await addRecords(setting);
  return {
    store,
    baseFile,
    openAgain: () => openLaidStore(baseFile, vault.words, setting.engine),
    vault,
    clock,
    chance: { uuid: randomUUID, token: () => randomUUID() },
    rules: callingRules(),
    training: { elsewhere: true },
    campaign,
    agents,
    recordIds,
    addRecords,
    addCampaign,
    close() {
      vault.close();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function handClock(startMs: number): HandClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    set: (atMs) => {
      nowMs = atMs;
    },
    advance: (byMs) => {
      nowMs += byMs;
    },
  };
}

type Sealing = Pick<KeyRingVault, 'sealRecord' | 'blind'>;

/** Records of the plan, as an import leaves them. */
export async function importPlan(
  { store, vault, clock }: Pick<Centre, 'store' | 'clock'> & { readonly vault: Sealing },
  plan: RecordPlan & { readonly campaign: CampaignRow },
): Promise<readonly number[]> {
  const counts = { rows: plan.records, accepted: plan.records, warned: 0, rejected: 0, excluded: 0 };
  const contactFileId = await store.write((rows) =>
    rows.records.beginContactFile({
      campaign: plan.campaign.code,
      name: 'fictif.xlsx',
      sha256: createHash('sha256').update(randomUUID()).digest('hex'),
      startedAtMs: clock.nowMs(),
      ...counts,
    }),
  );
  const first = plan.from ?? 1;
  const records: NewRecord[] = [];
  for (let number = first; number < first + plan.records; number += 1) {
    records.push(await newRecordOf({ vault, contactFileId, number, nowMs: clock.nowMs() }, plan));
  }
  for (let at = 0; at < records.length; at += 500)
    await store.write((rows) => rows.records.addStaged(records.slice(at, at + 500)));
  await store.write((rows) =>
    rows.records.finishContactFile(contactFileId, { ...counts, finishedAtMs: clock.nowMs() }),
  );
  return await store.read(async (rows) =>
    (await Array.fromAsync(rows.records.each(plan.campaign.code)))
      .filter((row) => row.contactFileId === contactFileId)
      .map((row) => row.id),
  );
}

async function newRecordOf(
  made: {
    readonly vault: Sealing;
    readonly contactFileId: number;
    readonly number: number;
    readonly nowMs: number;
  },
  { campaign, donor: change, row }: RecordPlan & { readonly campaign: CampaignRow },
): Promise<NewRecord> {
  const { vault, contactFileId, number, nowMs } = made;
  const e164 = `+3363998${String(number).padStart(4, '0')}`;
  const phones = [{ slot: 'TEL_MOBILE', e164, source: 'DONATEUR', validity: 'NON_TESTE' }] as const;
  const donor = fictitiousDonor(number, { phones, ...change?.(number) });
  const place = { campaign: campaign.code, contactFileId, rowNumber: number + 1, version: 1 };
  const { amountMinor, currency, frequency } = donor.gift;
  return {
    ...place,
    segment: donor.segment,
    country: donor.country,
    canton: donor.canton ?? '',
    area: callingArea(donor),
    donorBlind: await vault.blind(campaign.charity, 'donor', donor.donorId),
    state: 'staged',
    queue: 'new',
    dueAtMs: nowMs,
    nextPart: 'S',
    owner: null,
    attempts: 0,
    triesByPart: { M: 0, A: 0, S: 0, SA: 0 },
    busyCount: 0,
    voicemailLeft: false,
    argued: false,
    lastAttemptAtMs: null,
    disposition: null,
    closedAtMs: null,
    dncmCheckedOn: null,
    hold: null,
    classes: {},
    giftMinor: amountMinor,
    monthlyMinor: monthlyMinor(amountMinor, frequency),
    currency,
    frequency,
    sealed: await vault.sealRecord(recordPlace(place), fictitiousContent(donor)),
    phoneBlinds: await Promise.all(
      donor.phones.map((phone) => vault.blind(campaign.charity, 'phone', phone.e164)),
    ),
    ...row?.(number),
  };
}

/** The agent's next card; the test fails when there is none. */
export async function cardOf(centre: Centre, agent: AccountRow): Promise<Card> {
  const next = await serveNextCard(centre, agent);
  if (next.kind === 'none') throw new Error(`no card: ${next.why}`);
  return next.card;
}

export async function recordOf(centre: Centre, id: number): Promise<RecordRow> {
  const row = await centre.store.read((rows) => rows.records.byId(id));
  if (!row) throw new Error(`no record ${id}`);
  return row;
}

export async function auditOf(centre: Centre, action: string) {
  return await centre.store.read(async (rows) =>
    (await Array.fromAsync(rows.audit.each())).filter((entry) => entry.action === action),
  );
}

/** An instant by the house's clock: `2026-11-24T17:30`. */
export function paris(text: string): number {
  return Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
}

export const MINUTE = 60_000;
