import { AppError, type AppErrorParts } from '../../../shared/errors.ts';
import { loginOf } from '../../domain/access/account-rules.ts';
import { base32Of, CODE_SECRET_BYTES, codeAddress } from '../../domain/access/one-time-code.ts';
import { demandsCode, type SecondFactor } from '../../domain/access/second-factor.ts';
import { readSshPublicKey, type SshKeyProblem } from '../../domain/access/ssh-public-key.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountKeyRow, AccountRow } from '../../ports/rows/accounts.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';
import { cutAccess } from './cut-access.ts';
import { codeSecretName, refuseEnrolled } from './log-in-code.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Who changes whose keys or code. */
export interface AccountChange {
  /** Account id of the data officer. */
  readonly actor: string;
  readonly login: string;
}

/** A key as listed: what it is and since when, never whose machine it lives on. */
export type AccountKeyView = Omit<AccountKeyRow, 'account'>;

const MAX_KEYS = 10;

const KEY_PROBLEMS: Record<SshKeyProblem, readonly [string, string]> = {
  'private-key': [
    'Ce fichier est une clé privée : elle ne doit jamais quitter le poste de sa personne.',
    'Donnez le fichier .pub ; puis faites une nouvelle clé, celle-ci a été montrée (ssh-keygen -t ed25519).',
  ],
  'not-a-public-key': [
    'Ce fichier n’est pas une clé publique OpenSSH.',
    'Donnez le fichier .pub écrit par ssh-keygen : une seule ligne, qui commence par ssh-ed25519.',
  ],
  'kind-refused': [
    'Cette sorte de clé n’est pas acceptée.',
    'Faites une clé ed25519 : ssh-keygen -t ed25519.',
  ],
  'too-short': ['Cette clé RSA est trop courte.', 'Faites une clé ed25519 : ssh-keygen -t ed25519.'],
};

const REFUSALS = {
  'account-unknown': [
    'not-found',
    'Aucun accès ne porte cet identifiant.',
    'Vérifiez la liste avec « plateau account list ».',
  ],
  'account-key-unknown': [
    'not-found',
    'Cette personne n’a pas de clé à cette empreinte.',
    'Vérifiez la liste avec « plateau account key list ».',
  ],
  'code-self-enrolled': [
    'conflict',
    'Cette personne enregistre elle-même son code, à sa prochaine connexion : personne d’autre ne le voit.',
    'Rien à faire ici ; téléphone perdu ou changé : « plateau account totp … --off ».',
  ],
  'account-keys-full': [
    'conflict',
    'Cette personne a déjà dix clés.',
    'Retirez d’abord celles qui ne servent plus : « plateau account key remove ».',
  ],
} as const satisfies Record<string, readonly [AppErrorParts['kind'], string, string]>;

function refusal(code: keyof typeof REFUSALS): AppError {
  const [kind, message, hint] = REFUSALS[code];
  return new AppError({ code, kind, message, hint });
}

async function accountOf(rows: StoreReader, login: string): Promise<AccountRow> {
  const account = await rows.accounts.byLogin(loginOf(login) ?? '');
  if (account) return account;
  throw refusal('account-unknown');
}

/**
 * Registers a public key that opens this person's workstation at the SSH host. AppErrors `account-key-invalid`,
 * `account-key-exists` (a key opens one account), `account-keys-full`, `account-unknown`.
 */
export async function addAccountKey(
  deps: Deps,
  change: AccountChange & { readonly publicKey: string },
): Promise<AccountKeyView> {
  const key = readSshPublicKey(change.publicKey);
  if (typeof key === 'string') {
    const [message, hint] = KEY_PROBLEMS[key];
    throw new AppError({ code: 'account-key-invalid', kind: 'invalid', message, hint });
  }
  const { actor } = change;
  const view: AccountKeyView = { ...key, addedAtMs: deps.clock.nowMs(), addedBy: actor };
  await deps.store.write(async (rows) => {
    const { id } = await accountOf(rows, change.login);
    if ((await rows.accounts.keysOf(id)).length >= MAX_KEYS) throw refusal('account-keys-full');
    await rows.accounts.addKey({ ...view, account: id });
    await trail(rows, { actor, atMs: view.addedAtMs })('account.key-add', id, {
      detail: { key: key.fingerprint },
    });
  });
  return view;
}

