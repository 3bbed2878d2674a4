import { amountInWords } from '../../../shared/amount-words.ts';
import type { AskLevel } from '../../../shared/call-outcome.ts';
import type { CallScript, PathStep } from '../../../shared/call-script.ts';
import type { Country } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { DebitScheme } from '../../../shared/debit.ts';
import { dispositionOf, isAwaitingSignature } from '../../../shared/dispositions.ts';
import { type Language, languagePack } from '../../../shared/language/languages.ts';
import { type Frequency, formatMoney, money } from '../../../shared/money.ts';
import { renderSay, variablesOfSay } from '../../../shared/script-text.ts';
import { type CivilDate, isoWithOffset } from '../../../shared/time.ts';
import { sha256 } from '../files/sha256.ts';

/** What the donor heard before they said yes, without what names them: each such value stands as « [nom] ». */
export interface ReadBack {
  readonly node: string;
  /** SHA-256 of the node's wording, as the script of that version has it. */
  readonly wordingSha256: string;
  /** The variables that the wording uses. */
  readonly variables: Readonly<Record<string, string>>;
  /** SHA-256 of the text made of both. */
  readonly textSha256: string;
}

/**
 * One version of a consent (F-04): no value in it tells who the donor is. Amounts in minor units, in the donor's own
 * periodicity.
 */
export interface ConsentStatement {
  readonly format: 'plateau-consent-1';
  readonly callId: string;
  readonly version: number;
  /** Digest of the version before, '' for the first: the versions are a chain of their own. */
  readonly previous: string;
  readonly kind: 'given' | 'corrected' | 'cancelled' | 'undone';
  readonly campaign: string;
  readonly disposition: string;
  /** Account id of who spoke to the donor. */
  readonly agent: string;
  /** Account id of who made this version. */
  readonly author: string;
  readonly at: string;
  readonly currency: Currency;
  readonly frequency: Frequency;
  readonly oldMinor: number | null;
  /** Null once cancelled or undone. */
  readonly newMinor: number | null;
  readonly firstDebitOn: CivilDate | null;
  readonly askLevel: AskLevel | null;
  readonly script: { readonly version: string; readonly sha256: string };
  /** What was read for this version: nothing, when somebody of the house made it. */
  readonly readBack: ReadBack | null;
}

/** The call as it stands for that version. */
export interface ConsentedCall {
  readonly callId: string;
  readonly campaign: string;
  readonly disposition: string;
  readonly agent: string;
  readonly currency: Currency;
  readonly frequency: Frequency;
  readonly oldMinor: number | null;
  readonly newMinor: number | null;
  readonly firstDebitOn: CivilDate | null;
  readonly askLevel: AskLevel | null;
  readonly scriptVersion: string;
}

export interface ConsentQuestion {
  readonly call: ConsentedCall;
  readonly kind: ConsentStatement['kind'];
  readonly author: string;
  readonly atMs: number;
  readonly before: { readonly version: number; readonly digest: string } | undefined;
  readonly script: CallScript | undefined;
  readonly readBack: ReadBack | null;
}

/** The statement as it is kept, and its digest: SHA-256 of these very bytes. */
export function consentStatement({ call, kind, author, atMs, before, script, readBack }: ConsentQuestion): {
  readonly statement: string;
  readonly digest: string;
  readonly version: number;
} {
  const version = (before?.version ?? 0) + 1;
  const stands = kind === 'given' || kind === 'corrected';
  const made: ConsentStatement = {
    format: 'plateau-consent-1',
    callId: call.callId,
    version,
    previous: before?.digest ?? '',
    kind,
    campaign: call.campaign,
    disposition: call.disposition,
    agent: call.agent,
    author,
    at: isoWithOffset(atMs),
    currency: call.currency,
    frequency: call.frequency,
    oldMinor: call.oldMinor,
    newMinor: stands ? call.newMinor : null,
    firstDebitOn: stands ? call.firstDebitOn : null,
    askLevel: call.askLevel,
    script: { version: call.scriptVersion, sha256: script ? sha256(JSON.stringify(script)) : '' },
    readBack,
  };
  const statement = JSON.stringify(made);
  return { statement, digest: sha256(statement), version };
}

/** The read-back that the donor answered yes to: the last one of the path. */
function readBackNode(script: CallScript, path: readonly PathStep[]): string | undefined {
  return path.findLast(({ node }) => script.nodes[node]?.marks.includes('read-back'))?.node;
}

export interface ReadBackQuestion {
  readonly script: CallScript;
  readonly path: readonly PathStep[];
  readonly call: ConsentedCall;
  readonly country: Country;
  readonly language: Language;
  readonly canton: string;
  readonly charityName: string;
  readonly scheme: DebitScheme;
}

/**
 * What was read back, made again from the wording and the recorded amounts, in the words of the donor's country. Undefined when
 * the path shows no read-back (a script that has none).
 */
export function readBackOf(question: ReadBackQuestion): ReadBack | undefined {
  const { script, path } = question;
  const node = readBackNode(script, path);
  const say = node === undefined ? undefined : script.nodes[node]?.say;
  if (node === undefined || say === undefined) return undefined;
  const known = knownVariables(question);
  const variables = Object.fromEntries(
    variablesOfSay(say)
      .map(({ name }): [string, string] => [name, known[name] ?? `[${name}]`])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const textSha256 = sha256(renderSay(say, variables));
  return { node, wordingSha256: sha256(say), variables, textSha256 };
}

/** The text of a kept read-back; undefined when the script no longer has that very wording. */
export function readBackText(
  script: CallScript | undefined,
  readBack: ReadBack,
): { readonly text: string; readonly isSame: boolean } | undefined {
  const say = script?.nodes[readBack.node]?.say;
  if (say === undefined || sha256(say) !== readBack.wordingSha256) return undefined;
  const text = renderSay(say, readBack.variables);
  return { text, isSame: sha256(text) === readBack.textSha256 };
}

/** What says nothing of who the donor is. */
function knownVariables({
  call,
  country,
  language,
  canton,
  charityName,
  scheme,
}: ReadBackQuestion): Record<string, string> {
  const { speech } = languagePack(language);
  const words = (name: string, minor: number | null) => {
    const amount = minor === null ? undefined : money(minor, call.currency);
    return {
      [name]: amount ? formatMoney(amount, country) : '',
      [`${name}_lettres`]: amount ? amountInWords(amount, { language, country, canton }) : '',
    };
  };
  const disposition = dispositionOf(call.disposition);
  return {
    association: charityName,
    ...words('montant_actuel', call.oldMinor),
    ...words('montant_retenu', call.newMinor),
    periodicite: speech.per[call.frequency],
    date_premiere_echeance: call.firstDebitOn === null ? '' : speech.date(call.firstDebitOn),
    mode_de_versement: speech.payment(scheme, country).mode,
    nouveau_mandat: disposition && isAwaitingSignature(disposition) ? 'oui' : '',
  };
}
