import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openDirectory } from '../../../server/directory/worker-directory.ts';
import type { ParticipantContent } from '../../../server/domain/people/people-fields.ts';
import { participantPlace } from '../../../server/domain/people/people-place.ts';
import { searchScopes } from '../../../server/domain/people/people-search.ts';
import { openDirectoryDesk } from '../../../server/http/directory-desk.ts';
import type { ParticipantRow } from '../../../server/ports/rows/people.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { importPeople } from '../../../server/steps/people/import-people.ts';
import { directoryOver } from '../../../tui/people/directory-over.ts';
import { openPeopleHouse, type PeopleHouse } from '../../support/people/people-house.ts';
import { answerParent } from '../child.ts';
import { lineAt, SOUGHT } from './fictitious-directory.ts';

/** In a child: a house whose directory is imported, opened and searched, each beside the same work done bare. */
export interface DirectoryRequest {
  readonly people: number;
  readonly searches: number;
  readonly keys: number;
}

export interface DirectoryRun {
  readonly importMs: number;
  /** The workbook read and as many cards sealed: nothing checked, nothing written. */
  readonly sealedMs: number;
  readonly readyMs: number;
  /** Each card opened, nothing kept. */
  readonly openedMs: number;
  readonly memoryMib: number;
  readonly searchMs: readonly number[];
  /** The same words by one FTS5 of this thread, which knows no right. */
  readonly bareMs: readonly number[];
  readonly keyMs: readonly number[];
}

/** Cards opened or sealed at once. */
const SLICE = 200;
/** Between two keys: a person’s pace, below the procedures’ own. */
const KEY_PAUSE_MS = 60;

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const fromMs = performance.now();
  await work();
  return performance.now() - fromMs;
}

async function everyCard({ app, charity }: PeopleHouse): Promise<readonly ParticipantRow[]> {
  const ids = await app.store.read((rows) => rows.people.ids(charity));
  return await app.store.read(async (rows) => {
    const all: ParticipantRow[] = [];
    for (const id of ids) {
      const row = await rows.people.byId(id);
      if (row) all.push(row);
    }
    return all;
  });
}

async function opened({ app }: PeopleHouse, cards: readonly ParticipantRow[]) {
  const all: ParticipantContent[] = [];
  for (let at = 0; at < cards.length; at += SLICE)
    all.push(
      ...(await Promise.all(
        cards
          .slice(at, at + SLICE)
          .map((row) => app.vault.openParticipant(participantPlace(row), row.sealed)),
      )),
    );
  return all;
}

async function sealed(
  { app }: PeopleHouse,
  cards: readonly ParticipantRow[],
  contents: readonly ParticipantContent[],
) {
  const all = cards.flatMap((row, at) => {
    const content = contents[at];
    return content ? [{ place: participantPlace(row), content }] : [];
  });
  for (let at = 0; at < all.length; at += SLICE) await app.vault.sealParticipants(all.slice(at, at + SLICE));
}

/** Words of all cards in one table, as a search without rights would be written. */
function bareIndex(contents: readonly ParticipantContent[]): (text: string) => void {
  const db = new DatabaseSync(':memory:');
  db.exec(
    `CREATE VIRTUAL TABLE words USING fts5 (body, prefix = '2 3', tokenize = "unicode61 remove_diacritics 2")`,
  );
  const add = db.prepare('INSERT INTO words (body) VALUES (?)');
  db.exec('BEGIN');
  for (const { values } of contents) add.run(Object.values(values).flat().join(' '));
  db.exec('COMMIT');
  const find = db.prepare(
    `WITH seen AS (SELECT rowid FROM words WHERE words MATCH ?)
     SELECT rowid, (SELECT count(*) FROM seen) AS total FROM seen ORDER BY rowid LIMIT 100`,
  );
  const match = (text: string) => text.split(/[^\p{L}\p{N}]+/u).map((one) => `"${one}"*`);
  return (text) => void find.all(match(text).join(' AND '));
}

const soughtAt = (at: number) => SOUGHT[at % SOUGHT.length] ?? '';