/** This person's keys, oldest first. AppError `account-unknown`. */
export async function listAccountKeys(
  deps: Pick<Deps, 'store'>,
  login: string,
): Promise<readonly AccountKeyView[]> {
  return await deps.store.read(async (rows) =>
    (await rows.accounts.keysOf((await accountOf(rows, login)).id)).map(({ account: _, ...view }) => view),
  );
}

/**
 * The key opens nothing any more; sessions already open stay (`plateau account password` or `disable` ends them).
 * AppErrors `account-key-unknown`, also the second time, and `account-unknown`.
 */
export async function removeAccountKey(
  deps: Deps,
  change: AccountChange & { readonly fingerprint: string },
): Promise<void> {
  const { actor, fingerprint } = change;
  await deps.store.write(async (rows) => {
    const { id } = await accountOf(rows, change.login);
    if ((await rows.accounts.removeKey(id, fingerprint)) === 0) throw refusal('account-key-unknown');
    const note = trail(rows, { actor, atMs: deps.clock.nowMs() });
    await note('account.key-remove', id, { detail: { key: fingerprint } });
  });
}

/** Shown once, kept nowhere in clear. */
export interface CodeSecretGiven {
  /** base32, to type by hand. */
  readonly secret: string;
  /** `otpauth://…`, for a QR code. */
  readonly address: string;
}

interface CodeDeps extends Deps {
  readonly secrets: Secrets;
  readonly chance: Chance;
}

/**
 * From now on this person's login demands a one-time code as well, at every door. Whoever draws the secret sees it: never over
 * one that stands, nor for a role that enrols its own at login. AppErrors `account-unknown`, `code-enrolled`,
 * `code-self-enrolled`, `key-ring-missing`.
 */
export async function demandCode(
  deps: CodeDeps & { readonly secondFactor?: SecondFactor },
  change: AccountChange,
): Promise<CodeSecretGiven> {
  await deps.store.read(async (rows) => {
    const account = await accountOf(rows, change.login);
    await refuseEnrolled(rows, account);
    if (demandsCode(account.role, deps.secondFactor)) throw refusal('code-self-enrolled');
  });
  return drawCode(deps, change);
}

/** The same for whoever installs the house, before anybody has logged in. AppErrors `account-unknown`, `key-ring-missing`. */
export async function drawCode(deps: CodeDeps, change: AccountChange): Promise<CodeSecretGiven> {
  const { id, login } = await deps.store.read((rows) => accountOf(rows, change.login));
  const secret = Buffer.from(deps.chance.token(CODE_SECRET_BYTES), 'base64url');
  const sealed = await deps.secrets.seal(codeSecretName(id), secret);
  await deps.store.write(async (rows) => {
    const atMs = deps.clock.nowMs();
    await rows.accounts.setCodeSecret({ account: id, sealed, lastStep: 0, addedAtMs: atMs });
    await rows.accounts.removeCodeOffer(id);
    await trail(rows, { actor: change.actor, atMs })('account.code-demand', id);
  });
  return { secret: base32Of(secret), address: codeAddress(login, secret) };
}

/**
 * The password alone (or the key alone) opens again; where the role demands a code, it opens the enrolment of another one only,
 * and open sessions end (a phone was lost). A second call does nothing. AppErrors `account-unknown`, `custody-text`.
 */
export async function forgetCode(
  deps: Deps,
  change: AccountChange & { readonly reason?: string },
): Promise<void> {
  if (change.reason !== undefined) refusePersonalText(change.reason);
  await deps.store.write(async (rows) => {
    const account = await accountOf(rows, change.login);
    const { id } = account;
    await rows.accounts.removeCodeOffer(id);
    if ((await rows.accounts.removeCodeSecret(id)) === 0) return;
    const text =
      'Votre code à usage unique a été oublié : ouvrez une nouvelle session pour en enregistrer un autre.';
    const { actor, reason } = change;
    const atMs = deps.clock.nowMs();
    if (demandsCode(account.role)) await cutAccess(rows, { account, atMs, actor, text });
    await trail(rows, { actor, atMs })('account.code-forget', id, { reason });
  });
}
