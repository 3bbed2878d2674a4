import { AppError, isAppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AuditHead, KeptHead } from '../../ports/kept-head.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface KeptHeadDeps {
  readonly store: Store;
  readonly keptHead: KeptHead;
  readonly clock: Clock;
}

/**
 * Writes down, beside the keys, where the audit log stands. Cheap when nothing was added since. AppErrors `database-rolled-back`
 * when the log does not go on from the head that was kept, and those of its reading: what may have been cut is never vouched for.
 */
export async function keepHead(deps: KeptHeadDeps): Promise<void> {
  // In this order: another process may add entries, and keep them, between the two.
  const kept = await deps.keptHead.read();
  const { head, verdict } = await deps.store.read(async (rows) => ({
    head: await rows.audit.head(),
    verdict: await compareHead(rows, kept),
  }));
  if (verdict.kind !== 'same') throw refused(verdict);
  if (kept?.seq === head.seq && kept.hash === head.hash) return;
  await deps.keptHead.write({ ...head, atMs: deps.clock.nowMs() });
}

/** What a base is to the house that kept a head: the same log, an older one, another one, or nobody knows. */
type Verdict =
  | { readonly kind: 'same' }
  /** The base ends before what was kept. */
  | { readonly kind: 'older'; readonly missing: number }
  /** The base goes on after another past. */
  | { readonly kind: 'other' }
  /** Nothing says any more which base is the last one. */
  | { readonly kind: 'unknown'; readonly entries: number };

/** Only looks. */
export async function compareHead(rows: StoreReader, kept: AuditHead | undefined): Promise<Verdict> {
  const head = await rows.audit.head();
  if (!kept) return head.seq === 0 ? { kind: 'same' } : { kind: 'unknown', entries: head.seq };
  if (head.seq < kept.seq) return { kind: 'older', missing: kept.seq - head.seq };
  if (kept.seq === 0) return { kind: 'same' };
  for await (const row of rows.audit.each(kept.seq)) {
    if (row.hash !== kept.hash) return { kind: 'other' };
    break;
  }
  return { kind: 'same' };
}

/** French. */
export function headSentence(verdict: Exclude<Verdict, { kind: 'same' }>): string {
  switch (verdict.kind) {
    case 'older':
      return `Cette base est plus ancienne que la dernière connue : ${inNumber(verdict.missing, 'entrée(s) du journal manque(nt)')}.`;
    case 'other':
      return 'Le journal de cette base n’est pas celui que la maison a connu : il a une autre suite.';
    case 'unknown':
      return `La tête du journal (head.json) n’est plus dans le trousseau, et le journal de cette base a ${inNumber(verdict.entries, 'entrée(s)')} : rien ne dit que ce soit la dernière.`;
  }
}

function refused(verdict: Exclude<Verdict, { kind: 'same' }>): AppError {
  return new AppError({
    code: 'database-rolled-back',
    kind: 'conflict',
    message: headSentence(verdict),
    hint: 'Remettez la base la plus récente. Si c’est une restauration voulue : plateau serve --accept-rollback "motif", écrit au journal.',
  });
}

/**
 * At start, before anything is changed: a base older than the head kept beside the keys was put back (restored, or rolled back
 * to undo something), and whoever runs the house must know. So is a base whose head was taken away. Refused, AppErrors
 * `database-rolled-back`, `kept-head-forged` and `kept-head-unreadable`, unless `because` says why: the reason goes to the audit
 * log with both heads. A head of before the mark (0.4.0) is taken once, if the log goes on from it; from then on it bears the
 * mark. A reason where nothing is to be accepted is refused, `no-rollback`: left in a start-up script, it would accept the next
 * one unseen. `onAccepted` runs before the older base becomes the known one: cut in the middle of it, the next start asks again.
 */
export async function checkKeptHead(
  deps: KeptHeadDeps,
  because: string | undefined,
  onAccepted: () => Promise<void> = async () => {},
): Promise<void> {
  const reason = because?.trim();
  if (because !== undefined && (!reason || reason.length < 5)) throw reasonMissing();
  const kept = await keptOrDoubtful(deps, reason);
  const verdict = await deps.store.read((rows) => compareHead(rows, kept));
  if (verdict.kind === 'same' && reason) throw nothingToAccept();
  if (verdict.kind !== 'same' && !reason) throw refused(verdict);
  if (reason) {
    const act = { kept: kept ?? doubtful('absente'), reason, atMs: deps.clock.nowMs() };
    await deps.store.write((rows) => acceptRollback(rows, act));
    await onAccepted();
  }
  const head = await deps.store.read((rows) => rows.audit.head());
  await deps.keptHead.writeMarked({ ...head, atMs: deps.clock.nowMs() });
}

/** What the audit log calls a head that says nothing. */
const DOUBTS = new Map([
  ['kept-head-unreadable', 'illisible'],
  ['kept-head-forged', 'fausse'],
]);

function doubtful(word: string): AuditHead {
  return { seq: Number.MAX_SAFE_INTEGER, hash: word, atMs: 0 };
}

/** A head that cannot be read, or is not ours, is another past, for whoever gives a reason. */
async function keptOrDoubtful(
  deps: KeptHeadDeps,
  reason: string | undefined,
): Promise<AuditHead | undefined> {
  try {
    return await deps.keptHead.read();
  } catch (error) {
    const word = reason && isAppError(error) ? DOUBTS.get(error.code) : undefined;
    if (word === undefined) throw error;
    return doubtful(word);
  }
}

function reasonMissing(): AppError {
  return new AppError({
    code: 'reason-missing',
    kind: 'invalid',
    message: 'Accepter une base plus ancienne demande un motif.',
    hint: 'Dites pourquoi, en quelques mots : plateau serve --accept-rollback "serveur détruit, copie du 24".',
  });
}

function nothingToAccept(): AppError {
  return new AppError({
    code: 'no-rollback',
    kind: 'invalid',
    message: 'Cette base est bien la dernière connue : il n’y a rien à accepter.',
    hint: 'Relancez sans --accept-rollback ; ne laissez jamais cette option dans un script de démarrage.',
  });
}

/**
 * E-mails that waited may have left after the copy was made: they become uncertain, shown to ops and never sent again by
 * themselves. Sessions end: one of them may have been cut since.
 */
async function acceptRollback(
  rows: StoreWriter,
  act: { readonly kept: AuditHead; readonly reason: string; readonly atMs: number },
): Promise<void> {
  const found = await rows.audit.head();
  const doubtful = await rows.emails.inState('to-send');
  for (const { id } of doubtful) await rows.emails.update(id, { state: 'uncertain', reply: 'rolled-back' });
  const sessions = await inTurn.reduce(
    await rows.accounts.all(),
    async (sum, { id }) => sum + (await rows.accounts.endSessionsOf(id)),
    0,
  );
  await trail(rows, { actor: 'system', atMs: act.atMs })('house.rollback-accepted', act.kept.hash, {
    reason: act.reason,
    detail: { keptSeq: act.kept.seq, foundSeq: found.seq, doubtfulEmails: doubtful.length, sessions },
  });
}
