import { wrapText } from '../../shared/screen/wrap-text.ts';
import { zoned } from '../../shared/time.ts';
import { rule } from '../panes/rule.ts';
import { pledgeScreen } from '../pledge/pledge-screen.ts';
import { fitsSmallest } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, span, spread } from '../screen/line.ts';
import type { Tone } from '../screen/theme.ts';
import { FRENCH_SEAT } from './french-seat.ts';
import type { SeatStage, SeatState } from './seat-state.ts';

type Lines = readonly Line[];

function wrapped(texts: readonly string[], width: number, tone: Tone = 'plain'): Lines {
  return texts.flatMap((text) =>
    text === '' ? [BLANK] : wrapText(text, width - 4).map((one) => line('  ', span(one, tone))),
  );
}

function header({ shift, size }: SeatState, nowMs: number): Line {
  const { hour, minute } = zoned(nowMs);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')} `;
  const place = shift ? ` poste ${shift.seat} · ${shift.practiceLine.name}` : '';
  return spread(line(span(' Plateau', 'title'), place), line(span(clock, 'strong')), size.columns);
}

function helloLines({ shift, size }: SeatState): Lines {
  if (!shift) return [];
  const { person, when, practiceLine, site, hasCharter } = shift;
  return [
    BLANK,
    // A badge may say « Camille D. ».
    ...wrapped([`Bonjour ${person.replace(/\.$/, '')}.`], size.columns, 'strong'),
    ...wrapped(
      [`Votre créneau : ${when}.`, `Campagne « ${practiceLine.name} », site ${site}.`],
      size.columns,
    ),
    ...(hasCharter ? [] : wrapped(['', ...FRENCH_SEAT.charter], size.columns)),
    BLANK,
    line('  ', span(hasCharter ? FRENCH_SEAT.isItYou : FRENCH_SEAT.isItYouAndCharter, 'key')),
  ];
}

function betweenLines({ shift, size }: SeatState, stage: Extract<SeatStage, { at: 'between' }>): Lines {
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
    case 'hello':
      return helloLines(state);
    case 'between':
      return betweenLines(state, stage);
    case 'trained':
      return [BLANK, ...wrapped(FRENCH_SEAT.trained, width)];
    default:
      return [BLANK, ...wrapped([FRENCH_SEAT.loading], width)];
  }
}

/** The whole screen of a seat as lines, as many as it has rows; `nowMs` is the server's hour. */
export function seatScreen(state: SeatState, nowMs: number): Lines {
  const { stage, isHelpOpen } = state;
  if (stage.at === 'desk' && !isHelpOpen) return pledgeScreen(stage.desk, nowMs);
  const { columns, rows } = state.size;
  const body = !fitsSmallest(state.size)
    ? wrapped([FRENCH_SEAT.tooSmall], columns)
    : isHelpOpen
      ? [BLANK, ...FRENCH_SEAT.help.map((text) => line('  ', text))]
      : bodyLines(state);
  const bottom = [
    line(' ', span(state.notice, 'warn')),
    rule(columns),
    BLANK,
    line(' ', span(FRENCH_SEAT.baseKeys, 'key')),
  ];
  const height = rows - bottom.length - 2;
  const filled = Array.from({ length: Math.max(0, height) }, (_, at) => body[at] ?? BLANK);
  return [header(state, nowMs), rule(columns), ...filled, ...bottom].map((one) => clipLine(one, columns));
}
