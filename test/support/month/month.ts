import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contactWorkbook } from '../../../scripts/demo/contact-workbook.ts';
import { type DemoHouse, type LoadedCampaign, openDemoHouse } from '../../../scripts/demo/demo-house.ts';
import { finishCampaigns } from '../../../scripts/demo/finish-campaign.ts';
import {
  demoCampaign,
  fileStem,
  giveFile,
  takeContactFile,
} from '../../../scripts/demo/give-contact-file.ts';
import { deliverReview } from '../../../server/steps/review/build-review.ts';
import type { Role } from '../../../shared/roles.ts';
import { isoWeekOf } from '../../../shared/time.ts';
import { loosenLocks } from '../house/loose-locks.ts';
import { rpcOf } from '../house/server-process.ts';
import { agreementsOf, correct, giveSigned, type TypedAct, verify } from './month-acts.ts';
import { type MonthAgent, monthAgent, type TypedCall, type TypedShift, workShift } from './month-calls.ts';
import { hireForMonth, type MonthPerson, openDay } from './month-people.ts';

/** Reference campaigns, each with numbers of its own: one country's campaigns share none. */
const CAMPAIGNS = [
  { folder: 'upgrade-fr', firstRank: 0 },
  { folder: 'upgrade-be', firstRank: 0 },
  { folder: 'upgrade-ch', firstRank: 0 },
  { folder: 'reactivation-fr', firstRank: 200 },
  { folder: 'reactivation-be', firstRank: 200 },
  { folder: 'thanks-fr', firstRank: 400 },
];
const PROGRAM = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const DONORS = 60;
const CALLS_A_SHIFT = 12;
const WEEKS = 4;
const HOUR_MS = 3_600_000;

interface Month {
  readonly house: DemoHouse;
  readonly agents: readonly MonthAgent[];
  readonly lead: MonthPerson;
  /** Never who recorded or corrected what is verified. */
  readonly verifier: MonthPerson;
  readonly typed: (TypedCall | TypedShift | TypedAct)[];
  readonly told: unknown[];
}

/** Of the week that many weeks after the house opened on a Monday; `hour` of Paris, winter time. */
function atMs(week: number, weekday: number, hour: string): number {
  const day = Temporal.PlainDate.from('2026-11-23').add({ days: 7 * week + weekday - 1 });
  return Date.parse(`${day}T${hour}:00+01:00`);
}

/** The charity's own copy of what it sends stays among the papers. */
async function bringFile(house: DemoHouse, papers: string, one: LoadedCampaign): Promise<void> {
  const firstRank = CAMPAIGNS[house.campaigns.indexOf(one)]?.firstRank ?? 0;
  const row = await demoCampaign(house, one.code);
  const request = {
    campaign: one.code,
    kind: one.kind,
    country: one.country,
    count: DONORS,
    seed: firstRank + 7,
  };
  const clear = await contactWorkbook(house.server.app.workbooks.writer, { ...request, firstRank });
  const name = `${row.charity}_${fileStem(row)}_20261123.xlsx`;
  writeFileSync(join(papers, name), clear);
  await giveFile(house, { campaign: one.code, fileName: `${name}.pgp`, clear });
  await takeContactFile(house, { campaign: one.code, fileName: `${name}.pgp` });
}

/** Every agent's shift, one after the other, then the evening: e-mails and urgent files leave. */
async function work({ house, agents, typed }: Month): Promise<void> {
  for (const agent of agents) typed.push(...(await workShift(house, agent, CALLS_A_SHIFT)));
  house.clock.jumpTo(house.clock.nowMs() + 2 * HOUR_MS);
  await house.server.schedule.runNow();
}

/** What the lead reads of a week, as `plateau figures` asks it. */
async function readFigures({ house, lead, told }: Month, week: string): Promise<void> {
  const rpc = rpcOf(house.server.url, (await openDay(house, lead)).token);
  for (const { code } of house.campaigns) told.push(await rpc.review.figures.query({ campaign: code, week }));
}

const isOf = (week: string, campaign: string) => (one: Month['typed'][number]) =>
  one.what === 'call' && one.campaign === campaign && isoWeekOf(one.endedAtMs) === week ? [one] : [];

const isSentBack = ({ code }: TypedCall, at: number) => code !== 'AC_RE_SIGN' && at === 3;

