import { inTurn } from '../../../shared/in-turn.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import { todayOf } from '../../domain/people/field-value.ts';
import { EMPTY_CARD, mergedCard } from '../../domain/people/merged-card.ts';
import type { FieldValue, ParticipantContent } from '../../domain/people/people-fields.ts';
import type { ParticipantDraft, RowFault } from '../../domain/people/people-sheet.ts';
import type { Chance } from '../../ports/clock.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import type { WorkbookReader } from '../../ports/workbook.ts';
import { trail } from '../trail.ts';
import { ownInstant } from './belonging-acts.ts';
import { changeBelonging } from './change-belonging.ts';
import { type OpenPeopleDeps, openNotedParticipants } from './open-participants.ts';
import { type AskedPeople, type PeopleRoom, peopleRoom, refuseWithoutOffice } from './people-access.ts';
import { readPeopleWorkbook } from './people-workbook.ts';
import { blindsOf, type CardToWrite, sealCards, writeCards } from './write-participants.ts';

export interface ImportPeopleDeps extends OpenPeopleDeps {
  readonly vault: OpenPeopleDeps['vault'] & Pick<Vault, 'sealParticipants' | 'blindAll'>;
  readonly chance: Pick<Chance, 'uuid'>;
  readonly workbooks: { readonly reader: WorkbookReader };
}

export interface PeopleImport {
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  /** Of the rows and the header; one is enough for nothing to be written. */
  readonly faults: readonly RowFault[];
  /** Takes this import back; empty when nothing was written. */
  readonly editId: string;
}

interface Matched {
  readonly draft: ParticipantDraft;
  readonly row: ParticipantRow | undefined;
}

function kept(values: ParticipantDraft['values']): Record<string, FieldValue> {
  const there = Object.entries(values).filter((one): one is [string, FieldValue] => one[1] !== null);
  return Object.fromEntries(there);
}

/** The card that each draft is about: by the number of the CRM, else by the e-mail. Two cards for one row are a fault. */
async function matched(
  deps: ImportPeopleDeps,
  { base, fields }: PeopleRoom,
  drafts: readonly ParticipantDraft[],
): Promise<{ readonly all: readonly Matched[]; readonly faults: readonly RowFault[] }> {
  const { charity } = base;
  const blinds = await blindsOf(
    deps.vault,
    charity,
    drafts.map(({ values }) => ({ values: kept(values) })),
  );
  const faults: RowFault[] = [];
  const column = fields.find(({ key }) => key === 'crm')?.label ?? '';
  const all = await deps.store.read((rows) =>
    inTurn.map(drafts, async (draft, at): Promise<Matched> => {
      const { crmBlind = null, emailBlind = null } = blinds[at] ?? {};
      const byCrm = crmBlind === null ? undefined : await rows.people.byBlind(charity, 'crmBlind', crmBlind);
      const byEmail =
        emailBlind === null ? undefined : await rows.people.byBlind(charity, 'emailBlind', emailBlind);
      if (byCrm && byEmail && byCrm.id !== byEmail.id) {
        const message = 'Le numéro du CRM est celui d’une fiche, et l’e-mail celui d’une autre.';
        faults.push({ row: draft.row, column, code: 'two-cards', message });
      }
      return { draft, row: byCrm ?? byEmail };
    }),
  );
  return { all, faults: [...faults, ...sameCard(all)] };
}

/** Two rows of one workbook about one card. */
function sameCard(all: readonly Matched[]): readonly RowFault[] {
  const first = new Map<string, number>();
  return all.flatMap(({ draft, row }): RowFault[] => {
    if (!row) return [];
    const before = first.get(row.id);
    first.set(row.id, before ?? draft.row);
    if (before === undefined) return [];
    const message = `La ligne ${before} est déjà la fiche de cette personne.`;
    return [{ row: draft.row, column: '', code: 'card-twice', message }];
  });
}

function missionsOf({ belongings }: ParticipantDraft, before: ParticipantContent): Record<string, string> {
  if (belongings === undefined) return {};
  const none = Object.fromEntries(Object.keys(before.missions).map((group) => [group, '']));
  return {
    ...none,
    ...Object.fromEntries((belongings ?? []).map(({ group, mission }) => [group.id, mission])),
  };
}

