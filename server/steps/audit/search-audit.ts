import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { isReasonDigest } from '../../domain/audit/audit-chain.ts';
import { type AuditFilter, auditMatcher } from '../../domain/audit/audit-search.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import { GENERATOR } from '../../domain/delivery/delivery-manifest.ts';
import { idRanges } from '../../domain/lists/id-ranges.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { AuditRow } from '../../ports/rows/audit.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { FindDeps, PersonKey } from '../records/find-person.ts';
import { lookUpPerson, personUnknown } from '../records/find-person.ts';
import { trail } from '../trail.ts';
import { traced, walkAudit } from './walk-audit.ts';

const UUID_SIGNS = 36;

/** Shown at once; more is for `export`. */
const MAX_SHOWN = 2000;

export interface SearchRequest {
  readonly person?: PersonKey;
  readonly record?: number;
  /** Card of somebody of a directory: its number, or the first signs of it. */
  readonly card?: string;
  readonly call?: string;
  /** Login. */
  readonly account?: string;
  readonly campaign?: string;
  readonly action?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly actor: string;
}

interface FoundEntry extends Omit<AuditRow, 'previousHash' | 'hash' | 'digest'> {
  /** Login and role of the actor, '' for the house itself or an account since gone. */
  readonly login: string;
  readonly role: string;
}

export interface AuditFound {
  readonly total: number;
  /** The newest ones, oldest first. */
  readonly entries: readonly FoundEntry[];
  /** Numbers of the records that the person has. */
  readonly records: readonly number[];
}

/**
 * Who did what: to a donor (found by the blind index, in every record of theirs), in a call, by an account, in a campaign. The
 * search is itself an entry, without the value searched for. AppErrors `account-unknown`, `person-unknown`,
 * `people-card-unknown`.
 */
export async function searchAudit(deps: FindDeps, request: SearchRequest): Promise<AuditFound> {
  const { actor, person, record, card, account, call, campaign, action, fromMs, toMs } = request;
  const ids = person ? (await lookUpPerson(deps, { ...person, actor })).map((row) => row.id) : [];
  if (record !== undefined) ids.push(record);
  if (person && ids.length === 0) throw personUnknown();
  const filter = await deps.store.read(
    async (rows): Promise<AuditFilter> => ({
      ...(ids.length > 0 ? { records: await inTurn.map(ids, (id) => traced(rows, id)) } : {}),
      ...(account === undefined ? {} : { actor: await accountId(rows, account) }),
      ...(card === undefined ? {} : { participant: await cardSought(rows, card) }),
      ...{ call, campaign, action, fromMs, toMs },
    }),
  );
  const atMs = deps.clock.nowMs();
  const cards = filter.participant === undefined ? '' : cardList([filter.participant]);
  const detail = { records: idRanges(ids), cards, ...criteria(request) };
  // Before it is read, and outside of what it finds.
  const { seq } = await deps.store.write((rows) =>
    trail(rows, { actor, atMs })('audit.search', 'audit', { campaign, detail }),
  );
  const matches = auditMatcher(filter);
  const entries: AuditRow[] = [];
  let total = 0;
  for await (const page of walkAudit(deps, { toSeq: seq - 1 })) {
    for (const row of page) {
      if (!matches(row)) continue;
      total += 1;
      entries.push(row);
    }
    if (entries.length > 2 * MAX_SHOWN) entries.splice(0, entries.length - MAX_SHOWN);
  }
  const shown = entries.slice(-MAX_SHOWN);
  return {
    total,
    records: ids,
    entries: await deps.store.read((rows) => inTurn.map(shown, (row) => withActor(rows, row))),
  };
}

/** What was asked, without a personal value: the person is told by their records. */
function criteria({ call = '', account = '', campaign = '', action = '' }: SearchRequest) {
  return { call, account, campaign, action };
}

async function accountId(rows: StoreReader, login: string): Promise<string> {
  if (login === 'system' || login.startsWith('host:')) return login;
  const account = await rows.accounts.byLogin(login);
  if (account) return account.id;
  throw new AppError({
    code: 'account-unknown',
    kind: 'not-found',
    message: 'Cette personne n’a pas de compte.',
    hint: 'Vérifiez l’identifiant : plateau account list.',
  });
}

