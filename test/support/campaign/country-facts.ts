import type { ReturnCall, ReturnFact } from '../../../server/domain/delivery/return-file-facts.ts';
import { URGENT_CODES, type UrgentFact } from '../../../server/domain/delivery/urgent-file.ts';
import type { WeeklyFact } from '../../../server/domain/delivery/weekly-file-lines.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { sampleDonors } from '../../../server/domain/script/script-preview-samples.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { fictitiousContent } from '../contact-file/fictitious-donor.ts';
import { type CampaignFolder, loadedCampaign } from './reference-campaigns.ts';

/** What each shipped campaign would have to say: donors of its country, amounts in its currency, codes of its kind. */

const WEDNESDAY_MS = Date.parse('2026-11-18T18:05:00+01:00');
const MINUTE_MS = 60_000;
const SCHEMES = ['LSV+', 'CH-DD', 'EBILL', 'QR'] as const;

const agreementOf = (folder: CampaignFolder) => (folder.startsWith('upgrade') ? 'AC_UP' : 'AC_RE');

/** Donor n of the campaign's country; Swiss ones each under another scheme, lapsed ones unpaid so that their mandate lives. */
function donorOf(folder: CampaignFolder, n: number, change: Partial<Donor> = {}): Donor {
  const { settings } = loadedCampaign(folder);
  const samples = sampleDonors(settings).slice(0, 4);
  const donor = samples[n % samples.length]?.donor as Donor;
  const scheme = settings.country === 'CH' ? SCHEMES[n % SCHEMES.length] : undefined;
  const stopped = settings.kind === 'reactivation' ? { stopReason: 'IMPAYES' as const } : {};
  return {
    ...donor,
    donorId: `0000${n}`,
    mandate: { ...donor.mandate, ...(scheme && { scheme }) },
    gift: { ...donor.gift, ...stopped },
    ...change,
  };
}

function callOf(folder: CampaignFolder, n: number, change: Partial<WeeklyFact['call']>): WeeklyFact['call'] {
  const { gift } = donorOf(folder, n);
  return {
    callId: `0000000${n}-0000-4000-8000-000000000000`,
    campaign: loadedCampaign(folder).settings.code,
    disposition: agreementOf(folder),
    endedAtMs: WEDNESDAY_MS + n * MINUTE_MS,
    changed: false,
    askLevel: '1',
    oldMinor: gift.amountMinor,
    newMinor: gift.amountMinor + 550,
    oneOffMinor: null,
    currency: gift.currency,
    firstDebitOn: '2026-12-05',
    ...change,
  };
}

const SENT = { state: 'sent', sentAtMs: WEDNESDAY_MS + 40 * MINUTE_MS, reply: '250 2.0.0' } as const;
const ONE_OFF = { oldMinor: null, newMinor: null, askLevel: null, firstDebitOn: null };

/** New, corrected and cancelled lines, one-off gifts, every state of e-mail that a charity meets; for a reactivation, a signed and a withheld one. */
export function weeklyFacts(folder: CampaignFolder): readonly WeeklyFact[] {
  const fact = (
    n: number,
    change: Partial<WeeklyFact['call']>,
    more: Partial<WeeklyFact> = {},
  ): WeeklyFact => ({
    call: callOf(folder, n, change),
    donor: donorOf(folder, n),
    confirmation: SENT,
    ...more,
  });
  const told = { newMinor: 1550, oneOffMinor: null };
  const email = (state: 'bounced' | 'no-email') => ({ confirmation: { state, sentAtMs: null, reply: '' } });
  const lines = [
    fact(1, {}),
    fact(2, { changed: true, askLevel: 'LIBRE' }, email('bounced')),
    fact(3, { askLevel: '2' }, email('no-email')),
    fact(4, { newMinor: 1300 }, { line: 'M', before: told }),
    fact(5, {}, { line: 'X', before: told }),
    fact(6, { ...ONE_OFF, disposition: 'DP_LIEN', oneOffMinor: 3000 }),
    fact(7, { ...ONE_OFF, disposition: 'DP_COURRIER', oneOffMinor: 2050 }, { confirmation: undefined }),
  ];
  if (folder.startsWith('upgrade')) return lines;
  const revoked = donorOf(folder, 8, { gift: { ...donorOf(folder, 8).gift, stopReason: 'DEMANDE' } });
  const signature = { kind: 'signed', signedOn: '2026-11-20', reference: '++NOUVEAU-0008' } as const;
  return [
    ...lines,
    fact(8, { disposition: 'AC_RE_SIGN' }, { donor: revoked, signature }),
    fact(9, {}, { donor: { ...revoked, donorId: '00009' } }),
  ];
}

