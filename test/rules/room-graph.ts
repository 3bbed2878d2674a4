/** Rooms of the house and who needs whom, told of paths alone; `check-rooms.ts` reads the real ones. */

/** A file that imports another: paths from the root, with `/`. */
export interface Need {
  readonly file: string;
  readonly needs: string;
}

/**
 * Folders whose folders are rooms: what lies deeper belongs to its room (`server/ports/rows` to `server/ports`). A file of the
 * hall itself is on its floor, needed by rooms and needing none of them; those named here stand above the rooms instead,
 * because they build the house, start it or list what it can do.
 */
export const HALLS: Readonly<Record<string, readonly string[]>> = {
  server: [
    'app-context.ts',
    'context.ts',
    'main.ts',
    'outside-edges.ts',
    'schedule.ts',
    'unconfigured-edges.ts',
  ],
  'server/domain': [],
  'server/steps': [],
  tui: [],
  scripts: ['main.ts', 'program.ts'],
};

/**
 * The circles that stand, each with its reason:
 * - a key is allowed or not by the state on the screen (`keys/contexts.ts`, `keys/actions.ts`), and the state holds lists of
 *   keys: the palette, the dispositions that a question offers. No file circle: each reads the other's tables.
 */
export const TOLD: readonly (readonly string[])[] = [['tui/keys', 'tui/state']];

const hallsOf = (halls: readonly string[], path: string) =>
  halls.filter((hall) => path.startsWith(`${hall}/`));

/** The room of a file; a file that lies in a hall stands for itself. */
export function roomOf(path: string, halls: readonly string[] = Object.keys(HALLS)): string {
  const hall = hallsOf(halls, path).sort((a, b) => b.length - a.length)[0];
  if (hall === undefined) return path.split('/')[0] ?? path;
  const [first = ''] = path.slice(hall.length + 1).split('/');
  return `${hall}/${first}`;
}

/** Room → rooms that it needs. */
function arrowsOf(needs: readonly Need[]): ReadonlyMap<string, ReadonlySet<string>> {
  const arrows = new Map<string, Set<string>>();
  const from = (room: string) => arrows.get(room) ?? arrows.set(room, new Set()).get(room) ?? new Set();
  for (const { file, needs: needed } of needs) {
    const [a, b] = [roomOf(file), roomOf(needed)];
    from(b);
    if (a !== b) from(a).add(b);
  }
  return arrows;
}

function reach(arrows: ReadonlyMap<string, ReadonlySet<string>>, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const ahead = [...(arrows.get(start) ?? [])];
  for (let room = ahead.pop(); room !== undefined; room = ahead.pop()) {
    if (seen.has(room)) continue;
    seen.add(room);
    ahead.push(...(arrows.get(room) ?? []));
  }
  return seen;
}

/** Rooms that need each other, however far around: each circle once, its rooms in order. */
export function circlesOf(needs: readonly Need[]): readonly (readonly string[])[] {
  const arrows = arrowsOf(needs);
  const reached = new Map([...arrows.keys()].map((room) => [room, reach(arrows, room)]));
  const circles = new Map<string, readonly string[]>();
  for (const [room, rooms] of reached) {
    const circle = [...rooms].filter((other) => reached.get(other)?.has(room)).sort();
    if (circle.length > 0) circles.set(circle.join(' '), circle);
  }
  return [...circles.values()];
}

/** The files through which the rooms of a circle need each other: what to look at first. */
export function witnessesOf(circle: readonly string[], needs: readonly Need[]): readonly Need[] {
  return needs.filter(({ file, needs: needed }) => {
    const [a, b] = [roomOf(file), roomOf(needed)];
    return a !== b && circle.includes(a) && circle.includes(b);
  });
}

/** Imports of a hall's floor that go into a room of that hall. */
export function floorBreaches(needs: readonly Need[]): readonly Need[] {
  return needs.filter(({ file, needs: needed }) =>
    Object.entries(HALLS).some(([hall, above]) => {
      const name = file.slice(hall.length + 1);
      const onFloor = file.startsWith(`${hall}/`) && !name.includes('/') && !above.includes(name);
      return onFloor && needed.startsWith(`${hall}/`) && needed.slice(hall.length + 1).includes('/');
    }),
  );
}
