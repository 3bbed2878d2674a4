import { expect, it } from 'vitest';
import { NO_AGREEMENTS } from '../../../server/domain/indicators/agreement-sums.ts';
import { HEARD_KINDS } from '../../../server/domain/indicators/heard-calls.ts';
import {
  type SatisfactionFigure,
  satisfactionFigures,
} from '../../../server/domain/indicators/satisfaction-figures.ts';
import { casesText } from '../../../server/domain/report/heard-words.ts';
import { boundsText, partText } from '../../../server/domain/report/satisfaction-sheet.ts';
import { satisfactionHtml } from '../../../server/domain/review/review-page-satisfaction.ts';

const amounts = { oldMonthlyMinor: 0, newMonthlyMinor: 0 };
const span = (
  closed: Readonly<Record<string, number>>,
  experience = { incidents: 0, sheets: 0, scores: 0 },
) => ({
  closed: new Map(Object.entries(closed)),
  agreements: { ...NO_AGREEMENTS, given: { count: 20, ...amounts }, cancelled: { count: 3, ...amounts } },
  experience,
});

const said = (figures: readonly SatisfactionFigure[]) =>
  figures.map((one) => [one.key, partText(one, one.period), partText(one, one.cumulated), boundsText(one)]);

it('R-61 what goes wrong is told among useful contacts, incidents for a thousand, the score as a mean of its sheets', () => {
  const closed = {
    AC_UP: 20,
    RA_MOYENS: 160,
    RS_RACCROCHE: 10,
    OP_TEL: 4,
    OP_DROITS: 1,
    AR_STOP: 2,
    AR_RECLAM: 3,
    EF_FAUX: 50,
  };
  const cumulated = span(closed, { incidents: 1, sheets: 4, scores: 310 });
  expect(said(satisfactionFigures('upgrade', { period: span({}), cumulated }))).toEqual([
    ['hang-ups', 'n. d.', '5,0 % (10 sur 200)', '2,7 à 9,0 %'],
    ['objections', 'n. d.', '2,5 % (5 sur 200)', '1,1 à 5,7 %'],
    ['stop-requests', 'n. d.', '1,0 % (2 sur 200)', '0,3 à 3,6 %'],
    ['complaints', 'n. d.', '1,5 % (3 sur 200)', '0,5 à 4,3 %'],
    ['cancelled', '15,0 % (3 sur 20)', '15,0 % (3 sur 20)', '5,2 à 36,0 %'],
    ['incidents', 'n. d.', '5,0 (1 sur 200)', ''],
    ['listening', 'n. d.', '78 sur 100 (4 écoutes)', ''],
  ]);
});

it('more cancellations in a week than agreements are told, and are no share', () => {
  const many = {
    ...span({}),
    agreements: { ...NO_AGREEMENTS, given: { count: 1, ...amounts }, cancelled: { count: 3, ...amounts } },
  };
  const cancelled = satisfactionFigures('upgrade', { period: many, cumulated: many }).find(
    ({ key }) => key === 'cancelled',
  );
  expect(cancelled).toMatchObject({ cumulated: { part: 3, whole: 1 }, interval: null });
});

it.each([
  ['upgrade', /Parmi les contacts utiles ; « Annulent après leur accord », parmi les accords recueillis\./],
  ['thanks', /Parmi les contacts utiles\. La note/],
] as const)(
  'R-60 under the table of a campaign of %s, the review says what its own shares are of',
  (kind, says) => {
    const satisfaction = satisfactionFigures(kind, { period: span({}), cumulated: span({}) });
    expect(satisfactionHtml({ satisfaction }).join('').replace(/\s/gu, ' ')).toMatch(says);
  },
);

it.each([
  [1, '1 appel fini par un refus'],
  [1200, '1 200 appels finis par un refus'],
])('%d cases are said in words that agree', (cases, says) => {
  const refusals = HEARD_KINDS.find(({ kind }) => kind === 'refusal');
  expect(casesText({ cases, casesText: refusals?.cases(cases) ?? '' }).replace(/\s/gu, ' ')).toBe(says);
});