async function cardsOf(
  deps: ImportPeopleDeps,
  { base, fields }: PeopleRoom,
  all: readonly Matched[],
): Promise<{ readonly cards: readonly CardToWrite[]; readonly faults: readonly RowFault[] }> {
  const known = all.flatMap(({ row }) => row ?? []);
  const opened = await openNotedParticipants(deps.vault, known);
  const before = new Map(known.map(({ id }, at) => [id, opened[at]]));
  const faults: RowFault[] = [];
  const cards = all.flatMap(({ draft, row }): CardToWrite[] => {
    const { status, kind, values, tags } = draft;
    const was = row ? before.get(row.id) : EMPTY_CARD;
    if (!was) {
      const message = 'La fiche de cette personne ne s’ouvre plus : ôtez la ligne du classeur.';
      faults.push({ row: draft.row, column: '', code: 'card-unopened', message });
      return [];
    }
    const content = mergedCard(was, { values, tags, missions: missionsOf(draft, was) }, fields);
    return [{ id: row?.id ?? deps.chance.uuid(), charity: base.charity, status, kind, before: row, content }];
  });
  return { cards, faults };
}

/**
 * Imports a workbook of people: every row or none. A row whose number of the CRM or e-mail is known writes that card
 * again, the others make one. `isCheck` writes nothing. The same workbook twice creates nobody twice as long as its rows have
 * an e-mail. AppErrors of the reader and of `peopleRoom`, `people-forbidden`, `people-moved`.
 */
export async function importPeople(
  deps: ImportPeopleDeps,
  asked: AskedPeople & { readonly bytes: Uint8Array; readonly isCheck: boolean },
): Promise<PeopleImport> {
  const room = await deps.store.read((rows) => peopleRoom(rows, asked));
  refuseWithoutOffice(room.asker, 'd’y importer des personnes');
  const today = todayOf(deps.clock.nowMs());
  const sheet = await readPeopleWorkbook(deps.workbooks.reader, asked.bytes, { ...room, today });
  const { all, faults: matching } = await matched(deps, room, sheet.drafts);
  const faults = [...sheet.faults, ...matching].toSorted((a, b) => a.row - b.row);
  const changed = all.filter(({ row }) => row).length;
  const report = { rows: sheet.drafts.length, created: all.length - changed, changed, faults, editId: '' };
  if (asked.isCheck || faults.length > 0) return report;
  const editId = deps.chance.uuid();
  await noteOpening(deps, asked, { charity: room.base.charity, count: changed });
  const judged = await cardsOf(deps, room, all);
  if (judged.faults.length > 0) return { ...report, faults: judged.faults, editId: '' };
  const cards = await sealCards(deps.vault, room.base.charity, judged.cards);
  await deps.store.write(async (rows) => {
    const { charity } = room.base;
    const atMs = await ownInstant(rows, charity, deps.clock.nowMs());
    const before = await writeCards(rows, { charity, nowMs: atMs, cards });
    await rows.people.addEdit({ id: editId, charity, kind: 'import', actor: asked.account.id, atMs }, before);
    await joinGroups(rows, { all, ids: cards.map(({ id }) => id), atMs });
    const note = trail(rows, { actor: asked.account.id, atMs });
    const of = cardList(cards.map(({ id }) => id));
    await note('people.import', editId, { detail: { charity, created: report.created, changed, cards: of } });
  });
  return { ...report, editId };
}

async function noteOpening(
  { store, clock }: ImportPeopleDeps,
  { account }: AskedPeople,
  { charity, count }: { readonly charity: string; readonly count: number },
): Promise<void> {
  if (count === 0) return;
  const reason = 'import d’un classeur de personnes';
  await store.write((rows) =>
    trail(rows, { actor: account.id, atMs: clock.nowMs() })('people.directory', charity, {
      reason,
      detail: { count },
    }),
  );
}

async function joinGroups(
  rows: StoreWriter,
  {
    all,
    ids,
    atMs,
  }: { readonly all: readonly Matched[]; readonly ids: readonly string[]; readonly atMs: number },
): Promise<void> {
  for (const [at, { draft }] of all.entries()) {
    if (draft.belongings === undefined) continue;
    const participant = ids[at] ?? '';
    const wanted = draft.belongings ?? [];
    for (const { groupId } of await rows.groups.current(participant))
      if (!wanted.some(({ group }) => group.id === groupId))
        await changeBelonging(rows, { participant, group: groupId, level: null, atMs });
    for (const { group, level } of wanted)
      await changeBelonging(rows, { participant, group: group.id, level, atMs });
  }
}
