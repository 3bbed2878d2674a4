import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { contractBreaches } from '../../../shared/script-contract.ts';
import { readBackText } from '../../domain/agreement/consent-statement.ts';
import { toldDebitOn } from '../../domain/agreement/first-debit.ts';
import { correctedCall } from '../../domain/call/corrected-call.ts';
import { maskedValue } from '../../domain/next-card/masked-value.ts';
import { STOP_WORDS } from '../../domain/persons/stop-words.ts';
import { type ToldStep, toldPath } from '../../domain/script/told-path.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CheckRow } from '../../ports/rows/checks.ts';
import type { EmailState } from '../../ports/rows/emails.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type OpenDeps, openCallsInBulk } from '../records/open-record.ts';
import { standingStop } from '../records/standing-stop.ts';
import { checkRefusal } from './check-refusals.ts';
import type { ListedCheck } from './list-checks.ts';

/** A contact field that the agent corrected: its name, and the two values with all but a sign hidden. */
interface MaskedChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** The trace of an agreement, without the donor (F-05). */
export interface ShownCheck extends ListedCheck {
  readonly durationSeconds: number;
  readonly label: string;
  readonly theme: string | null;
  readonly scriptVersion: string;
  /** Digest of all that was said and sent; null before it was kept. */
  readonly edition: string | null;
  readonly path: readonly ToldStep[];
  /** What the script's contract asks and the path does not show; [] when it was kept. */
  readonly breaches: readonly string[];
  /** What was read back; null when nothing is kept of it. */
  readonly readBack: string | null;
  /** The answer to « vos coordonnées sont-elles exactes ? ». */
  readonly coordinates: string | null;
  readonly changes: readonly MaskedChange[];
  readonly emailState: EmailState | null;
  readonly corrections: readonly {
    readonly kind: 'M' | 'X';
    readonly atMs: number;
    readonly by: string;
    readonly beforeMinor: number | null;
    readonly minor: number | null;
    readonly reason: string;
  }[];
  /** Oldest first; `by` is a login, or `system`. */
  readonly history: readonly (Pick<CheckRow, 'state' | 'atMs' | 'reason'> & { readonly by: string })[];
}

/**
 * What a verifier judges an agreement by. Opens the call's contact corrections when there are some, which is audited as every
 * opening is, and shows them masked; the donor's record stays sealed. AppError `check-unknown`.
 */
export async function showCheck(
  deps: OpenDeps,
  { callId, account }: { readonly callId: string; readonly account: Pick<AccountRow, 'id' | 'campaigns'> },
): Promise<ShownCheck> {
  const call = await deps.store.read((rows) => rows.calls.byId(callId));
  if (!call || !account.campaigns.includes(call.campaign)) throw checkRefusal('check-unknown');
  const trace = await deps.store.read((rows) => traceOf(rows, call));
  return { ...trace, changes: call.changed ? await changesOf(deps, callId, account.id) : [] };
}

async function changesOf(deps: OpenDeps, callId: string, actor: string): Promise<readonly MaskedChange[]> {
  const reason = 'Vérification d’un accord';
  const changes: MaskedChange[] = [];
  for await (const { content } of openCallsInBulk(deps, { callIds: [callId], actor, reason }))
    for (const { field, before, after } of content.changes)
      changes.push({ field, before: maskedValue(field, before), after: maskedValue(field, after) });
  return changes;
}

async function traceOf(rows: StoreReader, call: CallRow): Promise<Omit<ShownCheck, 'changes'>> {
  const { callId, campaign, disposition, path, scriptVersion } = call;
  const stop = await standingStop(rows, { id: call.recordId, campaign });
  const history = await rows.checks.ofCall(callId);
  const last = history.at(-1);
  if (!last || (await rows.undos.ofCall(callId))) throw checkRefusal('check-unknown');
  const script = await rows.campaigns.script(campaign, scriptVersion);
  const corrections = await rows.corrections.ofCall(callId);
  const now = correctedCall(call, corrections);
  const login = async (id: string) => (await rows.accounts.byId(id))?.login ?? id;
  const { endedAtMs, oldMinor, newMinor, currency, askLevel } = now;
  const { durationSeconds, theme, edition, coordinates } = call;
  return {
    ...{ callId, campaign, disposition, endedAtMs, oldMinor, newMinor, currency, askLevel },
    frequency: (await rows.records.byId(call.recordId))?.frequency ?? 'M',
    firstDebitOn: toldDebitOn(now),
    ...{ durationSeconds, theme, edition, coordinates, scriptVersion },
    agent: await login(call.agent),
    ...{ state: last.state, sinceMs: last.atMs, reason: last.reason },
    label: dispositionLabel(disposition, (await rows.campaigns.byCode(campaign))?.country ?? 'FR'),
    path: toldPath(script, path),
    breaches: [
      ...(stop ? [STOP_WORDS[stop].seen] : []),
      ...(script ? contractBreaches(script, path, disposition).map(({ text }) => text) : []),
    ],
    readBack: await readBackGiven(rows, call),
    emailState: (await rows.emails.ofCall(callId))?.state ?? null,
    corrections: await inTurn.map(corrections, async ({ kind, atMs, author, reason, ...amounts }) => ({
      ...{ kind, atMs, reason, by: await login(author) },
      beforeMinor: amounts.beforeNewMinor,
      minor: amounts.newMinor,
    })),
    history: await inTurn.map(history, async ({ state, atMs, author, reason }) => ({
      state,
      atMs,
      reason,
      by: await login(author),
    })),
  };
}

async function readBackGiven(
  rows: StoreReader,
  { callId, campaign, scriptVersion }: CallRow,
): Promise<string | null> {
  const given = (await rows.consents.ofCall(callId)).find(({ kind }) => kind === 'given');
  const readBack = given && (await rows.consents.stated(given)).readBack;
  const script = await rows.campaigns.script(campaign, scriptVersion);
  return readBack ? (readBackText(script, readBack)?.text ?? null) : null;
}
