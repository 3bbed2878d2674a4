import { perHourFigure } from './indicator-figures.ts';
import {
  count,
  HOURS,
  type IndicatorFormula,
  ofThanks,
  rate,
  USEFUL_ON_DELIVERED,
  USEFUL_RATE,
} from './indicator-formula.ts';

/** What a campaign of thanks is judged by, under the numbers of what an ask is judged by. */
export const THANKS_FORMULAS: readonly IndicatorFormula[] = [
  {
    number: 1,
    main: ofThanks(count('thanked', 'Remerciements faits', (f) => f.thanked)),
    companions: [count('wishes', 'dont souhaits d’être rappelé par l’association', (f) => f.wishes)],
  },
  {
    number: 6,
    main: ofThanks(
      rate('thankedRate', 'Taux de remerciements / contacts utiles', [(f) => f.thanked, (f) => f.useful]),
    ),
    companions: [],
  },
  { number: 8, main: ofThanks(USEFUL_RATE), companions: [USEFUL_ON_DELIVERED] },
  {
    number: 9,
    main: ofThanks({
      key: 'thankedPerHour',
      label: 'Remerciements faits par heure',
      figure: (f) => perHourFigure(f.thanked, f.seconds),
    }),
    companions: [HOURS],
  },
  {
    number: 10,
    main: ofThanks(count('corrected', 'Coordonnées corrigées', (f) => f.corrected)),
    companions: [rate('correctedRate', 'Part des contacts utiles', [(f) => f.corrected, (f) => f.useful])],
  },
  {
    number: 11,
    main: ofThanks(
      count(
        'satisfactionAnswers',
        'Réponses à la question de satisfaction',
        (f) => f.satisfied + f.satisfiedInPart + f.dissatisfied,
      ),
    ),
    companions: [
      count('satisfied', 'dont « oui »', (f) => f.satisfied),
      count('satisfiedInPart', 'dont « en partie »', (f) => f.satisfiedInPart),
      count('dissatisfied', 'dont « non »', (f) => f.dissatisfied),
      count('untold', 'Ne souhaitent pas répondre', (f) => f.untold),
      rate('satisfactionRate', 'Part de « oui » parmi les réponses', [
        (f) => f.satisfied,
        (f) => f.satisfied + f.satisfiedInPart + f.dissatisfied,
      ]),
    ],
  },
];