/** One of each urgent request that an agent of that campaign can record. */
export function urgentFacts(folder: CampaignFolder): readonly UrgentFact[] {
  const scope = folder.startsWith('upgrade') ? 'u' : 'r';
  return URGENT_CODES.filter((code) => dispositionOf(code)?.scope.includes(scope)).map((disposition, at) => ({
    call: {
      callId: `0000000${at}-0000-4000-8000-000000000000`,
      disposition,
      endedAtMs: WEDNESDAY_MS + at * MINUTE_MS,
    },
    donor: donorOf(folder, at),
    note: disposition === 'AR_BAISSE' ? 'Souhaite revenir à 8 par mois.' : '',
  }));
}

function attempt(disposition: string, rank: number, change: Partial<ReturnCall> = {}): ReturnCall {
  const startedAtMs = WEDNESDAY_MS + rank * 86_400_000;
  return {
    disposition,
    startedAtMs,
    endedAtMs: startedAtMs + 2 * MINUTE_MS,
    durationSeconds: 120,
    dayPart: 'S',
    attemptRank: rank,
    phoneSlot: 'TEL_MOBILE',
    newMinor: null,
    oneOffMinor: null,
    firstDebitOn: null,
    ...change,
  };
}

/** An agreement after a wrong number, a refusal with corrections and a proposed name, a cancelled gift, one never called; agreements at every state of their verification; a resumption still to sign. */
export function returnFacts(folder: CampaignFolder): readonly ReturnFact[] {
  const { settings } = loadedCampaign(folder);
  const fact = (n: number, calls: ReturnCall[], change: Partial<ReturnFact> = {}): ReturnFact => {
    const donor = donorOf(folder, n);
    const base = { campaign: settings.code, kind: settings.kind, segment: donor.segment, note: '' };
    const { amountMinor: giftMinor, currency } = donor.gift;
    const disposition = calls.at(-1)?.disposition ?? null;
    const content = fictitiousContent(donor);
    return { ...base, giftMinor, currency, disposition, attempts: calls.length, content, calls, ...change };
  };
  const [mobile, fixed] = donorOf(folder, 0).phones;
  const tested = [
    { ...mobile, validity: 'FAUX' },
    { ...fixed, validity: 'VALIDE' },
  ] as Donor['phones'];
  const moved = donorOf(folder, 1, { addressL4: '2 AVENUE FICTIVE', email: 'neuf@exemple.invalid' });
  const { imported } = fictitiousContent(donorOf(folder, 1));
  const given = attempt('DP_LIEN', 1, { oneOffMinor: 3000, isCancelled: true });
  return [
    fact(
      0,
      [
        attempt('EF_FAUX', 1),
        attempt(agreementOf(folder), 2, { newMinor: 1550, phoneSlot: 'TEL_FIXE', check: 'approved' }),
      ],
      {
        content: fictitiousContent(donorOf(folder, 0, { phones: tested })),
      },
    ),
    fact(1, [attempt('RA_MOYENS', 1)], {
      content: { donor: moved, imported, proposed: { NOM: 'Testeur-Dupont', DATE_NAISSANCE: '1961-03-13' } },
      note: 'Souhaite un courrier.',
    }),
    fact(2, [given]),
    fact(3, [], { disposition: 'EF_CLOTURE' }),
    ...(['acknowledged', 'by-rule', 'to-check', 'rejected'] as const).map((check, at) =>
      fact(5 + at, [attempt(agreementOf(folder), 1, { newMinor: 1550, check })]),
    ),
    ...(folder.startsWith('upgrade') ? [] : [fact(4, [attempt('AC_RE_SIGN', 1, { newMinor: 1200 })])]),
  ];
}
