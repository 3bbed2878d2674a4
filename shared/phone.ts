import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { COUNTRIES, type Country, countryFacts, knownCountry, territoryOf } from './country.ts';

type PhoneType = 'fixed' | 'mobile' | 'voip' | 'other';

export type ParsedPhone =
  | {
      readonly ok: true;
      readonly e164: string;
      /** As dialled in the campaign's country; international form for a number of another one. */
      readonly national: string;
      readonly type: PhoneType;
    }
  /** `why` is a French clause without the number itself; `isWhole`: a number of the plan, but one that is not to be called. */
  | { readonly ok: false; readonly why: string; readonly isWhole?: true };

const REFUSED: Readonly<Record<string, string>> = {
  PREMIUM_RATE: 'numéro surtaxé',
  SHARED_COST: 'numéro à coût partagé',
  TOLL_FREE: 'numéro vert',
  UAN: 'numéro de service',
  PAGER: 'numéro de messagerie',
  VOICEMAIL: 'numéro de messagerie',
};

const TYPES: Readonly<Record<string, PhoneType>> = {
  FIXED_LINE: 'fixed',
  MOBILE: 'mobile',
  VOIP: 'voip',
};

const isFictionOf = (country: Country, e164: string) =>
  countryFacts(country).dialling.fiction?.test(e164) === true;
/** In the range that some country keeps for fiction. */
const isFiction = (e164: string) => COUNTRIES.some((country) => isFictionOf(country, e164));
/** Digits of a number whose plan is none of ours. */
const USUAL_DIGITS = 9;
const MAX_TYPED = 40;
const SHORT_CODE_DIGITS = 6;

interface Candidate {
  readonly phone: PhoneNumber;
  /** Undefined for a number that no plan knows, which is what libphonenumber means by invalid. */
  readonly type: ReturnType<PhoneNumber['getType']>;
}

/** The text as a number of each place where it may have been typed: the next one is read only if it is asked for. */
function* candidates(text: string, country: Country, postcode: string): Generator<Candidate> {
  const overseas = territoryOf(country, postcode)?.plans ?? [];
  for (const place of [country, ...overseas]) {
    const phone = parsePhoneNumberFromString(text, { defaultCountry: place, extract: false });
    if (phone) yield { phone, type: phone.getType() };
  }
}

const isCallable = ({ phone, type }: Candidate): boolean => type !== undefined || isFiction(phone.number);

/**
 * Reads one number as somebody of that country types it: `06…`, `+32…`, `0033…`, `612345678` (a number cell that lost
 * its zero), and an overseas number typed like a French one when the postcode says so. Refuses premium, shared-cost,
 * toll-free and short numbers.
 */
export function parsePhone(text: string, country: Country, postcode = ''): ParsedPhone {
  const typed = text
    .trim()
    .replace(/\.0+$/, '')
    .replace(/^\(\+(\d+)\)/, '+$1');
  const digits = typed.replace(/\D/g, '');
  if (digits === '' || typed.length > MAX_TYPED) return { ok: false, why: 'ce n’est pas un numéro' };
  if (digits.length <= SHORT_CODE_DIGITS) return { ok: false, why: 'numéro trop court' };
  let first: PhoneNumber | undefined;
  for (const found of candidates(typed, country, postcode)) {
    if (found.phone.ext !== undefined)
      return { ok: false, why: 'un poste suit le numéro : écrivez le numéro seul' };
    if (isCallable(found)) return readingOf(found, country);
    first ??= found.phone;
  }
  return { ok: false, why: whyInvalid(first) };
}

function readingOf({ phone, type }: Candidate, country: Country): ParsedPhone {
  const refused = REFUSED[type ?? ''];
  if (refused !== undefined) return { ok: false, why: refused, isWhole: true };
  return {
    ok: true,
    e164: phone.number,
    // Worked out when it is read: an import never does, and it takes a fifth of the time.
    get national() {
      return nationalText(phone, country);
    },
    type: isFiction(phone.number) ? 'mobile' : (TYPES[type ?? ''] ?? 'other'),
  };
}

function whyInvalid(phone: PhoneNumber | undefined): string {
  if (phone === undefined) return 'ce n’est pas un numéro';
  const length = phone.nationalNumber.length;
  const home = knownCountry(phone.country ?? '');
  const usual = home === undefined ? USUAL_DIGITS : countryFacts(home).dialling.digits;
  if (length < usual) return 'il manque des chiffres';
  return length > usual + 1 ? 'il y a trop de chiffres' : 'numéro non attribué dans ce pays';
}

function nationalText(phone: PhoneNumber, country: Country): string {
  const isNear = isFiction(phone.number)
    ? isFictionOf(country, phone.number)
    : countryFacts(country).dialling.plans.some((plan) => plan === phone.country);
  return isNear ? phone.formatNational() : phone.formatInternational();
}

/**
 * An E.164 number as an agent of that country dials and reads it: `06 12 34 56 78`, `+32 475 12 34 56`. An unreadable
 * one comes back as it is.
 */
export function formatNational(e164: string, country: Country): string {
  const phone = parsePhoneNumberFromString(e164);
  return phone ? nationalText(phone, country) : e164;
}