/** The Tuesday before the files leave: half of the mandates back signed, an agreement sent back, the others approved. */
async function verifyWeek({ house, verifier, typed }: Month, week: string, isLast: boolean): Promise<void> {
  // What is signed now leaves a week later, and what is sent back is settled then: not after the last week.
  const weekly = house.campaigns.map(({ code }) => agreementsOf(typed.flatMap(isOf(week, code))));
  for (const calls of weekly) {
    const toSign = calls.filter(({ code }) => code === 'AC_RE_SIGN');
    const signed = isLast ? [] : toSign.filter((_, at) => at % 2 === 0);
    typed.push(...(await giveSigned(house, signed[0]?.campaign ?? '', signed)));
  }
  const sentBack = isLast ? [] : weekly.flatMap((calls) => calls.filter(isSentBack));
  typed.push(...(await verify(house, verifier, new Set(sentBack.map(({ callId }) => callId)))));
}

/** Two days after a file left: one of its agreements is taken back, like what was sent back, and another had a wrong amount. */
async function correctWeek({ house, lead, typed }: Month, week: string): Promise<void> {
  for (const { code } of house.campaigns) {
    const all = agreementsOf(typed.flatMap(isOf(week, code)));
    const kept = all.filter((one) => one.code !== 'AC_RE_SIGN');
    const takenBack = new Set([...kept.slice(0, 1), ...all.filter(isSentBack)]);
    for (const one of takenBack) typed.push(await correct(house, lead, one));
    const changed = kept.find((one) => !takenBack.has(one));
    if (changed) typed.push(await correct(house, lead, changed, (changed.newMinor ?? 0) + 100));
  }
}

type Act = readonly [atMs: number, act: (month: Month) => Promise<unknown>];

/** A shift on a day and at an hour of its own, then the Tuesday to Thursday after; a review every other week. */
function weekActs(week: number): readonly Act[] {
  const isLast = week === WEEKS - 1;
  const shifts = [
    [2, '10:05'],
    [4, '16:05'],
    [5, '10:35'],
    [3, '17:05'],
  ] as const;
  const [weekday, hour] = shifts[week % shifts.length] ?? shifts[0];
  const name = isoWeekOf(atMs(week, 1, '12:00'));
  const review = ({ house, lead }: Month) =>
    deliverReview(house.server.app, { charity: house.charityCode, actor: lead.id });
  return [
    [atMs(week, weekday, hour), work],
    [atMs(week + 1, 2, '09:05'), (month) => verifyWeek(month, name, isLast)],
    [atMs(week + 1, 2, '22:30'), ({ house }) => house.server.schedule.runNow()],
    [atMs(week + 1, 3, '08:30'), (month) => readFigures(month, name)],
    ...(week % 2 === 1 ? ([[atMs(week + 1, 3, '08:45'), review]] as const) : []),
    // After the last week the campaigns end before.
    ...(isLast ? [] : ([[atMs(week + 1, 4, '09:00'), (month: Month) => correctWeek(month, name)]] as const)),
  ];
}

async function openMonth(folder: string, papers: string) {
  const campaignDirs = CAMPAIGNS.map((one) => join(PROGRAM, 'server', 'campaigns', one.folder));
  const house = await openDemoHouse({ folder, campaignDirs, speed: 1 });
  const { keysDir, passphraseFile = '' } = house.config;
  await loosenLocks({ keysDir, passphrase: async () => readFileSync(passphraseFile, 'utf8') });
  const hire = (login: string, role: Role, campaigns = house.campaigns) =>
    hireForMonth(house, { login, role, campaigns: campaigns.map(({ code }) => code) });
  const enders = {
    lead: await hire('dominique', 'lead'),
    ops: await hire('sacha', 'ops'),
    dataOfficer: await hire('alix', 'dataOfficer'),
  };
  const agents: MonthAgent[] = [];
  for (const [at, campaign] of house.campaigns.entries()) {
    await bringFile(house, papers, campaign);
    agents.push(await monthAgent(house, await hire(`camille.${at}`, 'agent', [campaign]), campaign));
  }
  const verifier = await hire('morgan', 'verifier');
  const month: Month = { house, agents, lead: enders.lead, verifier, typed: [], told: [] };
  return { month, enders };
}

/**
 * Plays four weeks of the six reference campaigns by what people type, from the charity's files to the certificates. The folder
 * keeps the charity's key, its drop and, in `papers`, the files it sent in clear and `typed.json`: what was typed, and what
 * `plateau figures` told.
 */
export async function playMonth(folder: string, papers: string) {
  mkdirSync(papers, { recursive: true });
  const { month, enders } = await openMonth(folder, papers);
  const { house, typed, told } = month;
  try {
    const acts = Array.from({ length: WEEKS }, (_, week) => weekActs(week)).flat();
    for (const [at, act] of acts.toSorted(([a], [b]) => a - b)) {
      house.clock.jumpTo(at);
      await act(month);
    }
    writeFileSync(join(papers, 'typed.json'), JSON.stringify({ typed, told }));
    return await finishCampaigns(house, enders);
  } finally {
    await house.close();
  }
}
