import { amountProblem, MAX_AMOUNT_MINOR } from '../amount-bounds.ts';
import { readAmountText } from '../amount-text.ts';
import { amountInWords } from '../amount-words.ts';
import type { CorrectableField } from '../call-outcome.ts';
import { cardNumber } from '../card-number.ts';
import { readCoordinate } from '../coordinates.ts';
import { type Country, countryFacts } from '../country.ts';
import { readIdentity } from '../identity.ts';
import type { Money } from '../money.ts';

/**
 * The fields of the one-minute form, in their order: the amount first, and none of free text.
 *
 * @internal for tests
 */
export const PLEDGE_FIELDS = [
  'amount',
  'rhythm',
  'lastName',
  'firstName',
  'street',
  'place',
  'link',
  'receipt',
] as const;
export type PledgeField = (typeof PLEDGE_FIELDS)[number];

export const LINK_WAYS = ['email', 'sms', 'letter'] as const;

/** What an agent typed; `''` where nothing was. */
export interface TypedPledge {
  /** `50`, `12,50`, or the letter of a preset. */
  readonly amount: string;
  readonly rhythm: 'once' | 'monthly';
  readonly lastName: string;
  readonly firstName: string;
  readonly street: string;
  readonly place: { readonly postcode: string; readonly town: string };
  /** `to` is an e-mail address or a number; a letter goes to the address. */
  readonly link: { readonly way: (typeof LINK_WAYS)[number]; readonly to: string };
  readonly receipt: boolean;
}

/** A pledge that may be saved; personal, in memory only. */
export interface Pledge extends Omit<TypedPledge, 'amount'> {
  readonly amount: Money;
}

export type ReadPledge =
  | { readonly pledge: Pledge }
  /** French clauses without the value, the first of each field. */
  | { readonly problems: readonly { readonly field: PledgeField; readonly problem: string }[] };

/** Keys of the presets in the field of the amount, from the smallest. */
export const PRESET_LETTERS = ['q', 's', 'd', 'f'];
const CARD = 'Ne notez pas ce numéro : proposez le lien';

/** What of a line's settings the form is judged by and read back with. */
export interface FormSettings {
  readonly country: Country;
  /** Amounts of one key each, in whole units. */
  readonly presets: readonly number[];
  readonly anonymous: 'link' | 'refused';
  readonly link: { readonly by: readonly (typeof LINK_WAYS)[number][]; readonly validDays: number };
  /** Said in one breath before the pledge is saved. */
  readonly notice: string;
}
type JudgeSettings = Omit<FormSettings, 'notice'>;
type Judge = (typed: TypedPledge, settings: JudgeSettings) => string | undefined;

function amountOf(text: string, { country, presets }: JudgeSettings): Money | undefined {
  const { currency } = countryFacts(country);
  const preset = presets[PRESET_LETTERS.indexOf(text.trim().toLowerCase())];
  if (preset !== undefined) return { minor: preset * 100, currency };
  const written = readAmountText(text);
  return written && { minor: written.minor, currency: written.currency ?? currency };
}

function judgeAmount({ amount }: TypedPledge, settings: JudgeSettings): string | undefined {
  const read = amountOf(amount, settings);
  if (!read) return 'un montant comme 50 ou 12,50, ou une lettre';
  const { currency } = countryFacts(settings.country);
  return amountProblem(read, { minMinor: 100, maxMinor: MAX_AMOUNT_MINOR, currency }, settings.country);
}

const isNameless = ({ lastName }: TypedPledge): boolean => lastName.trim() === '';
/** A receipt and a letter need to know where the person lives. */
const needsAddress = ({ receipt, link }: TypedPledge): boolean => receipt || link.way === 'letter';

function judgeLastName(typed: TypedPledge, { anonymous }: JudgeSettings): string | undefined {
  if (!isNameless(typed)) return identity('NOM', typed.lastName);
  if (anonymous === 'refused') return 'cette campagne demande un nom';
  return typed.receipt ? 'un reçu est à un nom : retirez le reçu, ou demandez-le' : undefined;
}

