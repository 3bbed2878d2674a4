import { wrapText } from '../../shared/screen/wrap-text.ts';
import { zoned } from '../../shared/time.ts';
import { fieldLine } from '../panes/field-line.ts';
import { rule } from '../panes/rule.ts';
import { fitsSmallest } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, padLine, span, spread } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import { choicesOf, FORM_FIELDS, type FormField, type FormState } from './form-fields.ts';
import { FRENCH_SEAT } from './french-seat.ts';
import type { OpenCall, SeatStage, SeatState } from './seat-state.ts';

type Lines = readonly Line[];
const LABEL = 13;

function wrapped(texts: readonly string[], width: number, tone: Tone = 'plain'): Lines {
  return texts.flatMap((text) =>
    text === '' ? [BLANK] : wrapText(text, width - 4).map((one) => line('  ', span(one, tone))),
  );
}

function header({ shift, size }: SeatState, nowMs: number): Line {
  const { hour, minute } = zoned(nowMs);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')} `;
  const place = shift ? ` poste ${shift.seat} · ${shift.campaignName}` : '';
  return spread(line(span(' Plateau', 'title'), place), line(span(clock, 'strong')), size.columns);
}

/** Two fields a line where both are short: the whole form beside what the caller says, on twenty-four rows. */
const ROWS: readonly (readonly [FormField, ...FormField[]])[] = [
  ['amount', 'rhythm'],
  ['lastName', 'firstName'],
  ['street'],
  ['postcode', 'town'],
  ['way', 'to'],
  ['receipt'],
];

/** Cells of the first field of a row; half of the row where nothing is said. */
const FIRST_CELLS: Readonly<Partial<Record<FormField, number>>> = { postcode: 10, way: 14 };

function valueSpans(field: FormField, form: FormState, width: number): Line {
  const choices = choicesOf(field);
  const focused = form.focus === field;
  if (!choices) return padLine(fieldLine(form.texts[field], { width, focused }), width);
  const said = choices.find(({ value }) => value === form.texts[field].text)?.said ?? '';
  return padLine([span(said, focused ? 'selected' : 'plain')], width);
}

/** What may be typed in the field of the cursor, when one letter does. */
function hintOf({ focus }: FormState, presets: string): string {
  if (focus === 'amount') return FRENCH_SEAT.presets(presets);
  const choices = choicesOf(focus);
  return choices
    ? `${FRENCH_SEAT.choose}${choices.map(({ letter, said }) => `${letter} ${said}`).join('   ')}`
    : '';
}

function formLines(form: FormState, presets: string, width: number): Lines {
  const rows = ROWS.map((fields): Line => {
    const whole = width - 2 - fields.length * (LABEL + 1);
    const [first] = fields;
    const left = fields.length === 1 ? whole : (FIRST_CELLS[first] ?? Math.floor(whole / 2));
    return fields.flatMap((field, at) => {
      const head = span(FORM_FIELDS[field].label.padEnd(LABEL), form.focus === field ? 'strong' : 'faint');
      return [span(at === 0 ? '  ' : ' '), head, ...valueSpans(field, form, at === 0 ? left : whole - left)];
    });
  });
  return [...rows, line('  ', span(hintOf(form, presets), 'faint'))];
}

function callerLines({ caller }: OpenCall, of: number, width: number): Lines {
  return [
    rule(width, FRENCH_SEAT.callTitle(caller.number, of)),
    ...wrapped([`Vous : « ${caller.welcome} »`], width, 'faint'),
    ...wrapped(
      caller.says.map((said) => `— ${said}`),
      width,
    ),
    ...(caller.likeCall === undefined ? [] : wrapped([FRENCH_SEAT.like(caller.likeCall)], width, 'warn')),
    rule(width),
  ];
}

function callLines(state: SeatState, call: OpenCall, problems: readonly string[]): Lines {
  const width = state.size.columns;
  const { presets = '', practiceCalls = 0 } = state.shift ?? {};
  return [
    ...callerLines(call, practiceCalls, width),
    ...formLines(call.form, presets, width),
    ...(problems.length > 0
      ? wrapped([`${FRENCH_SEAT.problems}${problems.join(' ; ')}.`], width, 'warn')
      : []),
  ];
}

