import type { CallOutcome } from '../../../shared/call-outcome.ts';
import { countryFacts } from '../../../shared/country.ts';
import type { DebitScheme } from '../../../shared/debit.ts';
import { HOUSE_LANGUAGE } from '../../../shared/language/languages.ts';
import { isVerified } from '../../domain/agreement/agreement-check.ts';
import {
  type ConsentedCall,
  type ConsentStatement,
  consentStatement,
  readBackOf,
} from '../../domain/agreement/consent-statement.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';

/** A version of a consent before the audit entry that seals its digest. */
export interface MadeConsent {
  readonly recordId: number;
  readonly call: ConsentedCall;
  readonly kind: ConsentStatement['kind'];
  readonly author: string;
  readonly atMs: number;
  readonly version: number;
  readonly statement: string;
  readonly digest: string;
}

type Amounts = Pick<CallRow, 'oldMinor' | 'newMinor' | 'firstDebitOn' | 'askLevel'>;

export interface GivenConsent {
  readonly row: Pick<RecordRow, 'id' | 'campaign' | 'country' | 'canton' | 'currency' | 'frequency'>;
  readonly outcome: Pick<CallOutcome, 'callId' | 'disposition' | 'scriptVersion' | 'path'>;
  readonly amounts: Amounts;
  /** How the gift is paid; absent: as usual in that country. */
  readonly scheme?: DebitScheme;
  readonly agent: string;
  readonly atMs: number;
}

/**
 * What the donor agreed to on the phone (F-04), made in the recording transaction; undefined for what is no agreement.
 * The first debit is the one recorded: the card said the same unless the call went over midnight.
 */
export async function consentGiven(rows: StoreReader, given: GivenConsent): Promise<MadeConsent | undefined> {
  const { row, outcome, amounts, agent, atMs } = given;
  if (!isVerified(outcome.disposition)) return undefined;
  const { callId, disposition, scriptVersion, path } = outcome;
  const { oldMinor, newMinor, firstDebitOn, askLevel } = amounts;
  const call: ConsentedCall = {
    ...{ callId, disposition, scriptVersion, agent, oldMinor, newMinor, firstDebitOn, askLevel },
    ...{ campaign: row.campaign, currency: row.currency, frequency: row.frequency },
  };
  const script = await rows.campaigns.script(row.campaign, scriptVersion);
  const settings = (await rows.campaigns.byCode(row.campaign))?.settings;
  const { country, canton } = row;
  const heard = { country, canton, language: settings?.language ?? HOUSE_LANGUAGE };
  const charityName = settings?.charity.shortName ?? '';
  const scheme = given.scheme ?? countryFacts(country).debit.usualScheme;
  const readBack = script && readBackOf({ script, path, call, charityName, scheme, ...heard });
  const parts = { call, recordId: row.id, kind: 'given' as const, author: agent, atMs };
  // Of a call that is being recorded there is none yet.
  return {
    ...parts,
    ...consentStatement({ ...parts, before: undefined, script, readBack: readBack ?? null }),
  };
}

export interface LaterConsent {
  /** The call with the amounts that hold from now on. */
  readonly call: CallRow;
  readonly kind: 'corrected' | 'cancelled' | 'undone';
  readonly author: string;
  readonly atMs: number;
}

/** What became of it since: nobody read it to the donor. Undefined for a call that is no agreement. */
export async function consentSince(rows: StoreReader, later: LaterConsent): Promise<MadeConsent | undefined> {
  const { call, kind, author, atMs } = later;
  if (!isVerified(call.disposition)) return undefined;
  const frequency = (await rows.records.byId(call.recordId))?.frequency ?? 'M';
  const parts = { call: { ...call, frequency }, recordId: call.recordId, kind, author, atMs };
  const before = (await rows.consents.ofCall(call.callId)).at(-1);
  const script = await rows.campaigns.script(call.campaign, call.scriptVersion);
  return { ...parts, ...consentStatement({ ...parts, before, script, readBack: null }) };
}

/** For the detail of the audit entry that goes with it: the log vouches for the statement without holding it. */
export function consentDetail(
  consent: MadeConsent | undefined,
): { readonly consent: string; readonly consentVersion: number } | Record<string, never> {
  return consent ? { consent: consent.digest, consentVersion: consent.version } : {};
}

/** In the same transaction as that entry, of which it keeps the number. */
export async function recordConsent(
  rows: StoreWriter,
  consent: MadeConsent | undefined,
  auditSeq: number,
): Promise<void> {
  if (!consent) return;
  const { call, recordId, version, kind, author, atMs, statement, digest } = consent;
  const { callId, campaign } = call;
  await rows.consents.add({
    ...{ callId, version, campaign, recordId, kind, author, atMs, statement, digest, auditSeq },
  });
}
