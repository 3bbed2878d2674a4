import { countryFacts } from '../../shared/country.ts';
import { currencyFacts } from '../../shared/currency.ts';
import { PRESET_LETTERS, readBack, readPledge } from '../../shared/line/pledge-form.ts';
import { formatHomeMoney } from '../../shared/money.ts';
import { fill } from '../../shared/screen/cells.ts';
import { wrapText } from '../../shared/screen/wrap-text.ts';
import { HOUSE_ZONE, zoned } from '../../shared/time.ts';
import { fieldLine } from '../panes/field-line.ts';
import { rule } from '../panes/rule.ts';
import { fitsSmallest } from '../screen/layout.ts';
import { BLANK, clipLine, type Line, line, span, spread } from '../screen/line.ts';
import { PLEDGE } from './french-pledge.ts';
import { largeNumber } from './large-number.ts';
import { keyBar } from './pledge-key-bar.ts';
import {
  type CallForm,
  type Place,
  type PledgeState,
  proposedTowns,
  type Stage,
  typedPledge,
} from './pledge-state.ts';

const LABEL = 15;
const two = (n: number): string => String(n).padStart(2, '0');

function hourOf(atMs: number): string {
  const at = zoned(atMs, HOUSE_ZONE);
  return `${two(at.hour)}:${two(at.minute)}`;
}

function sinceOf(fromMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - fromMs) / 1000));
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** The whole screen as lines, exactly as many as it has rows. */
export function pledgeScreen(state: PledgeState, nowMs: number): readonly Line[] {
  const { columns, rows } = state.size;
  if (!fitsSmallest(state.size)) return padded(paragraph(PLEDGE.tooSmall(columns, rows), columns), rows);
  const bottom = [rule(columns), ...saidLines(state), ...keyBar(state)];
  const body = bodyOf(state);
  return [header(state, nowMs), ...padded(body, rows - 1 - bottom.length), ...bottom].map((one) =>
    clipLine(one, columns),
  );
}

const padded = (lines: readonly Line[], height: number): readonly Line[] =>
  Array.from({ length: height }, (_, at) => lines[at] ?? BLANK);

const paragraph = (text: string, width: number): readonly Line[] =>
  wrapText(text, width - 4).map((one) => line('  ', one));

function header(
  { line: { name }, agent, count, talk, seat, practice, size }: PledgeState,
  nowMs: number,
): Line {
  const place = seat ? `  ${seat.name}` : '';
  const left = line(span(` ${PLEDGE.title}`, 'title'), `${place}  ${agent}  ${name}`);
  const since = talk
    ? `  ${talk.isOver ? PLEDGE.gone : PLEDGE.onLine(sinceOf(talk.startedAtMs, nowMs))}`
    : '';
  const counted = practice ? PLEDGE.practice : PLEDGE.count(count);
  return spread(left, line(` ${counted}  ${hourOf(nowMs)}`, span(`${since} `, 'strong')), size.columns);
}

/** What a seat without a caller waits for. */
function waitingBody({ line: { name, isDistributed }, seat, size }: PledgeState): readonly Line[] {
  const text = !seat
    ? PLEDGE.waiting(name)
    : seat.line === 'down'
      ? PLEDGE.lineDown
      : !seat.isReady
        ? PLEDGE.notReady
        : seat.line === 'manual'
          ? PLEDGE.waiting(name)
          : PLEDGE.comesAlone;
  const unseated = !seat && isDistributed ? [BLANK, ...paragraph(PLEDGE.notFollowed, size.columns)] : [];
  return [rule(size.columns), BLANK, ...paragraph(text, size.columns), ...unseated];
}

/** A practice caller's words, in place of what is read at each field. */
function practiceLines({ practice, call, line: { script }, size }: PledgeState): readonly Line[] {
  if (!practice) return [];
  const { number, says, likeCall } = practice;
  const welcome = paragraph(`Vous : « ${script.steps.welcome} »`, size.columns).map((one) =>
    one.map(({ text }) => span(text, 'faint')),
  );
  return [
    rule(size.columns, PLEDGE.practiceCall(number)),
    // Once read, its lines are the form's.
    ...(call?.focus === 'amount' ? welcome : []),
    ...says.flatMap((said) => paragraph(`— ${said}`, size.columns)),
    ...(likeCall === undefined ? [] : paragraph(PLEDGE.likeCall(likeCall), size.columns)),
  ];
}