function judgeFirstName(typed: TypedPledge): string | undefined {
  if (typed.firstName.trim() === '') return undefined;
  return isNameless(typed) ? 'un prénom va avec un nom' : identity('PRENOM', typed.firstName);
}

function identity(field: 'NOM' | 'PRENOM', text: string): string | undefined {
  const read = readIdentity(field, text, 0);
  return 'problem' in read ? read.problem : undefined;
}

function coordinate(field: CorrectableField, text: string, typed: TypedPledge & { country: Country }) {
  const read = readCoordinate(field, text, { country: typed.country, postcode: typed.place.postcode });
  return 'problem' in read ? read.problem : undefined;
}

function judgeStreet(typed: TypedPledge, { country }: JudgeSettings): string | undefined {
  if (typed.street.trim() === '')
    return needsAddress(typed) ? 'elle est demandée par le reçu ou la lettre' : undefined;
  return coordinate('ADR_L4', typed.street, { ...typed, country });
}

function judgePlace(typed: TypedPledge, { country }: JudgeSettings): string | undefined {
  const { postcode, town } = typed.place;
  if (postcode.trim() === '' && town.trim() === '')
    return needsAddress(typed) ? 'elle est demandée par le reçu ou la lettre' : undefined;
  return (
    coordinate('CP', postcode, { ...typed, country }) ?? coordinate('VILLE', town, { ...typed, country })
  );
}

function judgeLink(typed: TypedPledge, { country, link }: JudgeSettings): string | undefined {
  const { way, to } = typed.link;
  if (!link.by.includes(way)) return 'cette voie n’est pas ouverte dans la campagne';
  if (way === 'letter') return to.trim() === '' ? undefined : 'une lettre va à l’adresse';
  if (to.trim() === '') return way === 'sms' ? 'il manque le numéro' : 'il manque l’adresse';
  return coordinate(way === 'sms' ? 'TEL_MOBILE' : 'EMAIL', to, { ...typed, country });
}

const JUDGES: Readonly<Record<PledgeField, Judge>> = {
  amount: judgeAmount,
  rhythm: () => undefined,
  lastName: judgeLastName,
  firstName: judgeFirstName,
  street: judgeStreet,
  place: judgePlace,
  link: judgeLink,
  receipt: () => undefined,
};

/** Every word of a field, for the rule that none holds a card's number. */
function wordsOf(typed: TypedPledge, field: PledgeField): string {
  if (field === 'place') return `${typed.place.postcode} ${typed.place.town}`;
  if (field === 'link') return typed.link.to;
  return String(typed[field]);
}

/** A pledge as it may be saved, or why not, field by field. A card's number is refused first, whatever the field. */
export function readPledge(typed: TypedPledge, settings: JudgeSettings): ReadPledge {
  const problems = PLEDGE_FIELDS.flatMap((field) => {
    const problem = cardNumber(wordsOf(typed, field)) ? CARD : JUDGES[field](typed, settings);
    return problem === undefined ? [] : [{ field, problem }];
  });
  const amount = amountOf(typed.amount, settings);
  return problems.length > 0 || !amount ? { problems } : { pledge: { ...typed, amount } };
}

const WAYS: Readonly<Record<Pledge['link']['way'], string>> = {
  email: 'par e-mail',
  sms: 'par message',
  letter: 'par courrier',
};

type ReadBackSettings = Pick<FormSettings, 'country' | 'link' | 'notice'>;

/** What is read to the caller before the pledge is saved: the amount in words, how it is paid, and the notice. */
export function readBack(
  { amount, rhythm, link }: Pledge,
  { country, link: { validDays }, notice }: ReadBackSettings,
): string {
  const words = amountInWords(amount, { language: 'fr', country });
  const often = rhythm === 'once' ? 'une fois' : 'chaque mois, après votre signature sur le site';
  const said = `${words.charAt(0).toUpperCase()}${words.slice(1)}, ${often}.`;
  const days = `${validDays} ${validDays > 1 ? 'jours' : 'jour'}`;
  return `${said} Lien de paiement ${WAYS[link.way]}, valable ${days}. ${notice}`;
}
