import { asksRise, broughtMinor } from '../../../shared/campaign-kind.ts';
import type { Disposition } from '../../../shared/dispositions.ts';
import { type Counters, isFailed, isRefusal } from './indicator-counters.ts';
import {
  countFigure,
  type Figure,
  hoursFigure,
  meanFigure,
  percentFigure,
  perHourFigure,
  sumFigure,
} from './indicator-figures.ts';
import type { IndicatorInput } from './indicator-input.ts';

/** The sets and sums of docs/rules/indicators.md#formulas for one span; A, Σold and Σnew are net of cancellations. */
export interface SpanFacts extends Counters {
  readonly input: IndicatorInput;
  /** Agreed, or signed, in the span. */
  readonly given: number;
  /** Cancelled in the span, of whichever week. */
  readonly cancelled: number;
  /** A: given less cancelled. */
  readonly netAgreements: number;
  /** Where those given in the span stand: they add up to `given`. */
  readonly effective: number;
  readonly awaitingVerifier: number;
  readonly rejected: number;
  readonly withheld: number;
  readonly cancelledSince: number;
  /** Of the useful contacts closed in the span: with one-off gifts, refusals and neutral ones they add up to CU. */
  readonly usefulAgreements: number;
  readonly usefulCancelled: number;
  /** T under the definition of the campaign. */
  readonly treated: number;
  readonly oldMinor: number;
  readonly newMinor: number;
  readonly oneOffMinor: number;
  readonly pitchedCalls: number;
  readonly seconds: number;
  /** Callable records without a final disposition at the end of the report's period. */
  readonly open: number;
}

/** One named formula; `target` only where the terms of reference set one. */
export interface Formula {
  readonly key: string;
  readonly label: string;
  readonly figure: (facts: SpanFacts) => Figure;
  /** In the scale of the figure's unit; undefined when this line carries no target in this campaign. */
  readonly target?: (input: IndicatorInput) => number | undefined;
}

export interface IndicatorFormula {
  readonly number: number;
  readonly main: Formula;
  readonly companions: readonly Formula[];
  /** Dispositions listed by code under the indicator, among the processed ones. */
  readonly detail?: (row: Disposition) => boolean;
}

type Read = (facts: SpanFacts) => number;

const count = (key: string, label: string, read: Read): Formula => ({
  key,
  label,
  figure: (facts) => countFigure(read(facts)),
});

const sum = (key: string, label: string, read: Read): Formula => ({
  key,
  label,
  figure: (facts) => sumFigure(read(facts)),
});

const mean = (key: string, label: string, [total, among]: readonly [Read, Read]): Formula => ({
  key,
  label,
  figure: (facts) => meanFigure(total(facts), among(facts)),
});

const rate = (key: string, label: string, [part, whole]: readonly [Read, Read]): Formula => ({
  key,
  label,
  figure: (facts) => percentFigure(part(facts), whole(facts)),
});

const tenthsOfPercent = (percent: number) => Math.round(percent * 10);
const isOfRises = ({ input }: SpanFacts) => asksRise(input.kind);
const brought: Read = (facts) => broughtMinor(facts.input.kind, facts);
const usefulTarget = (base: 'PROCESSED' | 'DELIVERED') => (input: IndicatorInput) =>
  input.definitions.usefulBase === base ? tenthsOfPercent(input.targets.useful) : undefined;

/** THE table of the 14 indicators, as named formulas over the counters (F-11). */
export const INDICATOR_FORMULAS: readonly IndicatorFormula[] = [
  {
    number: 1,
    main: count('agreements', 'Nombre d’accords', (f) => f.netAgreements),
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
      count('pitchedRefusals', 'Refus argumentés', (f) => f.pitchedRefusals),
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
      count('pitched', 'CU stricts (contacts argumentés)', (f) => f.pitched),
      count('usefulAgreements', 'dont accords', (f) => f.usefulAgreements),
      count('usefulCancelled', 'dont accords annulés depuis', (f) => f.usefulCancelled),
      count('usefulOneOffs', 'dont dons ponctuels', (f) => f.oneOffs),
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
    main: {
      ...rate('agreementRate', 'Taux d’accords / contacts utiles', [(f) => f.netAgreements, (f) => f.useful]),
      target: ({ targets }) =>
        targets.agreements === undefined ? undefined : tenthsOfPercent(targets.agreements),
    },
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
    main: rate('pitchRate', 'Taux d’argumentation / fiches traitées', [(f) => f.pitched, (f) => f.treated]),
    companions: [
      {
        ...rate('usefulRate', 'Taux de contact utile / traitées', [(f) => f.useful, (f) => f.treated]),
        target: usefulTarget('PROCESSED'),
      },
      {
        ...rate('usefulOnDelivered', 'Taux de contact utile / livrées', [
          (f) => f.useful,
          (f) => f.input.delivered,
        ]),
        target: usefulTarget('DELIVERED'),
      },
    ],
  },
  {
    number: 9,
    main: {
      key: 'pitchedPerHour',
      label: 'Contacts argumentés par heure',
      figure: (f) => perHourFigure(f.pitchedCalls, f.seconds),
    },
    companions: [
      { key: 'hours', label: 'Heures de production', figure: (f) => hoursFigure(f.seconds) },
      count('pitchedCalls', 'Contacts argumentés de la période', (f) => f.pitchedCalls),
    ],
  },
  {
    number: 10,
    main: {
      ...mean('averageAmount', 'Montant moyen (upgrade ou réactivation)', [brought, (f) => f.netAgreements]),
      target: (input) => input.targets.averageMinor,
    },
    companions: [sum('amountSum', 'Somme mensuelle', brought)],
  },
  {
    number: 11,
    main: mean('initialAverage', 'Montant moyen du PA initial', [(f) => f.oldMinor, (f) => f.netAgreements]),
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
    main: mean('newAverage', 'Montant moyen du PA upgradé ou réactivé', [
      (f) => f.newMinor,
      (f) => f.netAgreements,
    ]),
    companions: [sum('newSum', 'Somme des nouveaux PA', (f) => f.newMinor)],
  },
  {
    number: 13,
    main: rate('upliftRate', 'Taux de survalorisation', [
      (f) => (isOfRises(f) ? f.newMinor - f.oldMinor : 0),
      // Over agreed rises only: a resumed gift has no running amount to compare with.
      (f) => (isOfRises(f) ? f.oldMinor : 0),
    ]),
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