/** What the mobilisation asks of the thread, and its answer. */
async function searches({ app, charity }: PeopleHouse, count: number): Promise<readonly number[]> {
  const all: number[] = [];
  const asked = {
    filters: [],
    scopes: searchScopes({ office: 'mobilisation' }, () => []),
    from: 0,
    limit: 100,
  };
  for (let at = 0; at < count; at += 1)
    all.push(await msOf(() => app.directory.find(charity, { ...asked, words: soughtAt(at).split(' ') })));
  return all;
}

/** From a key to the screen that tells what it found: the session’s procedures, the state, the lines. */
async function keys({ app, enter }: PeopleHouse, count: number): Promise<readonly number[]> {
  const { token } = await enter('karim');
  const desk = openDirectoryDesk(app, { token: () => token, address: '127.0.0.1' });
  const screen = directoryOver(desk, () => app.clock.nowMs());
  let state = screen.first;
  let told = Promise.withResolvers<void>();
  const send = (message: Parameters<typeof screen.update>[1]) => {
    const step = screen.update(state, message);
    state = step.state;
    for (const command of step.commands) conductor.perform(command);
    if (message.type === 'found') {
      screen.draw(state, app.clock.nowMs());
      told.resolve();
    } else if (message.type === 'refused') told.reject(new Error(message.text));
  };
  const [repaint, leave] = [() => undefined, () => undefined];
  const failed = (error: unknown) => told.reject(error);
  const conductor = screen.conduct({ send, repaint, leave, failed });
  const all: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const text = [...soughtAt(Math.floor(at / 4))][at % 4] ?? 'a';
    if (at % 4 === 0) state = screen.first;
    told = Promise.withResolvers<void>();
    const message = screen.messageFor(state, { name: text, text });
    all.push(
      await msOf(async () => {
        if (message) send(message);
        await told.promise;
      }),
    );
    await pause(KEY_PAUSE_MS);
  }
  conductor.stop();
  return all;
}

/** A thread of its own, from nothing to every card: what the process holds more, once what is over was collected. */
async function ready({
  app,
  team,
}: PeopleHouse): Promise<{ readonly readyMs: number; readonly memoryMib: number }> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const directory = openDirectory();
  collect();
  const before = process.memoryUsage.rss();
  const asked = { account: team, where: '', from: 0, limit: 1, whole: true };
  const readyMs = await msOf(() => findPeople({ ...app, directory }, asked));
  collect();
  const memoryMib = (process.memoryUsage.rss() - before) / 2 ** 20;
  await directory.close();
  return { readyMs, memoryMib };
}

async function measure({ people, searches: many, keys: pressed }: DirectoryRequest): Promise<DirectoryRun> {
  const house = await openPeopleHouse();
  try {
    const { app, team } = house;
    await house.newGroup('GL Caen');
    const bytes = await house.workbook(Array.from({ length: people }, (_, at) => lineAt(at)));
    const importMs = await msOf(async () => {
      const { created } = await importPeople(app, { account: team, bytes, isCheck: false });
      if (created !== people) throw new Error(`${created} of ${people} people imported`);
    });
    const cards = await everyCard(house);
    let contents: readonly ParticipantContent[] = [];
    const openedMs = await msOf(async () => {
      contents = await opened(house, cards);
    });
    const sealedMs = await msOf(async () => {
      await app.workbooks.reader.read(bytes);
      await sealed(house, cards, contents);
    });
    const bare = bareIndex(contents);
    const { readyMs, memoryMib } = await ready(house);
    await findPeople(app, { account: team, where: '', from: 0, limit: 1, whole: true });
    const bareMs: number[] = [];
    for (let at = 0; at < many; at += 1) bareMs.push(await msOf(async () => bare(soughtAt(at))));
    const searchMs = await searches(house, many);
    return {
      importMs,
      sealedMs,
      readyMs,
      openedMs,
      memoryMib,
      searchMs,
      bareMs,
      keyMs: await keys(house, pressed),
    };
  } finally {
    await house.close();
  }
}

answerParent(measure);
