import type { PhoneSlot } from '../../../shared/phone-slots.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { DialKey } from '../../ports/rows/dials.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { SeatId, Telephony } from '../../ports/telephony.ts';
import { requireCampaign } from '../find-campaign.ts';
import { type NotedRecord, noteRecordOpening, type OpenDeps, openNoted } from '../records/open-record.ts';
import { leaseLost } from '../records/renew-lease.ts';
import { toldStop } from '../records/standing-stop.ts';
import {
  hoursOver,
  lineBusy,
  noLine,
  noShownNumber,
  otherNumberOnLine,
  personStopped,
  phoneUnknown,
  seatUnknown,
} from './dial-refusals.ts';
import { lineCallOf } from './line-call-name.ts';

interface DialDeps extends OpenDeps {
  readonly telephony: Pick<Telephony, 'hasPbx' | 'dial'>;
  readonly seats: { of(agent: string): SeatId | undefined };
  readonly rules: Pick<CallingRules, 'mayCall'>;
}

interface DialRequest {
  readonly agent: Pick<AccountRow, 'id'>;
  readonly callId: string;
  readonly slot: PhoneSlot;
}

/**
 * Dials a number of the card on the agent’s screen through their seat’s line, at their key and for this card only (R-13: nothing
 * here dials by itself). The number comes from the sealed record, audited, never from the workstation. Asked again while it is
 * on the line, nothing rings twice. AppErrors `line-absent`, `seat-unknown`, `lease-lost`, `person-stopped`,
 * `hours-over`, `caller-number-absent`, `dial-under-way`, `phone-unknown`, `line-unavailable`, and those of an opening.
 */
export async function dialCard(deps: DialDeps, request: DialRequest): Promise<void> {
  if (!deps.telephony.hasPbx) throw noLine();
  const seat = deps.seats.of(request.agent.id);
  if (seat === undefined) throw seatUnknown();
  const plan = await deps.store.write((rows) => planDial(deps, rows, request));
  const { content } = await openNoted(deps, plan.noted);
  const phone = content.donor.phones.find(({ slot }) => slot === request.slot);
  const { callerNumber } = plan;
  const callId = lineCallOf(plan.key);
  const done = phone && (await deps.telephony.dial({ seat, number: phone.e164, callerNumber, callId }));
  if (done === 'done') return;
  if (plan.isNew) await deps.store.write((rows) => rows.dials.drop(plan.key));
  throw phone ? lineBusy() : phoneUnknown();
}

interface DialPlan {
  readonly key: DialKey;
  /** Not on the line already. */
  readonly isNew: boolean;
  readonly callerNumber: string;
  readonly noted: NotedRecord;
}

async function planDial(deps: DialDeps, rows: StoreWriter, request: DialRequest): Promise<DialPlan> {
  const { agent, callId, slot: phoneSlot } = request;
  const leased = await rows.records.leasedForCall(callId);
  if (leased?.lease.agent !== agent.id) throw leaseLost();
  const { record } = leased;
  const stopped = await toldStop(rows, record);
  if (stopped) throw personStopped(stopped.text);
  const { settings } = await requireCampaign(rows, record.campaign);
  const { callerNumber } = settings;
  const mayCall = (atMs: number) => deps.rules.mayCall({ area: record.area, atMs, settings }).ok;
  // An appointment that the donor asked for may pass the hours: it was served outside them (docs/rules/cadence.md).
  if (mayCall(leased.lease.grantedAtMs) && !mayCall(deps.clock.nowMs())) throw hoursOver();
  if (callerNumber === undefined) throw noShownNumber();
  const last = (await rows.dials.ofCall(callId)).at(-1);
  const isNew = last?.endedAtMs !== null;
  if (!isNew && last.phoneSlot !== phoneSlot) throw otherNumberOnLine();
  const reason = 'Numéro composé par la ligne, à la touche';
  const opening = { row: record, actor: agent.id, reason, atMs: deps.clock.nowMs() };
  const noted = await noteRecordOpening(rows, opening);
  if (!isNew) return { key: last, isNew, callerNumber, noted };
  const key = { callId, turn: (last?.turn ?? 0) + 1 };
  await rows.dials.add({
    ...key,
    campaign: record.campaign,
    recordId: record.id,
    agent: agent.id,
    phoneSlot,
    askedAtMs: deps.clock.nowMs(),
    ringingAtMs: null,
    answeredAtMs: null,
    endedAtMs: null,
    ending: null,
  });
  return { key, isNew, callerNumber, noted };
}
