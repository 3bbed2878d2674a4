import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productNeeds, productRooms, productSources } from './house-plan.ts';
import { circlesOf, floorBreaches, type Need, roomOf, TOLD, witnessesOf } from './room-graph.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** `a/x.ts > b/y.ts` of `server/domain`, one an argument. */
const plan = (...arrows: string[]): readonly Need[] =>
  arrows.map((arrow) => {
    const [file = '', needs = ''] = arrow.split(' > ').map((path) => `server/domain/${path}`);
    return { file, needs };
  });

describe('rooms of a made-up layer', () => {
  it('a room that needs its neighbour is no circle, whatever it needs twice', () => {
    expect(circlesOf(plan('call/a.ts > ask/b.ts', 'call/c.ts > ask/b.ts', 'ask/b.ts > ask/d.ts'))).toEqual(
      [],
    );
  });

  it('two rooms that need each other are one, though no file needs itself', () => {
    const needs = plan('call/a.ts > ask/b.ts', 'ask/c.ts > call/d.ts', 'email/e.ts > call/a.ts');
    const circle = ['server/domain/ask', 'server/domain/call'];
    expect(circlesOf(needs)).toEqual([circle]);
    expect(witnessesOf(circle, needs)).toEqual(needs.slice(0, 2));
  });

  it('a circle is found however far around, and across layers', () => {
    const needs = [
      ...plan('call/a.ts > ask/b.ts', 'ask/b.ts > donor.ts'),
      { file: 'server/domain/ask/c.ts', needs: 'server/steps/lists/d.ts' },
      { file: 'server/steps/lists/e.ts', needs: 'server/domain/call/f.ts' },
    ];
    expect(circlesOf(needs)).toEqual([['server/domain/ask', 'server/domain/call', 'server/steps/lists']]);
  });

  it('what lies deeper belongs to its room, and a file of a hall stands for itself', () => {
    expect(roomOf('server/ports/rows/records.ts')).toBe('server/ports');
    expect(roomOf('server/domain/call/kept/a.ts')).toBe('server/domain/call');
    expect(roomOf('server/domain/donor.ts')).toBe('server/domain/donor.ts');
    expect(roomOf('server/main.ts')).toBe('server/main.ts');
    expect(roomOf('shared/money.ts')).toBe('shared');
  });

  it('a file on the floor of a hall may not need a room of it; one told to stand above may', () => {
    const donor = plan('donor.ts > call/a.ts', 'call/a.ts > donor.ts');
    expect(floorBreaches(donor)).toEqual(donor.slice(0, 1));
    expect(floorBreaches(plan('donor.ts > money.ts'))).toEqual([]);
    const starts = { file: 'server/main.ts', needs: 'server/http/http-server.ts' };
    const counts = { file: 'server/metrics.ts', needs: 'server/http/http-server.ts' };
    expect(floorBreaches([starts, counts])).toEqual([counts]);
  });
});

describe('rooms of the house', () => {
  const needs = productNeeds();

  it('no circle but those told as such, which stand still', () => {
    expect(needs.length).toBeGreaterThan(2000);
    expect(circlesOf(needs)).toEqual(TOLD);
  });

  it('no file in a hall needs a room of it', () => {
    expect(floorBreaches(needs)).toEqual([]);
  });

  it('no folder holds more than thirty files, but commands, each one noun', () => {
    const limited = /^(server\/domain|server\/steps|scripts|tui)(\/|$)/;
    const folders = Map.groupBy(
      productSources().filter((name) => limited.test(name)),
      (name) => posix.dirname(name),
    );
    const full = [...folders].filter(([, files]) => files.length > 30).map(([folder]) => folder);
    expect(folders.size).toBeGreaterThan(60);
    expect(full).toEqual(['scripts/commands']);
  });
});

describe('the table of rooms in each layer’s README', () => {
  /** Cells of the rows under « ## Rooms ». */
  const rowsOf = (page: string) => {
    const [, section = ''] = readFileSync(join(ROOT, page), 'utf8').split(/^## Rooms$/m);
    const [text = ''] = section.split(/^## /m);
    return [...text.matchAll(/^\| `([\w./-]+)\/` \| (.+) \|$/gm)].map(([, room = '', rest = '']) => ({
      room: `${posix.dirname(page)}/${room}`,
      cells: rest.split(' | '),
    }));
  };

  it.each(['server', 'tui', 'scripts'])('%s/README.md: every room once, and no other', (layer) => {
    const told = rowsOf(`${layer}/README.md`).map(({ room }) => room);
    const rooms = productRooms().filter((room) => room.startsWith(`${layer}/`));
    expect(told.toSorted()).toEqual(rooms);
  });

  it.each(['server', 'tui', 'scripts'])(
    '%s/README.md: what each knows, its entry file, what it refuses',
    (layer) => {
      const bad = rowsOf(`${layer}/README.md`).filter(({ room, cells }) => {
        const [knows = '', entry = '', refuses = ''] = cells;
        const file = entry.match(/^`([\w./-]+)`$/)?.[1] ?? '?';
        return cells.length !== 3 || knows === '' || refuses === '' || !existsSync(join(ROOT, room, file));
      });
      expect(bad.map(({ room }) => room)).toEqual([]);
    },
  );
});
