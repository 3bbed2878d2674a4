import type { LiveEvent } from '../../../shared/card.ts';
import type { AppError } from '../../../shared/errors.ts';
import { sessionEndMs } from '../../domain/access/account-rules.ts';
import { SESSION_LIFE } from '../../domain/access/session-life.ts';
import { guestLogin, NO_PASSWORD } from '../../domain/seats/guest-account.ts';
import { codeVerdict, typedShiftCode, WRONG_CODES_BEFORE_FREEZE } from '../../domain/seats/shift-code.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SeatRow } from '../../ports/rows/seats.ts';
import type { SignupRow, SlotRow } from '../../ports/rows/slots.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { hashOf, type OpenedSession } from '../access/log-in.ts';
import { type LogInDeps, mustWait } from '../access/log-in-attempt.ts';
import { noteRefusal, refusedLogin } from '../access/note-refusals.ts';
import { trail } from '../trail.ts';
import { codeRefused, seatFrozen, seatNeedsKey } from './code-refusals.ts';
import { markOfCode } from './draw-badges.ts';

/** A code typed at a seat. `fingerprint`: of the key that its client has proved. */
export interface CodeAttempt {
  readonly seat: string;
  readonly code: string;
  readonly address?: string | undefined;
  readonly fingerprint?: string | undefined;
}

const TOKEN_BYTES = 32;

/** The seat of that name, as an SSH client writes it; undefined for any other login. */
export async function seatNamed(
  { store }: Pick<LogInDeps, 'store'>,
  typed: string,
): Promise<SeatRow | undefined> {
  const name = typed.trim().toUpperCase();
  return /^[A-Z][A-Z0-9-]{2,29}$/.test(name) ? await store.read((rows) => rows.seats.seat(name)) : undefined;
}

interface Found {
  readonly signup: SignupRow;
  readonly slot: SlotRow;
}

type Outcome = Opened | { readonly refusal: AppError };
interface Opened {
  readonly account: AccountRow;
  readonly expiresAtMs: number;
}

async function holderOf(rows: StoreReader, number: number): Promise<Found | undefined> {
  const signup = await rows.slots.signup(number);
  const slot = signup && (await rows.slots.byId(signup.slot));
  return signup && slot && { signup, slot };
}

/** The account of that person for that slot: made at their first code, theirs again at the next. */
async function accountOf(
  rows: StoreWriter,
  { signup, slot }: Found,
  { id, nowMs }: { id: string; nowMs: number },
): Promise<AccountRow> {
  const known = signup.account === null ? undefined : await rows.accounts.byId(signup.account);
  if (known) {
    await rows.accounts.update(known.id, { validToMs: slot.toMs });
    return { ...known, validToMs: slot.toMs };
  }
  const row: AccountRow = {
    ...{ id, login: guestLogin(id), displayName: signup.person, role: 'volunteer' },
    ...{ passwordHash: NO_PASSWORD, validFromMs: nowMs, validToMs: slot.toMs },
    ...{ campaigns: [slot.campaign], disabled: false, owesPassphrase: false },
  };
  await rows.accounts.insert(row);
  await rows.slots.changeSignup(signup.id, { account: id });
  return row;
}

const ELSEWHERE: LiveEvent = {
  kind: 'session-ended',
  text:
    'Votre poste a été ouvert ailleurs avec un nouveau badge : celui-ci est terminé. ' +
    'Si ce n’est pas vous, prévenez votre chef d’équipe.',
};

/** A session of the account, alone: one that was open elsewhere ends, and its screen is told. */
async function sit(
  rows: StoreWriter,
  { account, seat, token, nowMs }: { account: AccountRow; seat: string; token: string; nowMs: number },
): Promise<Opened> {
  if ((await rows.accounts.endSessionsOf(account.id)) > 0)
    await rows.floor.addLiveEvent({ atMs: nowMs, agent: account.id, event: ELSEWHERE });
  const expiresAtMs = sessionEndMs(account, nowMs, SESSION_LIFE.volunteer.absoluteMs);
  await rows.accounts.addSession({
    ...{ tokenHash: hashOf(token), account: account.id, createdAtMs: nowMs, expiresAtMs },
  });
  const note = trail(rows, { actor: account.id, atMs: nowMs });
  await note('session.open', account.id, { detail: { expiresAtMs, by: `seat ${seat}` } });
  return { account, expiresAtMs };
}

