import { inTurn } from '../../../shared/in-turn.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { type ConsentStatement, readBackText } from '../../domain/agreement/consent-statement.ts';
import { CHAIN_START, type ChainPlace, nextLink } from '../../domain/audit/audit-chain.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { ConsentRow } from '../../ports/rows/consents.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { walkAudit } from '../audit/walk-audit.ts';
import { mayView } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { checkRefusal, reasonPersonal } from './check-refusals.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

export interface ShownConsentVersion {
  readonly statement: ConsentStatement;
  readonly digest: string;
  readonly auditSeq: number;
  /** Logins. */
  readonly agent: string;
  readonly author: string;
  /** What the donor heard, names aside; null when nothing was read for this version, or the wording is no longer kept. */
  readonly text: string | null;
  /** French, one each; [] when the statement is what was recorded. */
  readonly problems: readonly string[];
}

export interface ShownConsent {
  readonly callId: string;
  readonly campaign: string;
  /** Oldest first: the last one holds. */
  readonly versions: readonly ShownConsentVersion[];
  readonly audit: { readonly ok: boolean; readonly entries: number; readonly why: string };
}

export interface ShowConsentRequest {
  readonly callId: string;
  /** Why somebody asks; kept in the log, without personal data. */
  readonly reason: string;
  readonly account: Pick<AccountRow, 'id' | 'role' | 'campaigns'>;
}

/**
 * What a donor agreed to, for a dispute (F-04): every version, each compared with its own digest, with the one before
 * and with the audit log's entry, and the log itself walked from end to end. The question goes to the log. Nothing
 * personal is opened: who the donor is stays with the call's number. AppErrors `consent-unknown`, `reason-personal`.
 */
export async function showConsent(deps: Deps, request: ShowConsentRequest): Promise<ShownConsent> {
  const { callId, reason, account } = request;
  const problem = noteProblem(reason);
  if (problem !== undefined) throw reasonPersonal(problem);
  const atMs = deps.clock.nowMs();
  const campaign = await deps.store.write(async (rows) => {
    const [first] = await rows.consents.ofCall(callId);
    if (!first || !mayView(account, first.campaign)) throw checkRefusal('consent-unknown');
    await trail(rows, { actor: account.id, atMs })('consent.show', callId, {
      campaign: first.campaign,
      reason,
      detail: { recordId: first.recordId },
    });
    return first.campaign;
  });
  const versions = await deps.store.read(async (rows) => {
    const all = await rows.consents.ofCall(callId);
    return inTurn.map(all, (row, at) => shown(rows, row, all[at - 1]));
  });
  return { callId, campaign, versions, audit: await wholeChain(deps) };
}

async function shown(
  rows: StoreReader,
  row: ConsentRow,
  before: ConsentRow | undefined,
): Promise<ShownConsentVersion> {
  const statement = await rows.consents.stated(row);
  const login = async (id: string) => (await rows.accounts.byId(id))?.login ?? id;
  const { readBack } = statement;
  const said =
    readBack && readBackText(await rows.campaigns.script(row.campaign, statement.script.version), readBack);
  const [entry] = await rows.audit.page(row.auditSeq, 1);
  const isLogged =
    entry?.seq === row.auditSeq && entry.subject === row.callId && entry.detail.consent === row.digest;
  const problems = [
    ...(sha256(row.statement) === row.digest
      ? []
      : ['Le texte gardé ne correspond plus à son empreinte : il a été modifié.']),
    ...(isLogged ? [] : [`L’entrée ${row.auditSeq} du journal ne porte pas cette empreinte.`]),
    ...(statement.previous === (before?.digest ?? '') && statement.version === row.version
      ? []
      : ['Cette version ne suit pas la précédente.']),
    ...(said && !said.isSame ? ['Le texte relu ne se recompose pas à l’identique.'] : []),
    ...(readBack && !said ? ['La formulation lue n’est plus celle du script gardé.'] : []),
  ];
  return {
    ...{ statement, digest: row.digest, auditSeq: row.auditSeq, problems },
    agent: await login(statement.agent),
    author: await login(statement.author),
    text: said?.text ?? null,
  };
}

async function wholeChain({ store }: Deps): Promise<ShownConsent['audit']> {
  let place: ChainPlace = CHAIN_START;
  for await (const page of walkAudit({ store })) {
    for (const entry of page) {
      const next = nextLink(place, entry);
      if (typeof next === 'string') return { ok: false, entries: place.seq, why: next };
      place = next;
    }
  }
  return { ok: true, entries: place.seq, why: '' };
}
