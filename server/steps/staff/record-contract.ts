import type { Country } from '../../../shared/country.ts';
import { AppError, type AppErrorParts } from '../../../shared/errors.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import { type Contract, coversDay, overlap } from '../../domain/staff/contract.ts';
import { type ContractKind, type ContractProof, contractFacts } from '../../domain/staff/contract-kinds.ts';
import { frenchDay } from '../../domain/wording/custody-words.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface StaffDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'uuid'>;
}

/** What an employer keeps of who worked for them: five years after they left (Code du travail, R1221-26). */
const KEPT_YEARS = 5;

const REFUSALS = {
  'contract-person-unknown': [
    'not-found',
    'Aucune personne de la maison ne porte cet identifiant.',
    'Créez d’abord son accès (« plateau account create ») ; l’observateur de l’association n’est pas au registre.',
  ],
  'contract-own': [
    'forbidden',
    'Personne n’atteste de son propre contrat.',
    'Demandez à l’exploitation ou à un autre responsable des données.',
  ],
  'contract-dates': [
    'invalid',
    'Les dates de ce contrat ne se suivent pas, ou ne sont pas du calendrier.',
    'Premier et dernier jours au format AAAA-MM-JJ.',
  ],
  'contract-endless': [
    'invalid',
    'Un contrat de cette sorte a un dernier jour.',
    'Donnez-le : --until AAAA-MM-JJ.',
  ],
  'contract-overlap': [
    'conflict',
    'Un autre contrat de cette personne couvre ces jours.',
    'Finissez-le d’abord : « plateau staff end ». La liste : « plateau staff list ».',
  ],
  'contract-none': [
    'not-found',
    'Aucun contrat de cette personne n’est en cours ce jour-là.',
    'Vérifiez les dates : « plateau staff list ».',
  ],
} as const satisfies Record<string, readonly [AppErrorParts['kind'], string, string]>;

function refusal(code: keyof typeof REFUSALS, sentence?: string): AppError {
  const [kind, message, hint] = REFUSALS[code];
  return new AppError({ code, kind, message: sentence ?? message, hint });
}

async function personOf(rows: StoreReader, login: string, actor: string): Promise<AccountRow> {
  const account = await rows.accounts.byLogin(login);
  // The observer is the charity's: no line of the register is theirs.
  if (!account || account.role === 'observer') throw refusal('contract-person-unknown');
  if (account.id === actor) throw refusal('contract-own');
  return account;
}

function isDay(text: CivilDate): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function refuseDates({ startsOn, endsOn, kind }: Pick<Contract, 'startsOn' | 'endsOn' | 'kind'>): void {
  if (!isDay(startsOn) || (endsOn !== null && (!isDay(endsOn) || endsOn < startsOn)))
    throw refusal('contract-dates');
  if (endsOn === null && contractFacts(kind).hasEnd) throw refusal('contract-endless');
}

export interface NewContract {
  /** Account id of who looked at the proof. */
  readonly actor: string;
  readonly login: string;
  readonly kind: ContractKind;
  readonly country: Country;
  readonly startsOn: CivilDate;
  readonly endsOn: CivilDate | null;
  readonly proof: ContractProof;
}

/**
 * Writes a contract in the staff register: whoever writes it has looked at its proof. A person has one at a time; the
 * same line twice is refused. AppErrors `contract-person-unknown`, `contract-own`, `contract-dates`, `contract-endless`,
 * `contract-overlap`.
 */
export async function recordContract(
  { store, clock, chance }: StaffDeps,
  request: NewContract,
): Promise<Contract> {
  const { actor, login, ...rest } = request;
  refuseDates(rest);
  return await store.write(async (rows) => {
    const account = await personOf(rows, login, actor);
    const known = (await rows.contracts.of(account.id)).find((one) => overlap(one, rest));
    if (known) {
      const until = known.endsOn === null ? 'sans dernier jour' : `jusqu’au ${frenchDay(known.endsOn)}`;
      throw refusal(
        'contract-overlap',
        `Un autre contrat couvre ces jours : du ${frenchDay(known.startsOn)}, ${until}.`,
      );
    }
    const seenAtMs = clock.nowMs();
    const row: Contract = { id: chance.uuid(), account: account.id, ...rest, seenBy: actor, seenAtMs };
    await rows.contracts.add(row);
    const { kind, startsOn, endsOn, proof } = row;
    const detail = { kind, from: startsOn, to: endsOn ?? '', proof };
    await trail(rows, { actor, atMs: seenAtMs })('contract.record', account.id, { detail });
    return row;
  });
}

interface ContractEnd {
  readonly actor: string;
  readonly login: string;
  readonly endsOn: CivilDate;
  readonly reason: string;
}

/**
 * Brings the end of the person's contract of that day to that day, included: cards stop the day after. A second call
 * finds it ended and changes nothing. AppErrors `contract-person-unknown`, `contract-own`, `contract-dates`, `contract-none`.
 */
export async function endContract(
  { store, clock }: Pick<StaffDeps, 'store' | 'clock'>,
  request: ContractEnd,
): Promise<Contract> {
  const { actor, login, endsOn, reason } = request;
  if (!isDay(endsOn)) throw refusal('contract-dates');
  return await store.write(async (rows) => {
    const account = await personOf(rows, login, actor);
    const running = (await rows.contracts.of(account.id)).find((one) => coversDay(one, endsOn));
    if (!running) throw refusal('contract-none');
    if (running.endsOn === endsOn) return running;
    await rows.contracts.end(running.id, endsOn);
    const note = trail(rows, { actor, atMs: clock.nowMs() });
    await note('contract.end', account.id, { reason, detail: { kind: running.kind, to: endsOn } });
    return { ...running, endsOn };
  });
}

/** Lines that ended more than five years ago leave the register; run by the schedule, twice finds nothing more. */
export async function dropOldContracts({
  store,
  clock,
}: Pick<StaffDeps, 'store' | 'clock'>): Promise<number> {
  const day = Temporal.PlainDate.from(civilDate(clock.nowMs())).subtract({ years: KEPT_YEARS }).toString();
  return await store.write((rows) => rows.contracts.dropEndedBefore(day));
}