/** A wrong code is counted at the seat; the fifth in a row freezes it, and the audit log says so. */
async function wrongCode(deps: LogInDeps, rows: StoreWriter, seat: SeatRow): Promise<Outcome> {
  const nowMs = deps.clock.nowMs();
  await noteRefusal(deps, rows, { ...refusedLogin(undefined, 'shift-code'), nowMs });
  const failures = await rows.seats.noteFailure(seat.name, WRONG_CODES_BEFORE_FREEZE, nowMs);
  if (failures < WRONG_CODES_BEFORE_FREEZE)
    return { refusal: codeRefused('wrong', WRONG_CODES_BEFORE_FREEZE - failures) };
  await trail(rows, { actor: 'system', atMs: nowMs })('seat.freeze', seat.name, { detail: { failures } });
  return { refusal: seatFrozen() };
}

async function redeem(
  deps: LogInDeps,
  rows: StoreWriter,
  given: { readonly name: string; readonly mark: string | undefined; readonly token: string },
): Promise<Outcome> {
  const { name, mark, token } = given;
  const nowMs = deps.clock.nowMs();
  const seat = await rows.seats.seat(name);
  if (!seat || seat.frozenAtMs !== null) return { refusal: seatFrozen() };
  const code = mark === undefined ? undefined : await rows.slots.code(mark);
  const found = code && (await holderOf(rows, code.signup));
  if (!code || !found || found.slot.site !== seat.site) return await wrongCode(deps, rows, seat);
  const { signup, slot } = found;
  const verdict = codeVerdict(code, { ...slot, holdsPlace: signup.state === 'held' }, nowMs);
  if (verdict !== 'open') return { refusal: codeRefused(verdict) };
  if (!(await rows.slots.spendCode(code.hash, name, nowMs))) return { refusal: codeRefused('used') };
  if (seat.failures > 0) await rows.seats.changeSeat(name, { failures: 0 });
  const account = await accountOf(rows, found, { id: deps.chance.uuid(), nowMs });
  if (signup.attendance !== 'came')
    await rows.slots.changeSignup(signup.id, { attendance: 'came', attendedAtMs: nowMs });
  return await sit(rows, { account, seat: name, token, nowMs });
}

/**
 * Opens a session for the holder of a badge at that seat, until their slot ends. A wrong code costs the seat one of
 * five tries, and its address waits as after a wrong password; the fifth freezes the seat until a lead opens it. A code opens
 * once; two who type it together, one of them. AppErrors `seat-frozen`, `seat-key-needed`, `shift-code-wrong`, `-used`,
 * `-voided`, `-too-early`, `-over`, `-no-place`, and the waits of a login.
 */
export async function redeemCode(deps: LogInDeps, attempt: CodeAttempt): Promise<OpenedSession> {
  const { seat: name, code, address = '', fingerprint } = attempt;
  const key = { kind: 'address', value: address } as const;
  const waitMs = await deps.throttle.waitMs(key, deps.clock.nowMs());
  if (waitMs > 0) throw mustWait(waitMs);
  const seat = await deps.store.read((rows) => rows.seats.seat(name));
  if (seat?.keyFingerprint && seat.keyFingerprint !== fingerprint) throw seatNeedsKey();
  const typed = typedShiftCode(code);
  const mark = typed && (await markOfCode(deps.secrets, typed));
  const token = deps.chance.token(TOKEN_BYTES);
  const outcome = await deps.store.write((rows) => redeem(deps, rows, { name, mark, token }));
  if (!('refusal' in outcome)) return { token, ...outcome };
  if (outcome.refusal.code === 'shift-code-wrong') await deps.throttle.fail([key], deps.clock.nowMs());
  throw outcome.refusal;
}

/**
 * Is the person in front of a locked seat still who opened it? By the same badge. AppErrors `shift-code-wrong`, waits of a
 * login.
 */
export async function confirmBadge(
  deps: LogInDeps,
  { account, code }: { readonly account: AccountRow; readonly code: string },
): Promise<void> {
  const key = { kind: 'key', value: `badge ${account.id}` } as const;
  const { waitMs, takeBack } = await deps.throttle.attempt({ counted: [key], nowMs: deps.clock.nowMs() });
  if (waitMs > 0) throw mustWait(waitMs);
  const typed = typedShiftCode(code);
  const mark = typed && (await markOfCode(deps.secrets, typed));
  const isTheirs = await deps.store.read(async (rows) => {
    const signup = await rows.slots.signupOfAccount(account.id);
    const known = mark === undefined ? undefined : await rows.slots.code(mark);
    return signup !== undefined && known?.signup === signup.id && known.usedAtMs !== null;
  });
  if (!isTheirs) throw codeRefused('wrong');
  await takeBack();
}