function helloLines({ shift, size }: SeatState): Lines {
  if (!shift) return [];
  const { person, when, campaignName, site } = shift;
  return [
    BLANK,
    ...wrapped([`Bonjour ${person}.`], size.columns, 'strong'),
    ...wrapped([`Votre créneau : ${when}.`, `Campagne « ${campaignName} », site ${site}.`], size.columns),
    BLANK,
    line('  ', span(FRENCH_SEAT.isItYou, 'key')),
  ];
}

function waitingLines({ shift, size }: SeatState, stage: Extract<SeatStage, { at: 'waiting' }>): Lines {
  const width = size.columns;
  const { verdict } = stage;
  const { practiceDone = 0, practiceCalls = 0 } = shift ?? {};
  const told =
    verdict === undefined
      ? []
      : verdict.passed
        ? [...wrapped([FRENCH_SEAT.right(verdict.seconds)], width, 'good'), BLANK]
        : [
            ...wrapped([FRENCH_SEAT.wrong], width, 'warn'),
            ...wrapped(
              verdict.faults.map((fault) => `· ${fault}`),
              width,
            ),
            BLANK,
          ];
  const isAgain = verdict !== undefined && !verdict.passed;
  return [
    BLANK,
    ...told,
    ...wrapped([FRENCH_SEAT.practice(practiceDone, practiceCalls)], width, 'strong'),
    ...(practiceDone === 0 && !isAgain ? wrapped(['', ...FRENCH_SEAT.howItGoes], width) : []),
    BLANK,
    line('  ', span(isAgain ? FRENCH_SEAT.again : FRENCH_SEAT.ring, 'key')),
  ];
}

function bodyLines(state: SeatState): Lines {
  const { stage, size } = state;
  const width = size.columns;
  switch (stage.at) {
    case 'loading':
      return [BLANK, ...wrapped([FRENCH_SEAT.loading], width)];
    case 'hello':
      return helloLines(state);
    case 'charter':
      return [BLANK, ...wrapped(FRENCH_SEAT.charter, width)];
    case 'waiting':
      return waitingLines(state, stage);
    case 'call':
      return callLines(state, stage.call, stage.problems);
    case 'reading':
      return [
        ...callerLines(stage.call, state.shift?.practiceCalls ?? 0, width),
        ...wrapped([FRENCH_SEAT.readAloud, ''], width, 'faint'),
        ...wrapped([`« ${stage.words} »`], width, 'strong'),
      ];
    case 'leaving':
      return [
        ...callerLines(stage.call, state.shift?.practiceCalls ?? 0, width),
        ...wrapped([FRENCH_SEAT.readAloud, ''], width, 'faint'),
        ...wrapped(
          stage.words.map((said) => `« ${said} »`),
          width,
          'strong',
        ),
      ];
    case 'trained':
      return [BLANK, ...wrapped(FRENCH_SEAT.trained, width)];
  }
}

function keyLines({ stage, isHelpOpen }: SeatState): readonly [string, string] {
  if (isHelpOpen || stage.at === 'loading') return ['', FRENCH_SEAT.baseKeys];
  if (stage.at === 'call') return [FRENCH_SEAT.callKeys, FRENCH_SEAT.exitKeys];
  if (stage.at === 'reading') return [FRENCH_SEAT.readKeys, FRENCH_SEAT.baseKeys];
  if (stage.at === 'leaving') return [FRENCH_SEAT.leaveKeys, FRENCH_SEAT.baseKeys];
  return ['', FRENCH_SEAT.baseKeys];
}

/** The whole screen of a seat as lines, as many as it has rows; `nowMs` is the server's hour. */
export function seatScreen(state: SeatState, nowMs: number): Lines {
  const { columns, rows } = state.size;
  const body = !fitsSmallest(state.size)
    ? wrapped([FRENCH_SEAT.tooSmall], columns)
    : state.isHelpOpen
      ? [BLANK, ...wrapped(FRENCH_SEAT.help, columns)]
      : bodyLines(state);
  const [first, second] = keyLines(state);
  const bottom = [
    line(' ', span(state.notice, 'warn')),
    rule(columns),
    line(' ', span(first, 'key')),
    line(' ', span(second, 'key')),
  ];
  const height = rows - bottom.length - 2;
  const filled = Array.from({ length: Math.max(0, height) }, (_, at) => body[at] ?? BLANK);
  return [header(state, nowMs), rule(columns), ...filled, ...bottom].map((one) => clipLine(one, columns));
}
