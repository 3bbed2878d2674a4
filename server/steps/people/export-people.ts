import { inTurn } from '../../../shared/in-turn.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import { exportCsv, exportRow, exportWorkbook } from '../../domain/people/people-export.ts';
import { peopleTemplate } from '../../domain/people/people-template.ts';
import type { WorkbookWriter } from '../../ports/workbook.ts';
import { trail } from '../trail.ts';
import { chosenPeople } from './edit-people.ts';
import type { DirectoryDeps } from './fill-directory.ts';
import { openNotedParticipants } from './open-participants.ts';
import { type AskedPeople, peopleRoom, refuseWithoutOffice } from './people-access.ts';

export interface PeopleFile {
  readonly count: number;
  /** Cards that no longer open: they are not in it. */
  readonly unopened: number;
  readonly bytes: Uint8Array;
}

interface Writing {
  readonly workbooks: { readonly writer: WorkbookWriter };
}

/** The empty workbook of that base, with one fictitious person. AppErrors of `peopleRoom`, `people-forbidden`. */
export async function peopleTemplateFile(
  deps: Pick<DirectoryDeps, 'store' | 'clock'> & Writing,
  asked: AskedPeople,
): Promise<PeopleFile> {
  const { fields, asker } = await deps.store.read((rows) => peopleRoom(rows, asked));
  refuseWithoutOffice(asker, 'd’y importer des personnes');
  return {
    count: 1,
    unopened: 0,
    bytes: await deps.workbooks.writer.write(peopleTemplate(fields, deps.clock.nowMs())),
  };
}

/** More leave the house only once a second person agrees. */
export const EXPORT_ALONE = 500;

/** Whom an export would hold. AppErrors of `chosenPeople`, `people-forbidden`. */
export async function peopleToExport(
  deps: DirectoryDeps,
  asked: AskedPeople & { readonly where: string },
): Promise<readonly string[]> {
  const { room, ids } = await chosenPeople(deps, asked);
  refuseWithoutOffice(room.asker, 'd’en exporter les fiches');
  return ids;
}

/**
 * Everybody whom a search finds, as a file in clear: who, why and how many go to the audit log first. Read back by the
 * import, the workbook changes nothing. AppErrors of `chosenPeople`, `people-forbidden`.
 */
export async function exportPeople(
  deps: DirectoryDeps & Writing,
  asked: AskedPeople & { readonly where: string; readonly format: 'xlsx' | 'csv'; readonly reason: string },
): Promise<PeopleFile> {
  const { room, ids } = await chosenPeople(deps, asked);
  refuseWithoutOffice(room.asker, 'd’en exporter les fiches');
  const { base, fields, groups } = room;
  const nowMs = deps.clock.nowMs();
  const { known, belongings } = await deps.store.write(async (rows) => {
    const found = (await inTurn.map(ids, (id) => rows.people.byId(id))).filter((one) => one !== undefined);
    const cards = cardList(found.map(({ id }) => id));
    const detail = { count: found.length, format: asked.format, cards };
    const note = trail(rows, { actor: asked.account.id, atMs: nowMs });
    await note('people.export', base.charity, { reason: asked.reason, detail });
    return { known: found, belongings: await inTurn.map(found, ({ id }) => rows.groups.current(id)) };
  });
  const contents = await openNotedParticipants(deps.vault, known);
  const lines = known.flatMap((row, at) => {
    const content = contents[at];
    if (!content) return [];
    const own = (belongings[at] ?? []).map(({ groupId: group, level }) => ({ group, level }));
    return [exportRow({ ...row, content, belongings: own }, { fields, groups })];
  });
  const bytes =
    asked.format === 'csv'
      ? Buffer.from(exportCsv(lines, { fields }))
      : await deps.workbooks.writer.write(exportWorkbook(lines, { fields, createdAtMs: nowMs }));
  return { count: lines.length, unopened: known.length - lines.length, bytes };
}
