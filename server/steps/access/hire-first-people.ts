import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Role } from '../../../shared/roles.ts';
import { demandsCode, type SecondFactor } from '../../domain/access/second-factor.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { StoreReader } from '../../ports/store.ts';
import { drawCode } from './account-keys.ts';
import { type AccountDeps, bootstrapDataOfficer, createAccount } from './manage-accounts.ts';

interface HireDeps extends AccountDeps {
  readonly secrets: Secrets;
  readonly secondFactor?: SecondFactor;
}

export interface FirstPerson {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly campaigns: readonly string[];
  readonly validFromMs: number;
  /** Exclusive. */
  readonly validToMs: number;
}

/** What the person is given, shown once and kept nowhere in clear. */
export interface HiredPerson {
  readonly login: string;
  readonly role: Role;
  readonly password: string;
  /** `otpauth://…`, to be drawn as a QR code; absent for a role that needs no one-time code. */
  readonly codeAddress?: string;
}

/**
 * The first people of an installation, made on the host before anybody has logged in: the data officer first, by the same
 * step as `account bootstrap`, then the others; each role that demands a one-time code gets its secret. A login
 * that is there already is left as it is. AppErrors `house-in-use` once somebody has logged in, `first-is-data-officer`, those of
 * `createAccount`.
 */
export async function hireFirstPeople(
  deps: HireDeps,
  people: readonly FirstPerson[],
  actor: string,
): Promise<readonly HiredPerson[]> {
  const hired: HiredPerson[] = [];
  for (const person of people) {
    if ((await deps.store.read((rows) => rows.accounts.byLogin(person.login))) !== undefined) continue;
    await deps.store.read(refuseInUse);
    hired.push(await hire(deps, person, actor));
  }
  return hired;
}

async function hire(deps: HireDeps, person: FirstPerson, actor: string): Promise<HiredPerson> {
  const { login, role } = person;
  const isFirst = await deps.store.read(async (rows) => (await rows.accounts.all()).length === 0);
  if (isFirst && role !== 'dataOfficer') throw firstIsDataOfficer();
  const made = isFirst
    ? await bootstrapDataOfficer(deps, person)
    : await createAccount(deps, { ...person, actor });
  const code = demandsCode(role, deps.secondFactor) ? await drawCode(deps, { actor, login }) : undefined;
  return { login, role, password: made.password ?? '', ...(code && { codeAddress: code.address }) };
}

async function refuseInUse(rows: StoreReader): Promise<void> {
  if (
    await inTurn.every(
      await rows.accounts.all(),
      async ({ id }) => (await rows.accounts.lastLoginAtMs(id)) === undefined,
    )
  )
    return;
  throw new AppError({
    code: 'house-in-use',
    kind: 'conflict',
    message: 'Quelqu’un s’est déjà connecté : les accès ne se créent plus depuis le serveur.',
    hint: 'Le responsable des données crée les suivants : plateau account create.',
  });
}

function firstIsDataOfficer(): AppError {
  return new AppError({
    code: 'first-is-data-officer',
    kind: 'invalid',
    message: 'La première personne est le responsable des données : c’est lui qui ouvre les accès.',
    hint: 'Mettez en tête une personne de rôle dataOfficer.',
  });
}
