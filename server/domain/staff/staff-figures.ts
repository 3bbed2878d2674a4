import { inNumber } from '../../../shared/french-plural.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { type Contract, coversDay } from './contract.ts';
import { CONTRACT_KINDS, type ContractKind, contractFacts } from './contract-kinds.ts';

/** One person of the house as the figures need them. */
export interface StaffPerson {
  readonly contracts: readonly Contract[];
  readonly isAgent: boolean;
  /** Their access is open that day: whoever left counts for their hours alone. */
  readonly isHere: boolean;
  /** Every open campaign of theirs was learned. */
  readonly isTrained: boolean;
  /** Production seconds of the last year, by the kind of contract they were worked under; '' outside any. */
  readonly secondsByKind: ReadonlyMap<ContractKind | '', number>;
}

/** The table of people as an audit checklist asks for it (R-68): counts, nobody named, no pay, no age. */
export interface StaffFigures {
  readonly day: CivilDate;
  readonly headcount: readonly (readonly [said: string, count: number])[];
  readonly seniority: readonly (readonly [said: string, count: number])[];
  /** Whole hours of production of the last year, by kind of contract. */
  readonly hours: readonly (readonly [said: string, hours: number])[];
  readonly temporaryHours: number;
  readonly agents: number;
  readonly trainedAgents: number;
  /** People with an open access and no contract on that day. */
  readonly withoutContract: number;
}

/** Full months of presence, from the first line of the register on. */
const SENIORITY: readonly (readonly [below: number, said: string])[] = [
  [1, 'moins d’un mois'],
  [3, 'un à trois mois'],
  [12, 'trois à douze mois'],
  [36, 'un à trois ans'],
  [Number.POSITIVE_INFINITY, 'trois ans et plus'],
];

function monthsSince(day: CivilDate, from: CivilDate): number {
  const { months } = Temporal.PlainDate.from(from).until(day, { largestUnit: 'months' });
  return months;
}

/** Pure: the figures of a day, of those who work there and of those who left within the year. */
export function staffFigures(people: readonly StaffPerson[], day: CivilDate): StaffFigures {
  const open = people.filter(({ isHere }) => isHere);
  const here = open.flatMap((person) => {
    const contract = person.contracts.find((one) => coversDay(one, day));
    return contract ? [{ person, contract, since: person.contracts[0]?.startsOn ?? contract.startsOn }] : [];
  });
  const bandOf = (from: CivilDate) => SENIORITY.find(([below]) => monthsSince(day, from) < below)?.[1] ?? '';
  const hours = hoursByKind(people);
  return {
    day,
    headcount: counted(here.map(({ contract: { kind, country } }) => contractFacts(kind).said[country])),
    seniority: SENIORITY.flatMap(([, said]) => {
      const count = here.filter(({ since }) => bandOf(since) === said).length;
      return count > 0 ? [[said, count] as const] : [];
    }),
    hours: hours.map(([kind, seconds]) => [kindSaid(kind), wholeHours(seconds)] as const),
    temporaryHours: wholeHours(
      hours.reduce((sum, [kind, seconds]) => sum + (isTemporary(kind) ? seconds : 0), 0),
    ),
    agents: here.filter(({ person }) => person.isAgent).length,
    trainedAgents: here.filter(({ person }) => person.isAgent && person.isTrained).length,
    withoutContract: open.length - here.length,
  };
}

function counted(words: readonly string[]): readonly (readonly [string, number])[] {
  return [...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]);
}

function hoursByKind(people: readonly StaffPerson[]): readonly (readonly [ContractKind | '', number])[] {
  return [...CONTRACT_KINDS, '' as const].flatMap((kind) => {
    const seconds = people.reduce((sum, { secondsByKind }) => sum + (secondsByKind.get(kind) ?? 0), 0);
    return seconds > 0 ? [[kind, seconds] as const] : [];
  });
}

function isTemporary(kind: ContractKind | ''): boolean {
  return kind !== '' && contractFacts(kind).isTemporary === true;
}

function kindSaid(kind: ContractKind | ''): string {
  return kind === '' ? 'hors contrat inscrit' : contractFacts(kind).said.FR;
}

function wholeHours(seconds: number): number {
  return Math.round(seconds / 3600);
}

function listed(counts: StaffFigures['headcount']): string {
  return counts.map(([said, count]) => `${count} ${said}`).join(', ');
}

/** Lines of a paper: what is asked, what the register answers; '' where nobody is in it. */
export function staffAnswers(
  figures: StaffFigures,
): Readonly<Record<'headcount' | 'seniority' | 'training' | 'hours', string>> {
  const { headcount, seniority, hours, temporaryHours, withoutContract, trainedAgents, agents } = figures;
  const isEmpty = headcount.length === 0;
  const people = headcount.reduce((sum, [, count]) => sum + count, 0);
  const missing =
    withoutContract > 0 ? ` ; ${inNumber(withoutContract, 'accès ouvert(s)')} sans contrat inscrit` : '';
  const worked = hours.map(([said, count]) => `${said} ${count} h`).join(', ');
  return {
    headcount: isEmpty ? '' : `${inNumber(people, 'personne(s)')} : ${listed(headcount)}${missing}`,
    seniority: isEmpty ? '' : seniority.map(([said, count]) => `${said} : ${count}`).join(' ; '),
    training: isEmpty
      ? ''
      : `${trainedAgents} sur ${inNumber(agents, 'téléacteur(s)')} sous contrat, à toutes leurs campagnes`,
    hours: isEmpty
      ? ''
      : `${temporaryHours} h d’intérim sur les douze derniers mois${worked === '' ? '' : ` (production : ${worked})`}`,
  };
}
