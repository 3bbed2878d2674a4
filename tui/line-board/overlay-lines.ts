import { formatHomeMoney } from '../../shared/money.ts';
import { fill } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { HOUSE_ZONE, zoned } from '../../shared/time.ts';
import { fieldLine } from '../panes/field-line.ts';
import { rule } from '../panes/rule.ts';
import { BLANK, type Line, line, span } from '../screen/line.ts';
import { windowed } from '../screen/long-list.ts';
import { LINE_BOARD } from './french-line-board.ts';
import { keysOf, LINE_BOARD_ACTIONS } from './line-board-keys.ts';
import type { LineList, LineOverlay } from './line-board-state.ts';

const { orders: WORDS } = LINE_BOARD;

interface Place {
  readonly width: number;
  readonly height: number;
  readonly nowMs: number;
}

const clock = (atMs: number): string =>
  zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', { hour: '2-digit', minute: '2-digit' });

/** What a key opened: it takes the place of sites and seats, the counts stay above. */
export function overlayLines(overlay: LineOverlay, { width, height, nowMs }: Place): readonly Line[] {
  switch (overlay.at) {
    case 'keys':
      return [rule(width, LINE_BOARD.help), ...keyTable(height)];
    case 'list': {
      const { list, row } = overlay;
      const items = itemLines(list, nowMs).map((text, at) =>
        line(span(at === row ? ' ▸ ' : '   ', 'key'), span(text, at === row ? 'strong' : 'plain')),
      );
      const below = belowLines(list, row, width);
      const head = [
        rule(width, WORDS.titles[list.kind]),
        line(span(`   ${WORDS.heads[list.kind]}`, 'faint')),
      ];
      const room = Math.max(3, height - head.length - below.length - 1);
      if (items.length === 0) return [head[0] ?? BLANK, line(` ${WORDS.none[list.kind]}`), ...below];
      return [...head, ...windowed(items, { focus: row, height: room }), ...below];
    }
    case 'ask':
      return [
        rule(width, WORDS.askTitle(overlay.ask)),
        ...wrapText(WORDS.askHint(overlay.ask), width - 2).map((text) => line(span(` ${text}`, 'faint'))),
        line(span(' > ', 'key'), ...fieldLine(overlay.field, { width: width - 4, focused: true })),
      ];
    case 'maker': {
      const { name, address, to } = overlay.maker;
      const said = [name === '' ? WORDS.noName : name, address, to].filter((one) => one !== '');
      return [
        rule(width, WORDS.maker),
        ...said.map((one) => line(span(` ${one}`, 'strong'))),
        BLANK,
        ...wrapText(WORDS.makerHint, width - 2).map((text) => line(span(` ${text}`, 'faint'))),
      ];
    }
  }
}

/** Keys of the board first; in two columns where one is too high. */
function keyTable(height: number): readonly Line[] {
  const keys = LINE_BOARD_ACTIONS.filter(({ in: where }) => where.some((one) => one !== 'ask'));
  return keys
    .slice(0, Math.max(1, height - 1))
    .map((one) => line(' ', span(fill(keysOf(one), 16), 'key'), one.help));
}

function itemLines(list: LineList, nowMs: number): readonly string[] {
  if (list.kind === 'limits')
    return list.items.map(
      ({ max, least, most, to, overflow }) =>
        `${String(max).padStart(4)}   ${`${least} à ${most}`.padEnd(12)} ${to} → ${overflow}`,
    );
  if (list.kind === 'checks')
    return list.items.map(({ atMs, site, amount, isMonthly }) => {
      const said = `${formatHomeMoney(amount)}${isMonthly ? ` ${LINE_BOARD.monthly}` : ''}`;
      return `${clock(atMs)}  ${fill(site === '' ? '–' : site, 14)} ${said}`;
    });
  return list.items.map(({ seat, site, person, frozenAtMs, helpSinceMs }) => {
    const state =
      frozenAtMs !== null
        ? WORDS.frozen(clock(frozenAtMs))
        : helpSinceMs === null
          ? ''
          : WORDS.waits(Math.max(0, Math.floor((nowMs - helpSinceMs) / 60_000)));
    return `${fill(seat === '' ? site : seat, 16)} ${fill(person, 30)} ${state}`.trimEnd();
  });
}

/** What the chosen line does not say of itself. */
function belowLines(list: LineList, row: number, width: number): readonly Line[] {
  if (list.kind === 'places') return hourLines(list.hours, width);
  const limit = list.kind === 'limits' ? list.items[row] : undefined;
  if (!limit) return [];
  const { rule: number, when, isNow, changed } = limit;
  const by = changed ? WORDS.changedBy(changed.by, clock(changed.atMs)) : '';
  const said = `${WORDS.rule(number, when)}${isNow ? WORDS.now : ''}${by}.`;
  return [BLANK, ...wrapText(said, width - 4).map((text) => line(span(`   ${text}`, 'faint')))];
}

function hourLines(hours: Extract<LineList, { kind: 'places' }>['hours'], width: number): readonly Line[] {
  const lines = hours.map((one) =>
    line(span(` ${WORDS.hours({ ...one, from: clock(one.fromMs), to: clock(one.toMs) })}`, 'plain')),
  );
  return lines.length === 0 ? [] : [rule(width, WORDS.slots), ...lines];
}
