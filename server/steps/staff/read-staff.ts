import { inTurn } from '../../../shared/in-turn.ts';
import { type CivilDate, civilDate, HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { mayWork } from '../../domain/access/account-rules.ts';
import { type Contract, coversDay, standingOn } from '../../domain/staff/contract.ts';
import { type ContractKind, contractFacts, proofText } from '../../domain/staff/contract-kinds.ts';
import { type StaffPerson, staffFigures } from '../../domain/staff/staff-figures.ts';
import type { StaffLine, StaffRegister } from '../../domain/staff/staff-register.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

/**
 * The register and its figures today: the whole of it for ops and the data officer, a lead’s own agents for a lead.
 */
export async function listStaff(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  reader: Pick<AccountRow, 'role' | 'campaigns'>,
): Promise<StaffRegister> {
  return await store.read((rows) =>
    registerOf(rows, { nowMs: clock.nowMs(), isWanted: (one) => isShownTo(one, reader) }),
  );
}

function isShownTo(person: AccountRow, reader: Pick<AccountRow, 'role' | 'campaigns'>): boolean {
  if (reader.role !== 'lead') return true;
  return person.role === 'agent' && person.campaigns.some((code) => reader.campaigns.includes(code));
}

interface AskedRegister {
  readonly nowMs: number;
  readonly isWanted: (account: AccountRow) => boolean;
  /** Hours of that campaign alone: another charity's are not told. Absent: all hours. */
  readonly campaign?: string;
}

/** Lines and figures of those who are wanted; the observer, of the charity, is nobody's staff. */
export async function registerOf(rows: StoreReader, asked: AskedRegister): Promise<StaffRegister> {
  const { nowMs, isWanted } = asked;
  const day = civilDate(nowMs, HOUSE_ZONE);
  const wanted = (await rows.accounts.all()).filter((one) => one.role !== 'observer' && isWanted(one));
  const isOpen = (one: AccountRow) => mayWork(one, nowMs) === 'yes';
  return {
    lines: await inTurn.flatMap(wanted, (one) => linesOf(rows, one, { day, isOpen: isOpen(one) })),
    figures: staffFigures(
      await inTurn.map(wanted, async (one) => ({
        ...(await personOf(rows, one, asked)),
        isHere: isOpen(one),
      })),
      day,
    ),
  };
}

async function linesOf(
  rows: StoreReader,
  { id, login, role }: AccountRow,
  { day, isOpen }: { readonly day: CivilDate; readonly isOpen: boolean },
): Promise<readonly StaffLine[]> {
  const contracts = await rows.contracts.of(id);
  if (contracts.length === 0) return isOpen ? [{ login, role, contract: null, standing: 'none' }] : [];
  return await inTurn.map(contracts, async (one) => ({
    login,
    role,
    contract: await shown(rows, one),
    standing: standingOn([one], day).kind,
  }));
}

async function shown(rows: StoreReader, contract: Contract): Promise<StaffLine['contract']> {
  const { kind, country, startsOn, endsOn, proof, seenBy, seenAtMs } = contract;
  return {
    said: contractFacts(kind).said[country],
    startsOn,
    endsOn,
    proof: proofText(proof),
    seenBy: (await rows.accounts.byId(seenBy))?.login ?? seenBy,
    seenAtMs,
  };
}

async function personOf(
  rows: StoreReader,
  { id, role, campaigns }: AccountRow,
  asked: AskedRegister,
): Promise<Omit<StaffPerson, 'isHere'>> {
  const contracts = await rows.contracts.of(id);
  const passed = new Set((await rows.training.of(id)).map(({ campaign }) => campaign));
  const open = await inTurn.filter(
    campaigns,
    async (code) => (await rows.campaigns.byCode(code))?.state === 'open',
  );
  return {
    contracts,
    isAgent: role === 'agent',
    isTrained: open.every((code) => passed.has(code)),
    secondsByKind: await secondsByKind(rows, { id, contracts }, asked),
  };
}

interface Employed {
  readonly id: string;
  readonly contracts: readonly Contract[];
}

/** Each span goes to the contract of the day on which it began. */
async function secondsByKind(
  rows: StoreReader,
  { id, contracts }: Employed,
  { nowMs, campaign }: AskedRegister,
): Promise<ReadonlyMap<ContractKind | '', number>> {
  const fromMs = zoned(nowMs, HOUSE_ZONE).subtract({ years: 1 }).epochMilliseconds;
  const seconds = new Map<ContractKind | '', number>();
  for (const span of await rows.shifts.spansOf(id, { fromMs, toMs: nowMs })) {
    if (span.kind !== 'production' || (campaign ?? span.campaign) !== span.campaign) continue;
    const day = civilDate(span.fromMs, HOUSE_ZONE);
    const kind = contracts.find((one) => coversDay(one, day))?.kind ?? '';
    const lastedMs = Math.max(0, Math.min(span.toMs ?? nowMs, nowMs) - Math.max(span.fromMs, fromMs));
    seconds.set(kind, (seconds.get(kind) ?? 0) + lastedMs / 1000);
  }
  return seconds;
}
