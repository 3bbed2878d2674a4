import type { CallScript, ScriptNode } from '../../../shared/call-script.ts';
import { isAsk, reachableFrom } from '../../../shared/script-progress.ts';
import { type Html, html, joinHtml } from '../files/html.ts';
import { type Drawing, drawLayers, type Link, type Placed } from './script-page-layout.ts';

const CELL = { width: 146, height: 66, gap: 12, drop: 36 };
const TITLE_COLUMNS = 18;
/** An ending that so many nodes lead to is drawn once, in the legend, and as a letter on each of them. */
const SHARED_FROM = 4;

interface Edge extends Link {
  readonly keys: readonly string[];
}

/** Endings that everything leads to, each with its letter. */
export function sharedEndings(script: CallScript): ReadonlyMap<string, string> {
  const before = new Map<string, Set<string>>();
  for (const [id, node] of Object.entries(script.nodes))
    for (const { to } of node.answers)
      if (to !== undefined) before.set(to, new Set([...(before.get(to) ?? []), id]));
  const shared = Object.keys(script.nodes).filter(
    (id) => (before.get(id)?.size ?? 0) >= SHARED_FROM && !reachableFrom(script, id).ask,
  );
  return new Map(
    shared
      .filter((id) => script.nodes[id]?.marks.includes('closing'))
      .map((id, at) => [id, String.fromCharCode(65 + at)]),
  );
}

function edgesOf(
  script: CallScript,
  shared: ReadonlyMap<string, string>,
  mainPath: readonly string[],
): readonly Edge[] {
  const main = new Set(mainPath.map((id, at) => `${mainPath[at - 1] ?? ''}>${id}`));
  return Object.entries(script.nodes).flatMap(([from, node]) => {
    if (shared.has(from)) return [];
    const targets = new Map<string, string[]>();
    for (const { key, to } of node.answers)
      if (to !== undefined && !shared.has(to)) targets.set(to, [...(targets.get(to) ?? []), key]);
    return [...targets].map(([to, keys]) => ({
      from,
      to,
      keys,
      isMain: main.has(`${from}>${to}`),
    }));
  });
}

