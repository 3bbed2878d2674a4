import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import type { Disposition } from '../../../shared/dispositions.ts';
import { nextTry } from '../calling-rules/cadence.ts';
import { isCountedTry, quickRetryMinutes, type Try } from '../calling-rules/cadence-counting.ts';
import { callingArea, zoneOfArea } from '../calling-rules/calling-area.ts';
import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import { sayWhen } from '../calling-rules/calling-rules-words.ts';
import type { Donor } from '../donor.ts';
import type { QueuedRecord } from '../next-card/next-card-record.ts';
import { closesNumber, openPhones } from './call-result-phones.ts';
import type { OutcomeQuestion } from './call-result-question.ts';

/** What the outcome makes of the record's queue columns, and how the agent is told. */
export interface RecordEffect {
  readonly change: RecordChange;
  /** French, for the receipt. */
  readonly summary: string;
  /** Rank among the counted attempts; null when the try is not counted. */
  readonly attemptRank: number | null;
  readonly dayPart: CallPart;
}
export type RecordChange = Partial<Omit<QueuedRecord, 'id' | 'campaign' | 'country' | 'canton' | 'version'>>;

type Fate = Pick<RecordEffect, 'change' | 'summary'>;

/**
 * The record's next state. Final: closed; a wrong number closes the record only when no other number is left, else it
 * is tried again on the next one at the ordinary pace. A callback waits for the hour the donor asked for, pinned to the
 * agent when the donor was on the line. All else follows the cadence, exhaustion included.
 */
export function recordEffect(
  question: OutcomeQuestion,
  disposition: Disposition,
  donor: Donor,
): RecordEffect {
  const { row, nowMs, startedAtMs, campaign, rules } = question;
  const dayPart = rules.partAt(row.area, startedAtMs);
  const past = triesOf(question);
  const counted = isCountedTry(past, disposition.code, campaign.settings);
  const fate = fateOf({ question, disposition, donor, past, counted, dayPart });
  const common: RecordChange = {
    disposition: disposition.code,
    area: callingArea(donor),
    argued: row.argued || (disposition.pitched && !disposition.isFinal),
    voicemailLeft: row.voicemailLeft || disposition.code === 'NJ_REPMSG',
    busyCount: counted ? 0 : row.busyCount + 1,
    ...(counted ? countedTry(row, dayPart, nowMs) : {}),
  };
  return {
    change: { ...common, ...fate.change },
    summary: fate.summary,
    attemptRank: counted ? row.attempts + 1 : null,
    dayPart,
  };
}

/** Earlier calls as tries of the cadence. */
export function triesOf({ history }: Pick<OutcomeQuestion, 'history'>): readonly Try[] {
  return history.map((call) => ({
    atMs: call.endedAtMs,
    part: call.dayPart,
    code: call.disposition,
    counted: call.attemptRank !== null,
  }));
}

function countedTry(row: QueuedRecord, part: CallPart, atMs: number): RecordChange {
  const triesByPart = { ...row.triesByPart, [part]: row.triesByPart[part] + 1 };
  return { attempts: row.attempts + 1, triesByPart, lastAttemptAtMs: atMs };
}

interface FateQuestion {
  readonly question: OutcomeQuestion;
  readonly disposition: Disposition;
  readonly donor: Donor;
  readonly past: readonly Try[];
  readonly counted: boolean;
  readonly dayPart: CallPart;
}

function fateOf(fate: FateQuestion): Fate {
  const { question, disposition, donor, counted } = fate;
  const { outcome, row } = question;
  const otherNumber = closesNumber(disposition.code) && openPhones(donor).length > 0;
  if (disposition.isFinal && !otherNumber)
    return closed(
      question,
      disposition.code,
      `Fiche close : ${dispositionLabel(disposition.code, question.campaign.country)}.`,
    );
  if (outcome.form === 'callback') return asked(question, disposition, outcome.callback.atMs);
  if (row.queue === 'callback' && !counted) return soonAgain(question, disposition);
  return byCadence(fate, otherNumber ? 'Numéro fermé, un autre reste à essayer. ' : '');
}

function closed({ nowMs }: OutcomeQuestion, code: string, summary: string): Fate {
  return { change: { state: 'closed', disposition: code, closedAtMs: nowMs, owner: null }, summary };
}

function asked(question: OutcomeQuestion, disposition: Disposition, dueAtMs: number): Fate {
  const owner = disposition.rightPerson ? question.agent : null;
  const who = owner === null ? 'Rappel collectif' : 'Rappel personnel';
  return {
    change: { state: 'ready', queue: 'callback', dueAtMs, owner },
    summary: `${who} : ${when(question, dueAtMs)}.`,
  };
}

/** A busy or broken line at the hour the donor asked for: the appointment still stands. */
function soonAgain(question: OutcomeQuestion, disposition: Disposition): Fate {
  const { nowMs, campaign, row } = question;
  const dueAtMs = nowMs + quickRetryMinutes(disposition.code, campaign.settings) * 60_000;
  const change: RecordChange = { state: 'ready', queue: 'callback', dueAtMs, owner: row.owner };
  return { change, summary: `Rappel maintenu, à refaire : ${when(question, dueAtMs)}.` };
}

function byCadence({ question, disposition, past, dayPart }: FateQuestion, lead: string): Fate {
  const { row, nowMs, campaign, rules } = question;
  const next = nextTry({
    past,
    outcome: { atMs: nowMs, part: dayPart, code: disposition.code },
    settings: campaign.settings,
    area: row.area,
    rules,
  });
  if (next.kind === 'exhausted')
    return closed(question, next.disposition, 'Fiche close : tentatives épuisées.');
  // A lead's choice of agent lasts through the retries; a personal callback that failed goes back to the pool.
  const owner = row.queue === 'callback' ? null : row.owner;
  const change: RecordChange = {
    state: 'ready',
    queue: 'retry',
    dueAtMs: next.dueAtMs,
    nextPart: next.nextPart,
    owner,
  };
  const summary =
    next.kind === 'again'
      ? `Reviendra ${when(question, next.dueAtMs)}.`
      : 'Plus d’heure d’appel avant la fin de la campagne.';
  return { change, summary: lead + summary };
}

function when({ row, nowMs }: OutcomeQuestion, atMs: number): string {
  return sayWhen(atMs, nowMs, zoneOfArea(row.area));
}
