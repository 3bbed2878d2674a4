import type { Tonight, TonightPerson, TonightSlot } from '../../shared/people/tonight.ts';
import { cells, clip, fill } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { hour } from '../board/board-age.ts';
import { keyLabel } from '../keys/key-labels.ts';
import { rule } from '../panes/rule.ts';
import { fitsSmallest } from '../screen/layout.ts';
import { BLANK, cellsOf, clipLine, type Line, line, span, spread } from '../screen/line.ts';
import { windowed } from '../screen/long-list.ts';
import type { Tone } from '../screen/theme.ts';
import { TONIGHT } from './french-tonight.ts';
import { dayWords, hoursWords, hourWords } from './tonight-hours.ts';
import { TONIGHT_ACTIONS, tonightContext } from './tonight-keys.ts';
import { overlayLines } from './tonight-overlay.ts';
import { emptyTonight, rankShown, slotShown, type TonightState } from './tonight-state.ts';

const SMALLEST_WIDTH = 80;
/** A text that is not cut: as many rows as people. */
const UNBOUND = 100_000;
const NAME_CELLS = 22;
const STATE_CELLS = 14;
const TRAINING_CELLS = 13;
const SEAT_CELLS = 18;
/** Cells of the numbers of a slot, each with the two that part it from the one before. */
const NUMBER_CELLS = TONIGHT.heads.slice(1).map((head) => cells(head) + 1);

/** The whole screen as lines, as many as it has rows; `nowMs` is the server's hour. */
export function tonightScreen(state: TonightState, nowMs: number): readonly Line[] {
  const { columns, rows } = state.size;
  const bottom = [rule(columns), line(span(` ${state.said ?? ''}`, 'warn')), ...keyBar(state)];
  const height = Math.max(0, rows - bottom.length);
  const shown = fitsSmallest(state.size)
    ? bodyLines(state, { width: columns, height, nowMs })
    : wrapped(TONIGHT.tooSmall, columns);
  const filled = Array.from({ length: height }, (_, at) => shown[at] ?? BLANK);
  return [...filled, ...bottom].map((one) => clipLine(one, columns));
}

