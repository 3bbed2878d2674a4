/**
 * A layered drawing of a script without loops: a node stands below every node that leads to it, long links pass through
 * points of the layers between, links to one node share these points as strands of a rope, crossings are lessened by a
 * few sweeps of the barycentre. Small on purpose: scripts have some forty nodes. Same input, same drawing.
 */

export interface Link {
  readonly from: string;
  readonly to: string;
  /** Its ends, and what is between, stand in one column. */
  readonly isMain?: boolean;
}

export interface Placed {
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Centre of each node. */
  readonly nodes: ReadonlyMap<string, Placed>;
  /** Points that each link passes through, ends excluded; same order as the links given. */
  readonly bends: readonly (readonly Placed[])[];
}

export interface Cell {
  readonly width: number;
  readonly height: number;
  /** Free space between neighbours. */
  readonly gap: number;
  /** Free space between layers. */
  readonly drop: number;
}

const SWEEPS = 12;
/** Points of long links take that share of a node's width. */
const BEND_SHARE = 0.18;

/** One place of a layer: a node, or a point of a long link. */
interface Slot {
  readonly id: string;
  readonly isBend: boolean;
  isAnchor: boolean;
  readonly above: string[];
  readonly below: string[];
  x: number;
}

/** Longest way from the first node: `ids` in an order where every link goes forward is not required. */
function ranksOf(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const ranks = new Map(ids.map((id) => [id, 0]));
  for (let turn = 0; turn < ids.length; turn += 1) {
    let moved = false;
    for (const { from, to } of links) {
      const least = (ranks.get(from) ?? 0) + 1;
      if ((ranks.get(to) ?? 0) < least) {
        ranks.set(to, least);
        moved = true;
      }
    }
    if (!moved) break;
  }
  return ranks;
}

function join(slots: ReadonlyMap<string, Slot>, { from, to, isMain }: Link): void {
  const [above, below] = [slots.get(from), slots.get(to)];
  if (!above || !below) return;
  if (isMain) above.isAnchor = below.isAnchor = true;
  if (above.below.includes(to)) return;
  above.below.push(to);
  below.above.push(from);
}

/** Layers of slots; a link over several layers becomes a chain of points, shared by the links to the same node. */
function layersOf(ids: readonly string[], links: readonly Link[]) {
  const ranks = ranksOf(ids, links);
  const slots = new Map<string, Slot>();
  const layers: string[][] = Array.from({ length: Math.max(0, ...ranks.values()) + 1 }, () => []);
  const add = (id: string, rank: number, isBend: boolean) => {
    if (slots.has(id)) return id;
    slots.set(id, { id, isBend, isAnchor: false, above: [], below: [], x: 0 });
    layers[rank]?.push(id);
    return id;
  };
  for (const id of ids) add(id, ranks.get(id) ?? 0, false);
  const chains = links.map(({ from, to, isMain = false }) => {
    const first = (ranks.get(from) ?? 0) + 1;
    const length = Math.max(0, (ranks.get(to) ?? 0) - first);
    const chain = Array.from({ length }, (_, step) => add(`${to}~${first + step}`, first + step, true));
    const whole = [from, ...chain, to];
    for (const [step, id] of whole.entries())
      if (step > 0) join(slots, { from: whole[step - 1] ?? '', to: id, isMain });
    return chain;
  });
  return { slots, layers, chains };
}

function mean(ids: readonly string[], at: (id: string) => number, otherwise: number): number {
  return ids.length === 0 ? otherwise : ids.reduce((sum, id) => sum + at(id), 0) / ids.length;
}

/** Orders each layer by the mean place of its neighbours in the layer before, then after, and again. */
function orderLayers(slots: ReadonlyMap<string, Slot>, layers: string[][]): void {
  const place = new Map<string, number>();
  const note = (layer: readonly string[]) => {
    for (const [at, id] of layer.entries()) place.set(id, at / Math.max(1, layer.length - 1));
  };
  for (const layer of layers) note(layer);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const layer of down ? layers : layers.toReversed()) {
      const weight = new Map(
        layer.map((id) => {
          const slot = slots.get(id);
          const near = (down ? slot?.above : slot?.below) ?? [];
          return [id, mean(near, (one) => place.get(one) ?? 0, place.get(id) ?? 0)];
        }),
      );
      layer.sort((a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0));
      note(layer);
    }
  }
}