function titleLines(title: string): readonly string[] {
  const lines: string[] = [];
  for (const word of title.replace(/ ([?!:])/g, '\u00a0$1').split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= TITLE_COLUMNS)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]}…`];
}

function classOf(node: ScriptNode): string {
  if (isAsk(node)) return 'ask';
  if (node.marks.includes('closing')) return 'end';
  return node.marks.includes('read-back') ? 'yes' : 'talk';
}

interface NodeView {
  readonly id: string;
  readonly node: ScriptNode;
  readonly rank: number;
  readonly at: Placed;
  readonly isMain: boolean;
}

/** Letters of the endings that this node leads to; a square for a call that may end here at once. */
function badges(node: ScriptNode, shared: ReadonlyMap<string, string>): readonly string[] {
  const letters = node.answers.flatMap(({ to }) => (to === undefined ? [] : (shared.get(to) ?? [])));
  const endsHere = node.answers.some(({ ends }) => ends) && !node.marks.includes('closing');
  return [...new Set(letters), ...(endsHere ? ['■'] : [])];
}

function nodeSvg({ id, node, rank, at, isMain }: NodeView, shared: ReadonlyMap<string, string>): Html {
  const { width, height } = CELL;
  const lines = titleLines(node.title);
  const marks = badges(node, shared);
  const top = at.y - (lines.length - 1) * 8.5 - (marks.length > 0 ? 5 : -5);
  const text = lines.map((line, row) => html`<tspan x="${at.x}" y="${top + row * 17}">${line}</tspan>`);
  const chips = marks.map((mark, place) => {
    const x = at.x + (place - (marks.length - 1) / 2) * 19;
    const y = at.y + height / 2 - 12;
    return html`<circle cx="${x}" cy="${y}" r="8.5"/><text class="chip" x="${x}" y="${y + 4}">${mark}</text>`;
  });
  const label = `Étape ${rank} : ${node.title}`;
  return joinHtml(
    [
      html`<a href="#${id}" aria-label="${label}"><g class="node ${classOf(node)}${isMain ? ' main' : ''}">`,
      html`<rect x="${at.x - width / 2}" y="${at.y - height / 2}" width="${width}" height="${height}" rx="8"/>`,
      html`<text class="rank" x="${at.x - width / 2 + 6}" y="${at.y + height / 2 - 7}">${rank}</text>`,
      html`<text>${text}</text>${chips}</g></a>`,
    ],
    '',
  );
}

/** A smooth way through the bends, leaving and arriving upright. */
function wayOf(points: readonly Placed[]): string {
  const [first, ...others] = points;
  if (!first) return '';
  let before = first;
  let way = `M${first.x} ${first.y}`;
  for (const point of others) {
    const middle = (before.y + point.y) / 2;
    way += ` C${before.x} ${middle} ${point.x} ${middle} ${point.x} ${point.y}`;
    before = point;
  }
  return way;
}

/** Where each link leaves its node: spread in the order of what it leads to, so that links do not cross there. */
function leavings(edges: readonly Edge[], drawing: Drawing): readonly number[] {
  const x = (id: string) => drawing.nodes.get(id)?.x ?? 0;
  const leadsTo = (at: number) => drawing.bends[at]?.[0]?.x ?? x(edges[at]?.to ?? '');
  return edges.map((edge, at) => {
    const mates = [...edges.keys()].filter((one) => edges[one]?.from === edge.from);
    const order = mates.toSorted((a, b) => leadsTo(a) - leadsTo(b));
    const step = Math.min(24, (CELL.width - 20) / Math.max(1, order.length));
    return x(edge.from) + (order.indexOf(at) - (order.length - 1) / 2) * step;
  });
}

function edgesSvg(edges: readonly Edge[], drawing: Drawing): readonly Html[] {
  const leaves = leavings(edges, drawing);
  const ways = edges.map((edge, at) => {
    const to = drawing.nodes.get(edge.to) ?? { x: 0, y: 0 };
    const start = { x: leaves[at] ?? 0, y: (drawing.nodes.get(edge.from)?.y ?? 0) + CELL.height / 2 };
    const end = { x: to.x, y: to.y - CELL.height / 2 - 4 };
    const way = wayOf([start, ...(drawing.bends[at] ?? []), end]);
    const key = html`<text class="key" x="${start.x + 3}" y="${start.y + 12}">${edge.keys.join('')}</text>`;
    const { isMain = false } = edge;
    return {
      isMain,
      key,
      way: html`<path class="way${isMain ? ' main' : ''}" d="${way}" marker-end="url(#arrow)"/>`,
    };
  });
  // The main path is drawn last, over the others.
  const drawn = ways.toSorted((a, b) => Number(a.isMain) - Number(b.isMain));
  return [...drawn.map(({ way }) => way), ...drawn.map(({ key }) => key)];
}

/** The flow of the script as inline SVG: every node but the shared endings, every answer that leads to another node. */
export function diagramSvg(script: CallScript, mainPath: readonly string[]): Html {
  const shared = sharedEndings(script);
  const all = Object.entries(script.nodes);
  const drawn = all.flatMap(([id]) => (shared.has(id) ? [] : [id]));
  const edges = edgesOf(script, shared, mainPath);
  const drawing = drawLayers(drawn, edges, CELL);
  const nodes = all
    .map(([id, node], at) => ({ id, node, rank: at + 1, place: drawing.nodes.get(id) }))
    .map(({ place, ...view }) =>
      place ? nodeSvg({ ...view, at: place, isMain: mainPath.includes(view.id) }, shared) : '',
    );
  return joinHtml(
    [
      html`<svg class="flow" viewBox="0 0 ${drawing.width} ${drawing.height + 10}" role="group" aria-labelledby="flow-title">`,
      html`<title id="flow-title">Déroulement de l’appel : chaque étape et où elle mène</title>`,
      html`<defs><marker id="arrow" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">`,
      html`<path d="M0 0L8 4L0 8z"/></marker></defs>`,
      edgesSvg(edges, drawing),
      nodes,
      html`</svg>`,
    ],
    '',
  );
}
