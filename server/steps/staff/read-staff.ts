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
export function listStaff(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  reader: Pick<AccountRow, 'role' | 'campaigns'>,
): StaffRegister {
  return store.read((rows) =>
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
export function registerOf(rows: StoreReader, asked: AskedRegister): StaffRegister {
  const { nowMs, isWanted } = asked;
  const day = civilDate(nowMs, HOUSE_ZONE);
  const wanted = rows.accounts.all().filter((one) => one.role !== 'observer' && isWanted(one));
  const isOpen = (one: AccountRow) => mayWork(one, nowMs) === 'yes';
  return {
    lines: wanted.flatMap((one) => linesOf(rows, one, { day, isOpen: isOpen(one) })),
    figures: staffFigures(
      wanted.map((one) => ({ ...personOf(rows, one, asked), isHere: isOpen(one) })),
      day,
    ),
  };
}

function linesOf(
  rows: StoreReader,
  { id, login, role }: AccountRow,
  { day, isOpen }: { readonly day: CivilDate; readonly isOpen: boolean },
): readonly StaffLine[] {
  const contracts = rows.contracts.of(id);
  if (contracts.length === 0) return isOpen ? [{ login, role, contract: null, standing: 'none' }] : [];
  return contracts.map((one) => ({
    login,
    role,
    contract: shown(rows, one),
    standing: standingOn([one], day).kind,
  }));
}

function shown(rows: StoreReader, contract: Contract): StaffLine['contract'] {
  const { kind, country, startsOn, endsOn, proof, seenBy, seenAtMs } = contract;
  return {
    said: contractFacts(kind).said[country],
    startsOn,
    endsOn,
    proof: proofText(proof),
    seenBy: rows.accounts.byId(seenBy)?.login ?? seenBy,
    seenAtMs,
  };
}

function personOf(
  rows: StoreReader,
  { id, role, campaigns }: AccountRow,
  asked: AskedRegister,
): Omit<StaffPerson, 'isHere'> {
  const contracts = rows.contracts.of(id);
  const passed = new Set(rows.training.of(id).map(({ campaign }) => campaign));
  const open = campaigns.filter((code) => rows.campaigns.byCode(code)?.state === 'open');
  return {
    contracts,
    isAgent: role === 'agent',
    isTrained: open.every((code) => passed.has(code)),
    secondsByKind: secondsByKind(rows, { id, contracts }, asked),
  };
}

/** Each span goes to the contract of the day on which it began. */
function secondsByKind(
  rows: StoreReader,
  { id, contracts }: { readonly id: string; readonly contracts: readonly Contract[] },
  { nowMs, campaign }: AskedRegister,
): ReadonlyMap<ContractKind | '', number> {
  const fromMs = zoned(nowMs, HOUSE_ZONE).subtract({ years: 1 }).epochMilliseconds;
  const seconds = new Map<ContractKind | '', number>();
  for (const span of rows.shifts.spansOf(id, { fromMs, toMs: nowMs })) {
    if (span.kind !== 'production' || (campaign ?? span.campaign) !== span.campaign) continue;
    const day = civilDate(span.fromMs, HOUSE_ZONE);
    const kind = contracts.find((one) => coversDay(one, day))?.kind ?? '';
    const lastedMs = Math.max(0, Math.min(span.toMs ?? nowMs, nowMs) - Math.max(span.fromMs, fromMs));
    seconds.set(kind, (seconds.get(kind) ?? 0) + lastedMs / 1000);
  }
  return seconds;
}
