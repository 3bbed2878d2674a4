import { cardNumber } from '../../../shared/card-number.ts';
import { emailProblem } from '../../../shared/email.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { type CivilDate, zoned } from '../../../shared/time.ts';
import type { FieldKind, FieldValue, PeopleField } from './people-fields.ts';

const LONGEST = { text: 200, 'long-text': 2000 } as const;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** A refusal says what is wrong and never repeats what was typed. */
export type ReadValue =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly code: string; readonly why: string };

const refused = (code: string, why: string): ReadValue => ({ ok: false, code, why });
const read = (value: FieldValue): ReadValue => ({ ok: true, value });

/** `2026-11-30` or `30/11/2026`; undefined for a day that does not exist. */
function civilDateOf(text: string): CivilDate | undefined {
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [, year = '', month = '', day = ''] = french
    ? ['', french[3], french[2], french[1]]
    : (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []);
  if (year === '') return undefined;
  const parts = { year: Number(year), month: Number(month), day: Number(day) };
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

function readDate(text: string, { key }: PeopleField, today: CivilDate): ReadValue {
  const date = civilDateOf(text);
  const year = Number(date?.slice(0, 4));
  if (date === undefined || year < FIRST_YEAR || year > LAST_YEAR)
    return refused('date-wrong', 'ce n’est pas une date : écrivez 30/11/1990');
  if (key === 'naissance' && date > today) return refused('date-future', 'cette date est à venir');
  return read(date);
}

function chosen(text: string, { choices }: PeopleField): string | undefined {
  const folded = foldedText(text);
  return choices.find((one) => foldedText(one) === folded);
}

function readChoices(text: string, field: PeopleField): ReadValue {
  const wanted = text.split(';').map((one) => one.trim());
  const found = wanted.filter((one) => one !== '').map((one) => chosen(one, field));
  if (found.includes(undefined))
    return refused('choice-unknown', 'une réponse n’est pas dans la liste ; séparez-les par « ; »');
  return read([...new Set(found.filter((one) => one !== undefined))]);
}

function readText(text: string, { kind }: PeopleField): ReadValue {
  const most = LONGEST[kind === 'long-text' ? 'long-text' : 'text'];
  if (text.length > most) return refused('text-long', `plus de ${most} caractères`);
  if (cardNumber(text))
    return refused('card-number', 'un numéro de carte bancaire : il n’a rien à faire ici');
  return read(text);
}

function readNumber(text: string): ReadValue {
  const plain = text.replace(/[\s\u202f\u00a0]/g, '').replace(',', '.');
  if (!/^-?\d{1,12}(\.\d{1,4})?$/.test(plain)) return refused('number-wrong', 'ce n’est pas un nombre');
  return read(Number(plain));
}

const YES_NO: Readonly<Record<string, boolean>> = { oui: true, o: true, non: false, n: false };

const READERS: Readonly<
  Record<FieldKind, (text: string, field: PeopleField, today: CivilDate) => ReadValue>
> = {
  text: readText,
  'long-text': readText,
  date: readDate,
  choice: (text, field) => {
    const one = chosen(text, field);
    return one === undefined ? refused('choice-unknown', 'cette réponse n’est pas dans la liste') : read(one);
  },
  choices: readChoices,
  'yes-no': (text) => {
    const value = YES_NO[foldedText(text)];
    return value === undefined ? refused('yes-no-wrong', 'écrivez « oui » ou « non »') : read(value);
  },
  number: readNumber,
  email: (text) => {
    const why = emailProblem(text);
    return why === undefined ? read(text.toLowerCase()) : refused('email-wrong', why);
  },
  phone: (text) => {
    const phone = parsePhone(text, 'FR');
    return phone.ok ? read(phone.e164) : refused('phone-wrong', phone.why);
  },
};

/** What a person typed, or a cell held, as the field keeps it. `text` says something. */
export function readFieldValue(field: PeopleField, text: string, today: CivilDate): ReadValue {
  const typed = text
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, field.kind === 'long-text' ? '\n' : ' ')
    .trim();
  return READERS[field.kind](typed, field, today);
}

/** As a person reads it, and as an import reads it again: `30/11/1990`, `oui`, `accueil ; traduction`. */
export function fieldText(value: FieldValue | undefined, kind: FieldKind): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value !== 'string') return value.join(' ; ');
  if (kind !== 'date') return kind === 'phone' ? phoneText(value) : value;
  return value.split('-').reverse().join('/');
}

function phoneText(e164: string): string {
  const phone = parsePhone(e164, 'FR');
  return phone.ok ? phone.national : e164;
}

const MAJORITY_YEARS = 18;

/** Of age on that day; whoever gave no date of birth is. */
export function isOfAge(birth: string, today: CivilDate): boolean {
  if (birth === '') return true;
  const majority = Temporal.PlainDate.from(birth).add({ years: MAJORITY_YEARS });
  return Temporal.PlainDate.compare(majority, Temporal.PlainDate.from(today)) <= 0;
}

/** The day it is for people who fill forms. */
export function todayOf(nowMs: number): CivilDate {
  return zoned(nowMs).toPlainDate().toString();
}