/** Somebody who is erased is found by the whole number: the log still has it. */
async function cardSought(rows: StoreReader, card: string): Promise<string> {
  if (card.length === UUID_SIGNS) return card;
  const bases = await rows.people.bases();
  const ids = await inTurn.flatMap(bases, ({ charity }) => rows.people.ids(charity));
  const [id, other] = ids.filter((one) => one.startsWith(card));
  if (id !== undefined && other === undefined) return id;
  throw new AppError({
    code: 'people-card-unknown',
    kind: 'not-found',
    message: 'Aucune fiche de l’annuaire, ou plusieurs, commencent par ces signes.',
    hint: 'Cherchez-la : plateau people find NOM. Pour une personne effacée, donnez le numéro entier.',
  });
}

async function withActor(
  rows: StoreReader,
  { previousHash: _p, hash: _h, digest, ...row }: AuditRow,
): Promise<FoundEntry> {
  const account = await rows.accounts.byId(row.actor);
  const reason = !digest && isReasonDigest(row.reason) ? 'effacé avec la campagne' : row.reason;
  return { ...row, reason, login: account?.login ?? '', role: account?.role ?? '' };
}

export interface ExportDeps {
  readonly store: Store;
  readonly exchange: Pick<Exchange, 'signDetached' | 'houseFingerprint'>;
  readonly clock: Clock;
}

/** One entry as it stands in an export: every field of the chain, so that whoever has the file can recompute it. */
function auditLine(row: AuditRow): string {
  const { seq, atMs, actor, action, campaign, subject, detail, previousHash, hash } = row;
  // What leaves outlives the campaign: never the typed words, which are not even opened.
  const reason = row.digest ?? row.reason;
  const line = { seq, atMs, actor, action, campaign, subject, reason, detail, previousHash, hash };
  return `${JSON.stringify(line)}\n`;
}

const LINES_PER_PAGE = 5000;

/** Lines from that number on, up to `toSeq`; the next number, or null at the end. */
export async function exportAuditPage(
  deps: Pick<ExportDeps, 'store'>,
  { fromSeq, toSeq }: { readonly fromSeq: number; readonly toSeq: number },
): Promise<{ readonly lines: string; readonly nextSeq: number | null }> {
  const rows = await deps.store.read(({ audit }) =>
    audit.page(fromSeq, Math.min(LINES_PER_PAGE, toSeq - fromSeq + 1)),
  );
  const last = rows.at(-1)?.seq ?? toSeq;
  return { lines: rows.map(auditLine).join(''), nextSeq: last < toSeq ? last + 1 : null };
}

/** The export begins: an entry of its own, and the last one it will hold. */
export async function beginAuditExport(
  deps: ExportDeps,
  request: { readonly actor: string },
): Promise<{ readonly toSeq: number }> {
  const by = { actor: request.actor, atMs: deps.clock.nowMs() };
  return { toSeq: (await deps.store.write((rows) => trail(rows, by)('audit.export', 'audit'))).seq };
}

/** The signed statement of an export: the server hashes its own lines again, whatever was received. */
export async function signAuditExport(
  deps: ExportDeps,
  { toSeq }: { readonly toSeq: number },
): Promise<{ readonly statement: string; readonly signature: string; readonly sha256: string }> {
  const hash = createHash('sha256');
  let head = '';
  for await (const page of walkAudit(deps, { toSeq })) {
    for (const row of page) hash.update(auditLine(row));
    head = page.at(-1)?.hash ?? head;
  }
  const sha256 = hash.digest('hex');
  const facts = {
    version: 'plateau-journal-export-1',
    entrees: toSeq,
    tete: head,
    sha256,
    etabli_le: Temporal.Instant.fromEpochMilliseconds(deps.clock.nowMs()).toString(),
    empreinte_cle_prestataire: await deps.exchange.houseFingerprint(),
    generateur: GENERATOR,
  };
  const statement = `${JSON.stringify(facts, null, 2)}\n`;
  return { statement, signature: await deps.exchange.signDetached(Buffer.from(statement)), sha256 };
}
