import type { CallOutcome } from '../../../shared/call-outcome.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { closesNumber, openPhones, withTestedPhone } from '../call/call-result-phones.ts';
import type { OutcomeQuestion } from '../call/call-result-question.ts';
import { type RecordEffect, recordEffect } from '../call/call-result-record.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import { importedFields } from '../contact-file/contact-donor.ts';
import type { CalledCampaign, GiftColumns, PastCall, QueuedRecord } from '../next-card/next-card-record.ts';
import type { Dice } from './simulation-dice.ts';
import type { SimulatedDonor } from './simulation-donors.ts';
import type { SimulationReach } from './simulation-reach.ts';
import { type SimulatedTry, simulatedTry } from './simulation-talk.ts';

type SimulatedRow = QueuedRecord & GiftColumns;

/** A record over the campaign; what its calls taught stays with it. */
export interface SimulatedLife {
  row: SimulatedRow;
  simulated: SimulatedDonor;
  readonly history: PastCall[];
  hadCallback: boolean;
}

/** What every call of a simulated campaign shares. */
export interface CallSetting {
  readonly campaign: CalledCampaign;
  readonly rules: CallingRules;
  readonly reach: SimulationReach;
  readonly dice: Dice;
}

export interface PlayedCall {
  readonly result: SimulatedTry;
  /** The record after it, not yet back in any queue. */
  readonly row: SimulatedRow;
  readonly part: CallPart;
  readonly counted: boolean;
  /** Calls the record had before. */
  readonly rank: number;
  readonly endedAtMs: number;
}

export interface DialledCard {
  readonly life: SimulatedLife;
  readonly agent: string;
  readonly startedAtMs: number;
}

const MINUTE_MS = 60_000;

/** One call, from the card to its effect by the real rules; the life learns from it. */
export function playCall(card: DialledCard, setting: CallSetting): PlayedCall {
  const { life, agent, startedAtMs } = card;
  const { row, simulated, history, hadCallback } = life;
  const { rules, reach, dice, campaign } = setting;
  const part = rules.partAt(row.area, startedAtMs);
  const slot = openPhones(simulated.donor)[0]?.slot;
  const result = simulatedTry({
    simulated,
    number: simulated.donor.phones.findIndex((phone) => phone.slot === slot),
    rank: history.length,
    part,
    isCallback: row.queue === 'callback',
    hadCallback,
    settings: campaign.settings,
    reach,
    dice,
  });
  const endedAtMs = startedAtMs + result.seconds * 1000;
  const { change, attemptRank } = effectOf({ ...card, result, endedAtMs }, setting);
  const rank = history.length;
  history.push({ agent, disposition: result.code, endedAtMs, dayPart: part, attemptRank });
  if (result.code === 'RP_PERSO') life.hadCallback = true;
  return { result, row: { ...row, ...change }, part, counted: attemptRank !== null, rank, endedAtMs };
}

const COMMON = {
  callId: '00000000-0000-4000-8000-000000000000',
  scriptVersion: '',
  path: [],
  durationSeconds: 0,
  corrections: {},
  note: '',
};

function effectOf(
  card: DialledCard & { readonly result: SimulatedTry; readonly endedAtMs: number },
  { campaign, rules }: CallSetting,
): RecordEffect {
  const { life, result, agent, startedAtMs, endedAtMs: nowMs } = card;
  const { row, simulated, history } = life;
  const disposition = dispositionOf(result.code);
  if (!disposition) throw new RangeError(`no disposition ${result.code}`);
  const slot = openPhones(simulated.donor)[0]?.slot;
  const donor = withTestedPhone(simulated.donor, slot, disposition);
  if (closesNumber(result.code)) life.simulated = { ...simulated, donor };
  const question: OutcomeQuestion = {
    row,
    content: { donor, imported: importedFields(donor) },
    campaign,
    script: undefined,
    history,
    outcome: outcomeOf(result, callbackAtMs({ row, result, nowMs }, { campaign, rules })),
    agent,
    startedAtMs,
    nowMs,
    rules,
  };
  return recordEffect(question, disposition, donor);
}

function outcomeOf({ code }: SimulatedTry, atMs: number | undefined): CallOutcome {
  if (atMs === undefined) return { ...COMMON, disposition: code, form: 'plain' };
  return { ...COMMON, disposition: code, form: 'callback', callback: { atMs } };
}

interface Asked {
  readonly row: SimulatedRow;
  readonly result: SimulatedTry;
  readonly nowMs: number;
}

/** The hour the donor asks for, moved to the next allowed one. */
function callbackAtMs(
  { row, result, nowMs }: Asked,
  { campaign, rules }: Pick<CallSetting, 'campaign' | 'rules'>,
): number | undefined {
  if (result.callbackInMinutes === undefined) return undefined;
  const fromMs = nowMs + result.callbackInMinutes * MINUTE_MS;
  return rules.nextAllowed({ area: row.area, settings: campaign.settings, fromMs })?.atMs ?? fromMs;
}
