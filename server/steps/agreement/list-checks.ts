import type { AskLevel } from '../../../shared/call-outcome.ts';
import type { Currency } from '../../../shared/currency.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { toldDebitOn } from '../../domain/agreement/first-debit.ts';
import { correctedCall } from '../../domain/call/corrected-call.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CheckState } from '../../ports/rows/checks.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { checksInForce, type StandingCheck } from './waiting-checks.ts';

/** An agreement as a verifier's list shows it: no donor. Amounts in minor units, as they stand. */
export interface ListedCheck {
  readonly callId: string;
  readonly campaign: string;
  /** Login of who spoke to the donor. */
  readonly agent: string;
  readonly endedAtMs: number;
  readonly disposition: string;
  readonly oldMinor: number | null;
  readonly newMinor: number | null;
  readonly currency: Currency;
  /** Of the amounts: the record's. */
  readonly frequency: Frequency;
  /** Null before a new mandate is signed: no day was told. */
  readonly firstDebitOn: CivilDate | null;
  readonly askLevel: AskLevel | null;
  readonly state: CheckState;
  readonly sinceMs: number;
  readonly reason: string;
}

export interface ListChecksRequest {
  readonly account: Pick<AccountRow, 'campaigns'>;
  readonly campaign?: string | undefined;
  readonly states: readonly CheckState[];
}

/** Agreements of one's own campaigns whose verification stands there, oldest first. Opens nothing. */
export async function listChecks(
  { store }: { readonly store: Store },
  { account, campaign, states }: ListChecksRequest,
): Promise<readonly ListedCheck[]> {
  const codes = account.campaigns.filter((code) => campaign === undefined || code === campaign);
  return await store.read(async (rows) =>
    inTurn.map(await inTurn.flatMap(codes, (code) => checksInForce(rows, code, states)), (one) =>
      listed(rows, one),
    ),
  );
}

async function listed(rows: StoreReader, { check, call }: StandingCheck): Promise<ListedCheck> {
  const now = correctedCall(call, await rows.corrections.ofCall(call.callId));
  const { callId, campaign, endedAtMs, disposition, oldMinor, newMinor, currency, askLevel } = now;
  return {
    ...{ callId, campaign, endedAtMs, disposition, oldMinor, newMinor, currency, askLevel },
    firstDebitOn: toldDebitOn(now),
    frequency: (await rows.records.byId(call.recordId))?.frequency ?? 'M',
    agent: (await rows.accounts.byId(call.agent))?.login ?? call.agent,
    state: check.state,
    sinceMs: check.atMs,
    reason: check.reason,
  };
}