/** Spreads neighbours that wish for the same place around it, in order and without overlap. */
function spread(wished: readonly number[], apart: (at: number) => number): number[] {
  const right = [...wished];
  for (let at = 1; at < right.length; at += 1)
    right[at] = Math.max(right[at] ?? 0, (right[at - 1] ?? 0) + apart(at));
  const left = [...wished];
  for (let at = left.length - 2; at >= 0; at -= 1)
    left[at] = Math.min(left[at] ?? 0, (left[at + 1] ?? 0) - apart(at + 1));
  return right.map((x, at) => (x + (left[at] ?? 0)) / 2);
}

/**
 * Moves the slots of a layer towards where they wish to be; the anchor, one at most, stays at nought and pushes the
 * others aside.
 */
function settle(layer: readonly Slot[], wish: (slot: Slot) => number, space: (slot: Slot) => number): void {
  const apart = (at: number) => {
    const [here, before] = [layer[at], layer[at - 1]];
    return here && before ? (space(here) + space(before)) / 2 : 0;
  };
  const anchor = layer.findIndex((slot) => slot.isAnchor);
  const first = anchor + 1;
  const side = (from: number, to: number) =>
    spread(layer.slice(from, to).map(wish), (at) => apart(from + at));
  const after = side(first, layer.length);
  const before = anchor < 0 ? [] : side(0, anchor);
  for (const [at, x] of [...before, ...(anchor < 0 ? [] : [0]), ...after].entries()) {
    const slot = layer[at];
    if (slot) slot.x = x;
  }
  for (let at = Math.max(1, first); anchor >= 0 && at < layer.length; at += 1) {
    const [slot, near] = [layer[at], layer[at - 1]];
    if (slot && near) slot.x = Math.max(slot.x, near.x + apart(at));
  }
  for (let at = anchor - 1; at >= 0; at -= 1) {
    const [slot, near] = [layer[at], layer[at + 1]];
    if (slot && near) slot.x = Math.min(slot.x, near.x - apart(at + 1));
  }
}

function setColumns(slots: ReadonlyMap<string, Slot>, layers: readonly string[][], cell: Cell): void {
  const space = (slot: Slot) => (slot.isBend ? cell.width * BEND_SHARE : cell.width) + cell.gap;
  const rows = layers.map((layer) => layer.flatMap((id) => slots.get(id) ?? []));
  for (const row of rows) settle(row, (slot) => row.indexOf(slot) * (cell.width + cell.gap), space);
  for (let sweep = 0; sweep < 2 * SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) {
      const wish = (slot: Slot) => {
        const near = sweep < SWEEPS ? (down ? slot.above : slot.below) : [...slot.above, ...slot.below];
        return mean(near, (id) => slots.get(id)?.x ?? 0, slot.x);
      };
      settle(row, wish, space);
    }
  }
}

/** Places every node and bend; `ids` in reading order, links between them only, no loop. */
export function drawLayers(ids: readonly string[], links: readonly Link[], cell: Cell): Drawing {
  const { slots, layers, chains } = layersOf(ids, links);
  orderLayers(slots, layers);
  setColumns(slots, layers, cell);
  const all = [...slots.values()];
  const half = (slot: Slot) => (slot.isBend ? 0 : cell.width / 2);
  const least = Math.min(...all.map((slot) => slot.x - half(slot)));
  const most = Math.max(...all.map((slot) => slot.x + half(slot)));
  const placeOf = new Map<string, Placed>();
  for (const [rank, layer] of layers.entries())
    for (const id of layer) {
      const x = (slots.get(id)?.x ?? 0) - least + cell.gap;
      const y = rank * (cell.height + cell.drop) + cell.height / 2 + cell.gap;
      placeOf.set(id, { x: Math.round(x), y: Math.round(y) });
    }
  const placed = (id: string) => placeOf.get(id) ?? { x: 0, y: 0 };
  return {
    width: Math.ceil(most - least + 2 * cell.gap),
    height: layers.length * (cell.height + cell.drop) - cell.drop + 2 * cell.gap,
    nodes: new Map(ids.map((id) => [id, placed(id)])),
    bends: chains.map((chain) => chain.map(placed)),
  };
}