const BODIES: Readonly<Record<Stage, (state: PledgeState) => readonly Line[]>> = {
  waiting: waitingBody,
  form: formBody,
  'read-back': formBody,
  saving: formBody,
  duplicate: duplicateBody,
  saved: ({ line: { script }, answer, size }) => [
    rule(size.columns, PLEDGE.saved, 'good'),
    BLANK,
    ...(answer?.kind === 'saved' && answer.needsCheck
      ? [...paragraph(PLEDGE.toCheck, size.columns), BLANK]
      : []),
    ...paragraph(`« ${script.steps.thanks} »`, size.columns),
  ],
  'way-out': wayOutBody,
};

function bodyOf(state: PledgeState): readonly Line[] {
  return BODIES[state.stage](state);
}

/** What to read while the cursor stands there. */
const SAID_AT: Readonly<Record<Place, Exclude<keyof PledgeState['line']['script']['steps'], 'callBack'>>> = {
  ...{ amount: 'welcome', rhythm: 'rhythm', lastName: 'identity', firstName: 'identity' },
  ...{ street: 'address', place: 'address', link: 'link', to: 'link', receipt: 'link' },
};

/** Whoever is rung back did not ring: they are not thanked for it. */
function wordsAt({ talk, line: { script } }: PledgeState, { focus }: CallForm): string {
  const { steps } = script;
  return (talk?.isBack && focus === 'amount' ? steps.callBack : undefined) ?? steps[SAID_AT[focus]];
}

function formBody(state: PledgeState): readonly Line[] {
  const { call, size, stage } = state;
  if (!call) return [];
  const width = size.columns;
  const isRead = stage !== 'form';
  const said = paragraph(`« ${wordsAt(state, call)} »`, width);
  const above = state.practice ? practiceLines(state) : [rule(width, PLEDGE.say), ...said];
  return [
    ...(isRead ? [] : above),
    rule(width),
    ...fieldLines(state, call),
    ...(isRead ? [] : knownLines(call)),
    ...(isRead ? readBackLines(state, call) : []),
  ];
}

/** Who may be calling: initials alone until the caller has said who they are. */
function knownLines({ known }: CallForm): readonly Line[] {
  if (!known) return [];
  const { people, at } = known;
  const isListed = people.some((one) => one.isListed);
  if (at >= 0)
    return [line(span(` ${isListed ? PLEDGE.listedNow : PLEDGE.knownNow(at + 1, people.length)}`, 'good'))];
  const masked = people.map(({ lastName, town, postcode }) =>
    PLEDGE.masked({ name: lastName.slice(0, 1), town: town.slice(0, 1), area: postcode.slice(0, 2) }),
  );
  const told = masked.join(' · ');
  return [line(span(` ${isListed ? PLEDGE.listed(told) : PLEDGE.known(told)}`, 'strong'))];
}

function readBackLines({ line: desk, size }: PledgeState, call: CallForm): readonly Line[] {
  const read = readPledge(typedPledge(call), desk.form);
  if ('problems' in read) return [];
  return [
    rule(size.columns, PLEDGE.readBack),
    ...paragraph(readBack(read.pledge, desk.form), size.columns).map((one) =>
      one.map(({ text }) => span(text, 'strong')),
    ),
  ];
}

