import { asksRise, asksSomething, broughtMinor, type CampaignKind } from '../../../shared/campaign-kind.ts';
import { isFailed, isRefusal } from './indicator-counters.ts';
import { perHourFigure } from './indicator-figures.ts';
import {
  count,
  type Formula,
  HOURS,
  type IndicatorFormula,
  mean,
  ofAsks,
  ofThanks,
  type Read,
  rate,
  type SpanFacts,
  sum,
  tenthsOfPercent,
  USEFUL_ON_DELIVERED,
  USEFUL_RATE,
} from './indicator-formula.ts';
import { THANKS_FORMULAS } from './indicator-formulas-thanks.ts';

const isOfRises = ({ input }: SpanFacts) => asksRise(input.kind);
const brought: Read = (facts) => broughtMinor(facts.input.kind, facts);

/** The 14 indicators of the terms of reference. */
const FOURTEEN: readonly IndicatorFormula[] = [
  {
    number: 1,
    main: ofAsks(count('agreements', 'Nombre d’accords', (f) => f.netAgreements)),
    companions: [
      count('given', 'Accords recueillis', (f) => f.given),
      count('cancelled', 'Annulations (déduites)', (f) => f.cancelled),
      count('effective', 'Recueillis : effectifs', (f) => f.effective),
      count('awaitingVerifier', 'Recueillis : en attente de vérification', (f) => f.awaitingVerifier),
      count('rejected', 'Recueillis : rejetés par le vérificateur', (f) => f.rejected),
      count('withheld', 'Recueillis : retenus (mandat ou fiche à vérifier)', (f) => f.withheld),
      count('cancelledSince', 'Recueillis : annulés depuis', (f) => f.cancelledSince),
      count('oneOffs', 'Dons ponctuels (comptés à part)', (f) => f.oneOffs),
      sum('oneOffSum', 'Montant des dons ponctuels', (f) => f.oneOffMinor),
      count('awaitingSignature', 'Reprises en attente de signature', (f) => f.awaitingSignature),
    ],
  },
  {
    number: 2,
    main: count('refusals', 'Nombre de refus', (f) => f.refusals),
    companions: [
      ofAsks(count('pitchedRefusals', 'Refus argumentés', (f) => f.pitchedRefusals)),
      count('unheardRefusals', 'Refus sans écoute', (f) => f.unheardRefusals),
      count('objections', 'Oppositions', (f) => f.objections),
      count('stopRequests', 'Demandes d’arrêt', (f) => f.stopRequests),
    ],
    detail: isRefusal,
  },
  {
    number: 3,
    main: count('useful', 'Contacts utiles', (f) => f.useful),
    companions: [
      ofAsks(count('pitched', 'CU stricts (contacts argumentés)', (f) => f.pitched)),
      ofAsks(count('usefulAgreements', 'dont accords', (f) => f.usefulAgreements)),
      ofAsks(count('usefulCancelled', 'dont accords annulés depuis', (f) => f.usefulCancelled)),
      ofAsks(count('usefulOneOffs', 'dont dons ponctuels', (f) => f.oneOffs)),
      ofThanks(count('usefulThanked', 'dont remerciements faits', (f) => f.thanked)),
      count('usefulRefusals', 'dont refus', (f) => f.refusals),
      count('neutral', 'dont neutres', (f) => f.neutral),
    ],
    detail: (row) => row.useful,
  },
  {
    number: 4,
    main: count('failed', 'Contacts en échec', (f) => f.failed),
    companions: [
      count('open', 'En cours (fiches ouvertes, hors échecs)', (f) => f.open),
      count('endedUnprocessed', 'Clôturées sans être traitées', (f) => f.endedUnprocessed),
    ],
    detail: isFailed,
  },
  { number: 5, main: count('processed', 'Fiches traitées', (f) => f.treated), companions: [] },
  {
    number: 6,
    main: ofAsks({
      ...rate('agreementRate', 'Taux d’accords / contacts utiles', [(f) => f.netAgreements, (f) => f.useful]),
      target: ({ targets }) =>
        targets.agreements === undefined ? undefined : tenthsOfPercent(targets.agreements),
    }),
    companions: [
      rate('agreementOnPitched', 'Taux d’accords / contacts argumentés', [
        (f) => f.netAgreements,
        (f) => f.pitched,
      ]),
    ],
  },
  {
    number: 7,
    main: rate('processedRate', 'Taux de fiches traitées / en production', [
      (f) => f.treated,
      (f) => f.input.callable,
    ]),
    companions: [
      {
        ...rate('processedOnDelivered', 'Taux de fiches traitées / livrées', [
          (f) => f.treated,
          (f) => f.input.delivered,
        ]),
        target: (input) => tenthsOfPercent(input.targets.processed),
      },
    ],
  },
  {
    number: 8,
    main: ofAsks(
      rate('pitchRate', 'Taux d’argumentation / fiches traitées', [(f) => f.pitched, (f) => f.treated]),
    ),
    companions: [USEFUL_RATE, USEFUL_ON_DELIVERED],
  },
  {
    number: 9,
    main: ofAsks({
      key: 'pitchedPerHour',
      label: 'Contacts argumentés par heure',
      figure: (f) => perHourFigure(f.pitchedCalls, f.seconds),
    }),
    companions: [HOURS, count('pitchedCalls', 'Contacts argumentés de la période', (f) => f.pitchedCalls)],
  },
  {
    number: 10,
    main: ofAsks({
      ...mean('averageAmount', 'Montant moyen (upgrade ou réactivation)', [brought, (f) => f.netAgreements]),
      target: (input) => input.targets.averageMinor,
    }),
    companions: [sum('amountSum', 'Somme mensuelle', brought)],
  },
  {
    number: 11,
    main: ofAsks(
      mean('initialAverage', 'Montant moyen du PA initial', [(f) => f.oldMinor, (f) => f.netAgreements]),
    ),
    companions: [
      sum('initialSum', 'Somme des PA initiaux', (f) => f.oldMinor),
      mean('fileAverage', 'PA initial moyen du fichier livré', [
        (f) => f.input.fileMonthlyMinor,
        (f) => f.input.fileRecords,
      ]),
    ],
  },
  {
    number: 12,
    main: ofAsks(
      mean('newAverage', 'Montant moyen du PA upgradé ou réactivé', [
        (f) => f.newMinor,
        (f) => f.netAgreements,
      ]),
    ),
    companions: [sum('newSum', 'Somme des nouveaux PA', (f) => f.newMinor)],
  },
  {
    number: 13,
    main: ofAsks(
      rate('upliftRate', 'Taux de survalorisation', [
        (f) => (isOfRises(f) ? f.newMinor - f.oldMinor : 0),
        // Over agreed rises only: a resumed gift has no running amount to compare with.
        (f) => (isOfRises(f) ? f.oldMinor : 0),
      ]),
    ),
    companions: [],
  },
  {
    number: 14,
    main: rate('wrongRecipientRate', 'Taux de mauvais destinataires / traitées', [
      (f) => f.wrongRecipients,
      (f) => f.treated,
    ]),
    companions: [
      rate('wrongPersonRate', 'Mauvais destinataires au sens strict', [
        (f) => f.wrongPersons,
        (f) => f.treated,
      ]),
    ],
  },
];

/**
 * THE table of indicators, as named formulas over the counters (F-11): the 14, and beside those of an ask, under the same
 * number, what a campaign of thanks is judged by.
 */
export const INDICATOR_FORMULAS: readonly IndicatorFormula[] = [...FOURTEEN, ...THANKS_FORMULAS].toSorted(
  (a, b) => a.number - b.number,
);

function isOf(kind: CampaignKind, { asks }: Formula): boolean {
  return asks === undefined || asks === asksSomething(kind);
}

/** The rows of the table that mean something in a campaign of that kind, each with the companions that do. */
export function formulasOf(kind: CampaignKind): readonly IndicatorFormula[] {
  return INDICATOR_FORMULAS.filter(({ main }) => isOf(kind, main)).map((row) => ({
    ...row,
    companions: row.companions.filter((formula) => isOf(kind, formula)),
  }));
}
