import { AppError, type AppErrorParts } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Role } from '../../../shared/roles.ts';
import { LOGIN_RULE, loginOf, mayWork, passwordRefusal } from '../../domain/access/account-rules.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { LoginThrottle, Passwords } from '../../ports/passwords.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { refuseCardNumber } from '../personal-text.ts';
import { trail } from '../trail.ts';
import { cutAccess } from './cut-access.ts';

export interface AccountDeps {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** An account as shown: without its password hash. */
export type AccountView = Omit<AccountRow, 'passwordHash'>;

export interface NewAccount {
  /** Account id of the data officer, or `system` for a command on the host. */
  readonly actor: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly campaigns: readonly string[];
  readonly validFromMs: number;
  /** Exclusive. */
  readonly validToMs: number;
  /** Absent: one is drawn and given back, once. */
  readonly password?: string;
  /** The drawn one counts as the person's own: a house that is played for an hour (demonstration). */
  readonly countsAsChosen?: true;
}

/** `password` is there only when it was drawn here: shown once, kept nowhere. */
export interface PasswordGiven {
  readonly account: AccountView;
  readonly password?: string;
}

const DRAWN_BYTES = 15;

/** code: kind, French sentence, next step. */
const REFUSALS = {
  'login-invalid': ['invalid', 'Cet identifiant n’a pas la forme attendue.', LOGIN_RULE],
  'account-dates-invalid': [
    'invalid',
    'Les dates de cet accès ne se suivent pas, ou sa fin est déjà passée.',
    'Donnez un début, puis une fin à venir.',
  ],
  'account-unknown': [
    'not-found',
    'Aucun accès ne porte cet identifiant.',
    'Vérifiez la liste avec « plateau account list ».',
  ],
  'account-exists': [
    'conflict',
    'Cet identifiant est déjà pris.',
    'Choisissez-en un autre, ou prolongez l’accès existant.',
  ],
  'accounts-exist': [
    'conflict',
    'Cette installation a déjà des accès : le premier ne se crée qu’une fois.',
    'Demandez au responsable des données de créer le vôtre : « plateau account create ».',
  ],
  'last-data-officer': [
    'conflict',
    'C’est le dernier responsable des données : sans lui, plus personne ne gère les accès.',
    'Créez d’abord un autre responsable des données.',
  ],
  'campaign-unknown': [
    'not-found',
    'Cette campagne n’existe pas.',
    'Vérifiez le code avec « plateau status », ou chargez la campagne avec « plateau campaign create ».',
  ],
  'password-weak': [
    'invalid',
    'Ce mot de passe est trop faible.',
    'Prenez quatre mots sans rapport entre eux.',
  ],
} as const satisfies Record<string, readonly [AppErrorParts['kind'], string, string]>;

function refusal(code: keyof typeof REFUSALS, sentence?: string): AppError {
  const [kind, message, hint] = REFUSALS[code];
  return new AppError({ code, kind, message: sentence ?? message, hint });
}

function viewOf({ passwordHash: _, ...view }: AccountRow): AccountView {
  return view;
}

function requireLogin(typed: string): string {
  const login = loginOf(typed);
  if (login !== undefined) return login;
  throw refusal('login-invalid');
}

function requireDates(from: number, to: number, nowMs: number): void {
  if (from < to && to > nowMs) return;
  throw refusal('account-dates-invalid');
}

/** A campaign, or a pledge line whose seats are laid. */
async function isKnown(rows: StoreReader, code: string): Promise<boolean> {
  return ((await rows.campaignHeads.byCode(code)) ?? (await rows.seats.folder(code))) !== undefined;
}

async function requireCampaigns(rows: StoreReader, codes: readonly string[]): Promise<void> {
  const unknown = await inTurn.find(codes, async (code) => !(await isKnown(rows, code)));
  if (unknown === undefined) return;
  throw refusal('campaign-unknown', `La campagne ${unknown} n’existe pas.`);
}

async function requireAccount(rows: StoreReader, login: string): Promise<AccountRow> {
  const account = await rows.accounts.byLogin(login);
  if (account) return account;
  throw refusal('account-unknown');
}

async function hashedPassword(deps: AccountDeps, login: string, given: string | undefined) {
  const weakness = given === undefined ? undefined : passwordRefusal(given, login);
  if (weakness !== undefined) {
    throw refusal('password-weak', weakness);
  }
  const password = given ?? deps.chance.token(DRAWN_BYTES);
  const drawn: { readonly password?: string } = given === undefined ? { password } : {};
  return { hash: await deps.passwords.hash(password), drawn };
}

async function insertAccount(
  rows: StoreWriter,
  deps: AccountDeps,
  made: { readonly row: AccountRow; readonly actor: string },
): Promise<void> {
  const { row, actor } = made;
  if (await rows.accounts.byLogin(row.login)) {
    throw refusal('account-exists');
  }
  await requireCampaigns(rows, row.campaigns);
  await rows.accounts.insert(row);
  const { role, campaigns, validFromMs, validToMs } = row;
  const detail = { role, campaigns: campaigns.join(' '), validFromMs, validToMs };
  await trail(rows, { actor, atMs: deps.clock.nowMs() })('account.create', row.id, { detail });
}

async function newRow(deps: AccountDeps, account: NewAccount) {
  const login = requireLogin(account.login);
  refuseCardNumber(account.displayName);
  requireDates(account.validFromMs, account.validToMs, deps.clock.nowMs());
  const { hash, drawn } = await hashedPassword(deps, login, account.password);
  const row: AccountRow = {
    id: deps.chance.uuid(),
    login,
    displayName: account.displayName.trim(),
    role: account.role,
    passwordHash: hash,
    validFromMs: account.validFromMs,
    validToMs: account.validToMs,
    campaigns: [...new Set(account.campaigns)],
    disabled: false,
    owesPassphrase: drawn.password !== undefined && !account.countsAsChosen,
  };
  return { row, drawn };
}

/**
 * AppErrors `login-invalid`, `account-dates-invalid`, `password-weak`, `account-exists`, `campaign-unknown`, `card-number` in the
 * name.
 */
export async function createAccount(deps: AccountDeps, account: NewAccount): Promise<PasswordGiven> {
  const { row, drawn } = await newRow(deps, account);
  await deps.store.write((rows) => insertAccount(rows, deps, { row, actor: account.actor }));
  return { account: viewOf(row), ...drawn };
}

/** The first account of an installation, made on the host. AppError `accounts-exist` as soon as there is one. */
export async function bootstrapDataOfficer(
  deps: AccountDeps,
  person: Omit<NewAccount, 'actor' | 'role' | 'campaigns'>,
): Promise<PasswordGiven> {
  const refuseSecond = async (rows: StoreReader) => {
    if ((await rows.accounts.all()).length === 0) return;
    throw refusal('accounts-exist');
  };
  await deps.store.read(refuseSecond);
  const first: NewAccount = { ...person, actor: 'system', role: 'dataOfficer', campaigns: [] };
  const { row, drawn } = await newRow(deps, first);
  await deps.store.write(async (rows) => {
    await refuseSecond(rows);
    await insertAccount(rows, deps, { row, actor: 'system' });
  });
  return { account: viewOf(row), ...drawn };
}

/**
 * Sets the password given, or draws one that its person is to replace at the next login; ends the account's sessions, and
 * the waits that guesses have caused.
 */
export async function setPassword(
  deps: AccountDeps & { readonly throttle: LoginThrottle },
  change: { readonly actor: string; readonly login: string; readonly password?: string },
): Promise<PasswordGiven> {
  const login = requireLogin(change.login);
  const { id } = await deps.store.read((rows) => requireAccount(rows, login));
  const { hash, drawn } = await hashedPassword(deps, login, change.password);
  await deps.throttle.forgetLogin(login);
  return await deps.store.write(async (rows) => {
    await rows.accounts.update(id, { passwordHash: hash, owesPassphrase: drawn.password !== undefined });
    const text = 'Votre mot de passe vient d’être changé : ouvrez une nouvelle session avec le nouveau.';
    const by = { actor: change.actor, atMs: deps.clock.nowMs() };
    const sessions = await cutAccess(rows, { account: { id }, ...by, text });
    await trail(rows, by)('account.password', id, { detail: { sessions } });
    return { account: viewOf(await requireAccount(rows, login)), ...drawn };
  });
}

async function refuseLastOfficer(rows: StoreReader, account: AccountRow, nowMs: number): Promise<void> {
  const others = (await rows.accounts.all()).filter((other) => other.id !== account.id);
  const remains = others.some((other) => other.role === 'dataOfficer' && mayWork(other, nowMs) === 'yes');
  if (account.role !== 'dataOfficer' || remains) return;
  throw refusal('last-data-officer');
}

/** Closes the access at once and ends its sessions; a second call does nothing. AppError `last-data-officer`. */
export async function disableAccount(
  deps: AccountDeps,
  change: { readonly actor: string; readonly login: string; readonly reason: string },
): Promise<AccountView> {
  const login = requireLogin(change.login);
  const nowMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const account = await requireAccount(rows, login);
    if (account.disabled) return viewOf(account);
    await refuseLastOfficer(rows, account, nowMs);
    await rows.accounts.update(account.id, { disabled: true });
    const { actor, reason } = change;
    const text = 'Votre accès vient d’être fermé.';
    const sessions = await cutAccess(rows, { account, atMs: nowMs, actor, text });
    await trail(rows, { actor, atMs: nowMs })('account.disable', account.id, {
      reason,
      detail: { sessions },
    });
    return viewOf(await requireAccount(rows, login));
  });
}