/** The same once, as text, everybody told. */
export function tonightText(
  { tonight, columns }: { readonly tonight: Tonight; readonly columns: number },
  nowMs: number,
): readonly string[] {
  const width = Math.max(SMALLEST_WIDTH, columns);
  const state = { ...emptyTonight({ canPrint: false }), size: { columns: width, rows: 0 }, tonight };
  const lines = bodyLines(state, { width, height: UNBOUND, nowMs });
  return lines.map((one) =>
    clipLine(one, width)
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

interface Place {
  readonly width: number;
  readonly height: number;
  readonly nowMs: number;
}

const wrapped = (text: string, width: number): readonly Line[] =>
  wrapText(text, width - 2).map((one) => line(' ', one));

/** What is shown in two rows; one that cannot be done now is dimmed, and says why when pressed. */
function keyBar(state: TonightState): readonly Line[] {
  const context = tonightContext(state);
  const shown = TONIGHT_ACTIONS.filter(
    ({ label, in: where }) => label !== undefined && where.includes(context),
  );
  const pieces = shown.map((one) => {
    const isOff = one.whyNot?.(state) !== undefined;
    const key = keyLabel(one.keys[0] ?? '');
    return [span(` ${key}`, isOff ? 'faint' : 'key'), span(` ${one.label} `, isOff ? 'faint' : 'plain')];
  });
  const arrows =
    context === 'evening' ? [span(' ↑↓', 'key'), ' Personne ', span(' ←→', 'key'), ' Créneau '] : [];
  const first = context === 'evening' ? pieces.slice(0, -3) : [];
  return [line(...first.flat()), line(...arrows, ...pieces.slice(first.length).flat())];
}

function header({ tonight, isConnected, size }: TonightState, nowMs: number): Line {
  const lines = tonight ? ` : ${tonight.lines.join(', ')}` : '';
  const when = isConnected ? `${dayWords(nowMs)}  ${hour(nowMs)} ` : `${TONIGHT.away} `;
  const right = line(span(when, isConnected ? 'strong' : 'bad'));
  const room = size.columns - cells(when) - 2;
  return spread(clipLine(line(span(` ${TONIGHT.title}`, 'title'), lines), room), right, size.columns);
}

function bodyLines(state: TonightState, { width, height, nowMs }: Place): readonly Line[] {
  const { tonight } = state;
  const head = [header({ ...state, size: { ...state.size, columns: width } }, nowMs), rule(width)];
  const slot = slotShown(state);
  if (!tonight || !slot) return [...head, BLANK, ...emptyWords(state).flatMap((one) => wrapped(one, width))];
  if (state.overlay?.at === 'keys')
    return [...head, ...overlayLines(state.overlay, { width, height: height - head.length })];
  const slots = [headLine(width), ...slotLines(tonight.slots, { chosen: slot.id, width, height })];
  const foot = [rule(width), missingLine(tonight.slots, nowMs)];
  const room = height - head.length - slots.length - foot.length;
  const over = state.overlay && overlayLines(state.overlay, { width, height: room });
  const middle = over ?? [slotRule(state, slot, width), ...peopleLines(state, Math.max(1, room - 1))];
  const left = height === UNBOUND ? 0 : Math.max(0, room - middle.length);
  return [...head, ...slots, ...middle, ...Array.from({ length: left }, () => BLANK), ...foot];
}

function emptyWords({ tonight, failure }: TonightState): readonly string[] {
  if (failure) return [failure.message, failure.hint];
  if (!tonight) return [TONIGHT.loading];
  if (tonight.lines.length === 0) return [TONIGHT.noLine];
  const { next } = tonight;
  return [TONIGHT.noSlot, ...(next ? [TONIGHT.next(`${dayWords(next.fromMs)}, ${hoursWords(next)}`)] : [])];
}

/** Numbers to the right, each under its head. */
function row(label: Line, numbers: readonly Line[], width: number): Line {
  const padded = numbers.flatMap((one, at) => {
    const text = one.map((piece) => piece.text).join('');
    return [span(' '.repeat(Math.max(0, (NUMBER_CELLS[at] ?? 0) - cells(text)))), ...one];
  });
  return spread(label, line(...padded, ' '), width);
}

function headLine(width: number): Line {
  const [first = '', ...others] = TONIGHT.heads;
  return row(
    line(span(`   ${first}`, 'faint')),
    others.map((head) => line(span(head, 'faint'))),
    width,
  );
}

interface Slots {
  readonly chosen: number;
  readonly width: number;
  readonly height: number;
}

/** A third of the screen at most: the people are what is worked on. */
function slotLines(slots: readonly TonightSlot[], { chosen, width, height }: Slots): readonly Line[] {
  const sites = new Set(slots.map(({ campaign, site }) => `${campaign} ${site}`));
  const lines = slots.map((slot) => {
    const isHere = slot.id === chosen;
    const place = slot.role === '' && sites.size > 1 ? slot.site : slot.role;
    const label = line(
      span(isHere ? ' ▸ ' : '   ', 'key'),
      span(`${hoursWords(slot)} ${place}`.trimEnd(), isHere ? 'strong' : 'plain'),
    );
    const { capacity, held, waiting, came, trained, seated, missing } = slot;
    const numbers = [capacity, held, waiting, came, trained, seated].map((one) => line(String(one)));
    return row(label, [...numbers, line(span(String(missing), missing > 0 ? 'warn' : 'good'))], width);
  });
  const focus = Math.max(
    0,
    slots.findIndex(({ id }) => id === chosen),
  );
  return windowed(lines, { focus, height: Math.max(3, Math.floor(height / 3)) });
}

function slotRule({ tonight }: TonightState, slot: TonightSlot, width: number): Line {
  const said = `${hoursWords(slot)}, ${slot.site}`;
  const awaited = (tonight?.people ?? []).filter(
    ({ state, attendance }) => state === 'held' && attendance === null,
  ).length;
  const right = line(span(` ${TONIGHT.notHere(awaited)} `, awaited > 0 ? 'warn' : 'good'), span('─', 'rule'));
  return [...rule(width - cellsOf(right), said), ...right];
}

function peopleLines(state: TonightState, height: number): readonly Line[] {
  const people = state.tonight?.people ?? [];
  if (people.length === 0) return [line(` ${TONIGHT.nobody}`)];
  const rank = rankShown(state);
  const lines = people.map((one, at) => personLine(one, at === rank));
  return windowed(lines, { focus: rank, height });
}

const STATE_TONE = { came: 'good', absent: 'bad', excused: 'faint' } as const satisfies Record<string, Tone>;

function stateOf({ state, attendance, attendedAtMs }: TonightPerson): readonly [string, Tone] {
  if (state === 'waiting') return [TONIGHT.waiting, 'faint'];
  if (attendance === null) return [TONIGHT.awaited, 'plain'];
  return [
    TONIGHT.marked(attendance, attendedAtMs === null ? '' : hour(attendedAtMs)),
    STATE_TONE[attendance],
  ];
}

function trainingOf({ isTrained, practiceDone }: TonightPerson): readonly [string, Tone] {
  if (isTrained) return [TONIGHT.trained, 'plain'];
  return practiceDone > 0 ? [TONIGHT.practising(practiceDone), 'warn'] : [TONIGHT.untrained, 'warn'];
}

function personLine(one: TonightPerson, isHere: boolean): Line {
  const name = one.person === '' ? TONIGHT.erased : one.person;
  const [[state, tone], [training, trainingTone]] = [stateOf(one), trainingOf(one)];
  return line(
    span(isHere ? ' ▸ ' : '   ', 'key'),
    span(fill(clip(name, NAME_CELLS - 1), NAME_CELLS), isHere ? 'strong' : 'plain'),
    span(fill(state, STATE_CELLS), tone),
    span(fill(training, TRAINING_CELLS), trainingTone),
    fill(one.seat === undefined ? '' : TONIGHT.seat(one.seat), SEAT_CELLS),
    one.isOnCall ? TONIGHT.onCall : '',
  );
}

/** The slot of the day that is not over and misses most. */
function missingLine(slots: readonly TonightSlot[], nowMs: number): Line {
  const [worst] = slots.filter(({ toMs }) => nowMs < toMs).toSorted((a, b) => b.missing - a.missing);
  if (!worst || worst.missing === 0) return line(span(` ${TONIGHT.full}`, 'good'));
  return line(span(` ${TONIGHT.missing(worst.missing, hourWords(worst.fromMs))}`, 'warn'));
}