function fieldLines(state: PledgeState, call: CallForm): readonly Line[] {
  const isFocus = (place: Place): boolean => state.stage === 'form' && call.focus === place;
  const label = (place: Place): ReturnType<typeof span> =>
    span(` ${fill(PLEDGE.labels[place], LABEL)}`, isFocus(place) ? 'key' : 'plain');
  const text = (place: keyof CallForm['texts'], width: number): Line =>
    fieldLine(call.texts[place], { width, focused: isFocus(place) });
  const choice = (place: Place, words: string, keys: string): Line =>
    line(
      label(place),
      span(words, isFocus(place) ? 'selected' : 'plain'),
      span(isFocus(place) ? `   ${keys}` : '', 'faint'),
    );
  const { country, presets, link } = state.line.form;
  const letters = presets.map((units, at) => `${PRESET_LETTERS[at]} ${units}`).join(' · ');
  const { sign } = currencyFacts(countryFacts(country).currency);
  const closed = state.line.isMessageClosed ? `   ${PLEDGE.noMessage}` : '';
  const ways = `${link.by.map((way) => PLEDGE.wayKeys[way]).join('   ')}${closed}`;
  const name = call.isNameless ? [span(PLEDGE.nameless, 'faint')] : text('lastName', 40);
  return [
    line(
      label('amount'),
      ...text('amount', 12),
      ` ${sign}`,
      span(isFocus('amount') ? `   ${letters}` : '', 'faint'),
    ),
    choice('rhythm', PLEDGE.rhythm[call.rhythm], PLEDGE.rhythmKeys),
    line(label('lastName'), ...(isFocus('lastName') ? text('lastName', 40) : name)),
    line(label('firstName'), ...(call.isNameless ? [] : text('firstName', 40))),
    line(label('street'), ...text('street', 40)),
    ...placeLines(
      line(label('place'), ...text('place', 46)),
      isFocus('place') ? proposedTowns(call, country) : [],
      state.size.columns,
    ),
    choice('link', PLEDGE.ways[call.way], ways),
    call.way === 'letter' ? BLANK : line(label('to'), ...text('to', 50)),
    call.isNameless
      ? BLANK
      : choice('receipt', call.receipt ? PLEDGE.receipt.yes : PLEDGE.receipt.no, PLEDGE.receiptKeys),
  ];
}

/** The field, then the towns of its postcode by letter: one line, since nine short names are read at a glance. */
function placeLines(field: Line, towns: readonly string[], width: number): readonly Line[] {
  if (towns.length === 0) return [field];
  const named = towns.map((name, at) => `${'abcdefghi'[at]} ${name}`).join(' · ');
  return [
    field,
    ...wrapText(named, width - LABEL - 2).map((one) => line(' '.repeat(LABEL + 1), span(one, 'key'))),
  ];
}

function duplicateBody({ answer, size }: PledgeState): readonly Line[] {
  if (answer?.kind !== 'duplicate') return [];
  const amount = formatHomeMoney(answer.amount);
  return [
    rule(size.columns),
    BLANK,
    ...paragraph(PLEDGE.duplicate(amount, hourOf(answer.atMs)), size.columns),
    BLANK,
    ...paragraph(PLEDGE.duplicateKeys, size.columns),
  ];
}

function wayOutBody({ wayOut, passing, line: { script, helplines }, size }: PledgeState): readonly Line[] {
  if (!wayOut) return [];
  const width = size.columns;
  const words = script.exits[wayOut];
  const sentences = typeof words === 'string' ? [words] : words;
  const read = sentences.flatMap((one) => paragraph(`« ${one} »`, width));
  const title = passing ? PLEDGE.passing[passing] : PLEDGE.exits[wayOut];
  return [
    rule(width, title),
    BLANK,
    // Nobody is promised somebody who is not there.
    ...(passing === 'nobody' ? [] : [...read, BLANK]),
    ...(passing && passing !== 'by-key' ? helplineLines(helplines, passing, width) : []),
    ...paragraph(PLEDGE.nothingKept, width),
  ];
}

/** Two on one screen; the others stand in the knowledge of the floor. */
const LARGE = 2;

function helplineLines(
  helplines: PledgeState['line']['helplines'],
  passing: 'by-phone' | 'nobody',
  width: number,
): readonly Line[] {
  return [
    ...paragraph(passing === 'nobody' ? PLEDGE.teamAway : PLEDGE.teamClosed, width),
    ...helplines
      .slice(0, LARGE)
      .flatMap(({ name, number }) => [
        line('    ', span(number, 'strong'), `  ${name}`),
        ...largeNumber(number),
      ]),
    BLANK,
  ];
}

/** Two lines always, so that the keys never move. */
function saidLines({ said, stage, size }: PledgeState): readonly Line[] {
  const text =
    said?.text ?? (stage === 'read-back' ? PLEDGE.readBackFirst : stage === 'saving' ? PLEDGE.saving : '');
  const lines = wrapText(text, size.columns - 2).map((one) => line(span(` ${one}`, said?.tone ?? 'plain')));
  return padded(lines, 2);
}
