import type { TypedField } from '../../../shared/call-outcome.ts';
import { type CampaignKind, callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import type { Card, CardPhone } from '../../../shared/card.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { localDay } from '../../../shared/local-day.ts';
import { money } from '../../../shared/money.ts';
import { formatNational } from '../../../shared/phone.ts';
import type { PhoneSlot } from '../../../shared/phone-slots.ts';
import type { ProfileClasses } from '../../../shared/profile-classes.ts';
import { zoned } from '../../../shared/time.ts';
import { type PlannedDebit, plannedDebit } from '../agreement/first-debit.ts';
import { askOffers, freeAmountBounds, giftBounds, ladderOf } from '../ask/gift-ladder.ts';
import { zoneOfArea } from '../calling-rules/calling-area.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import { currentClasses } from '../campaign/profile-settings.ts';
import { shownNumber } from '../campaign/shown-number.ts';
import { taxInForce } from '../campaign/tax-in-force.ts';
import { themesForAll, whyTheme } from '../campaign/theme-choice.ts';
import type { Donor, RecordContent } from '../donor.ts';
import { inDialOrder, sparePhones } from './dial-order.ts';
import type { CalledCampaign, GiftColumns, PastCall, QueuedRecord } from './next-card-record.ts';

export interface CardQuestion {
  readonly row: QueuedRecord & GiftColumns & { readonly classes?: ProfileClasses };
  readonly content: RecordContent;
  readonly campaign: CalledCampaign;
  readonly lease: {
    readonly callId: string;
    /** When the card was first served: the call is recorded with the dates that it says. */
    readonly grantedAtMs: number;
    readonly expiresAtMs: number;
    /** What the card was first served with; absent: what is in force. */
    readonly scriptVersion?: string | null;
    readonly theme?: string | null;
  };
  readonly history: readonly PastCall[];
  readonly why: string;
  readonly rules: CallingRules;
  readonly nowMs: number;
}

const CALLBACK_DAYS = 14;

/**
 * The part of a record that an agent sees: what the call needs and nothing more (no birth date, IBAN, mandate, note).
 * Pure; memory only.
 */
export function cardForAgent(question: CardQuestion): Card {
  const { row, content, campaign, lease, rules, nowMs } = question;
  const ladder = ladderOf(row, content.donor, campaign);
  const last = question.history.at(-1);
  const tax = taxInForce(campaign.settings, localDay(nowMs).date);
  const debit = plannedDebit({ donor: content.donor, campaign, toldAtMs: lease.grantedAtMs, rules });
  return {
    callId: lease.callId,
    recordId: row.id,
    campaign: campaignPart(campaign, lease),
    donor: donorPart(question),
    gift: { ...giftPart(row, content.donor), ...stoppedPart(content.donor, campaign.kind, debit) },
    asks: askOffers(ladder),
    freeAmount: freeAmountBounds(ladder),
    giftAmount: giftBounds(campaign.settings, row.currency),
    ...(tax ? { tax } : {}),
    ...holidaysAhead(question),
    callbackSpans: rules.callbackSpans({
      area: row.area,
      fromMs: nowMs,
      days: CALLBACK_DAYS,
      settings: campaign.settings,
    }),
    ...(debit.on === undefined ? {} : { firstDebitOn: debit.on }),
    attempts: row.attempts,
    ...(campaign.settings.profiles ? { classes: currentClasses(campaign.settings, row.classes ?? {}) } : {}),
    ...(last
      ? {
          lastCall: {
            atMs: last.endedAtMs,
            label: dispositionLabel(last.disposition, campaign.country),
          },
        }
      : {}),
    why: question.why,
    leaseUntilMs: lease.expiresAtMs,
    nowMs,
  };
}

function shownPart(campaign: CalledCampaign): Pick<Card['campaign'], 'shownNumber'> {
  const number = shownNumber(campaign);
  return number === undefined ? {} : { shownNumber: number };
}

/** Those of the days in which a callback may be promised; absent: none. */
function holidaysAhead({ row, campaign, rules, nowMs }: CardQuestion): Pick<Card, 'holidays'> {
  const today = zoned(nowMs, zoneOfArea(row.area)).toPlainDate();
  const holidays = Array.from({ length: CALLBACK_DAYS + 1 }, (_, ahead) => {
    const date = today.add({ days: ahead }).toString();
    return { date, name: rules.holidayOn(row.area, date) ?? '' };
  }).filter(({ date, name }) => name !== '' && !campaign.settings.holidays.remove.includes(date));
  return holidays.length > 0 ? { holidays } : {};
}

function campaignPart(campaign: CalledCampaign, lease: CardQuestion['lease']): Card['campaign'] {
  const { themes } = campaign.settings;
  const theme = themes.find((one) => one.code === lease.theme) ?? themesForAll(themes)[0];
  const themeWhy = theme && whyTheme(campaign.settings, theme.code);
  return {
    code: campaign.code,
    name: campaign.name,
    kind: campaign.kind,
    country: campaign.country,
    language: campaign.settings.language,
    charityName: campaign.settings.charity.shortName,
    isListened: campaign.settings.listening !== 'none',
    ...(campaign.settings.wrapUpSeconds ? { wrapUpSeconds: campaign.settings.wrapUpSeconds } : {}),
    ...shownPart(campaign),
    challenge: theme?.challenge ?? '',
    impact: theme?.impact ?? '',
    ...(themeWhy === undefined ? {} : { themeWhy }),
    scriptVersion: lease.scriptVersion ?? campaign.scriptVersion,
  };
}

function donorPart({ row, content, campaign, history, nowMs }: CardQuestion): Card['donor'] {
  const { donor } = content;
  const { fromMs: dayStartMs } = localDay(nowMs, zoneOfArea(row.area));
  const spare = campaign.settings.cadence.secondNumber
    ? sparePhones(donor.phones, history, dayStartMs)
    : new Set<PhoneSlot>();
  const phones = inDialOrder(donor.phones, history).map(
    ({ slot, e164, validity, source, origin, toConfirm }): CardPhone => ({
      slot,
      national: formatNational(e164, donor.country),
      validity,
      ...(source === 'ENRICHI' && origin ? { origin } : {}),
      ...(toConfirm && validity === 'NON_TESTE' ? { toConfirm } : {}),
      ...(spare.has(slot) ? { isSpare: true } : {}),
    }),
  );
  const national = (slot: PhoneSlot) => phones.find((phone) => phone.slot === slot)?.national ?? '';
  const fields: Record<TypedField, string> = {
    ADR_L2: donor.addressL2,
    ADR_L3: donor.addressL3,
    ADR_L4: donor.addressL4,
    ADR_L5: donor.addressL5,
    CP: donor.postcode,
    VILLE: donor.city,
    EMAIL: donor.email,
    TEL_FIXE: national('TEL_FIXE'),
    TEL_MOBILE: national('TEL_MOBILE'),
    TEL_AUTRE: national('TEL_AUTRE'),
    NOM: donor.lastName,
    PRENOM: donor.firstName,
    // The agent needs no birth date: only what the donor says of their own accord is typed.
    DATE_NAISSANCE: '',
  };
  const { donorId, civility, firstName, lastName, npai } = donor;
  const canton = donor.canton ?? row.canton;
  const place = { zone: zoneOfArea(row.area), ...(canton ? { canton } : {}) };
  return { donorId, civility, firstName, lastName, npai, fields, phones, ...place };
}

function giftPart(row: GiftColumns, donor: Donor): Card['gift'] {
  const { gift } = donor;
  const since = gift.startedOn ?? donor.firstGiftOn;
  return {
    amount: money(gift.amountMinor, row.currency),
    frequency: row.frequency,
    monthly: money(row.monthlyMinor, row.currency),
    scheme: donor.mandate.scheme,
    ...(since === undefined ? {} : { since }),
    ...(donor.cumulatedMinor === undefined ? {} : { cumulated: money(donor.cumulatedMinor, row.currency) }),
    ...(donor.giftCount === undefined ? {} : { giftCount: donor.giftCount }),
    ...(gift.debitDay === undefined ? {} : { debitDay: gift.debitDay }),
    ...(donor.recruitmentChannel === undefined ? {} : { lastChannel: donor.recruitmentChannel }),
  };
}

/** What is known of a gift that stopped; nothing of one that runs. */
function stoppedPart(donor: Donor, kind: CampaignKind, debit: PlannedDebit): Partial<Card['gift']> {
  if (!callsStoppedGifts(kind)) return {};
  const { gift } = donor;
  return {
    stopped: {
      ...(gift.stoppedOn === undefined ? {} : { on: gift.stoppedOn }),
      ...(gift.stopReason === undefined ? {} : { reason: gift.stopReason }),
      mandate: debit.mandate,
    },
  };
}