/** What was served under the former grant leaves the screen; the person logs in again for the rest. */
async function cutRemoved(
  rows: StoreWriter,
  { clock }: AccountDeps,
  change: { readonly account: AccountRow; readonly removed: readonly string[]; readonly actor: string },
): Promise<number> {
  const { account, removed, actor } = change;
  const text = `Votre accès ne comprend plus ${removed.join(', ')} : ouvrez une nouvelle session.`;
  return await cutAccess(rows, { account, atMs: clock.nowMs(), actor, text });
}

interface AccountExtension {
  readonly actor: string;
  readonly login: string;
  readonly validToMs?: number;
  readonly campaigns?: readonly string[];
  readonly reason: string;
}

/**
 * New end, new campaigns, or both; one campaign less ends the sessions at once; an access that was closed stays closed.
 * AppErrors as `createAccount`.
 */
export async function extendAccount(deps: AccountDeps, change: AccountExtension): Promise<AccountView> {
  const login = requireLogin(change.login);
  return await deps.store.write(async (rows) => {
    const account = await requireAccount(rows, login);
    const { validToMs = account.validToMs, campaigns = account.campaigns } = change;
    if (change.validToMs !== undefined) requireDates(account.validFromMs, validToMs, deps.clock.nowMs());
    await requireCampaigns(rows, campaigns);
    await rows.accounts.update(account.id, { validToMs, campaigns: [...new Set(campaigns)] });
    const { actor, reason } = change;
    const removed = account.campaigns.filter((code) => !campaigns.includes(code));
    const sessions = removed.length > 0 ? await cutRemoved(rows, deps, { account, removed, actor }) : 0;
    const detail = { validToMs, campaigns: campaigns.join(' '), ...(sessions > 0 ? { sessions } : {}) };
    await trail(rows, { actor, atMs: deps.clock.nowMs() })('account.extend', account.id, { reason, detail });
    return viewOf(await requireAccount(rows, login));
  });
}

/** Every account, without its password hash. */
export async function listAccounts(deps: Pick<AccountDeps, 'store'>): Promise<readonly AccountView[]> {
  return (await deps.store.read((rows) => rows.accounts.all())).map(viewOf);
}
