import type { DocumentSection } from '../files/document.ts';
import { type StaffFigures, staffAnswers } from '../staff/staff-figures.ts';
import { STANDING_TEXT } from '../staff/staff-register.ts';
import {
  CONDITION_HEADS,
  conditionLine,
  conditionNotes,
  listeningNote,
} from '../staff/working-conditions.ts';
import { frenchDay, frenchInstant, orToComplete } from '../wording/custody-words.ts';
import type { EvidenceFacts } from './evidence-facts.ts';

const PLACE_TEXT = { remote: 'à distance', 'on-site': 'sur place' } as const;
const GIVEN_BY_TEXT = { charity: 'l’association', house: 'le prestataire' } as const;

function staffFields(figures: StaffFigures): readonly (readonly [string, string])[] {
  const { headcount, seniority, training, hours } = staffAnswers(figures);
  return [
    ['Effectif par statut', orToComplete(headcount)],
    ['Ancienneté', orToComplete(seniority)],
    ['Formation', orToComplete(training)],
    ['Heures d’intérim', orToComplete(hours)],
  ];
}

function staffSections(facts: EvidenceFacts): readonly DocumentSection[] {
  return [
    {
      kind: 'table',
      title: 'Registre du personnel : contrats des personnes affectées',
      headers: ['Compte', 'Contrat', 'Du', 'Au', 'Preuve vue', 'Par, le', 'État'],
      rows: facts.staff.lines.map(({ login, contract, standing }) => [
        login,
        contract?.said ?? '—',
        contract ? frenchDay(contract.startsOn) : '—',
        contract ? (contract.endsOn === null ? 'sans dernier jour' : frenchDay(contract.endsOn)) : '—',
        contract?.proof ?? '—',
        contract ? `${contract.seenBy}, ${frenchInstant(contract.seenAtMs)}` : '—',
        STANDING_TEXT[standing],
      ]),
    },
    {
      kind: 'fields',
      title: 'Effectif, ancienneté, formation et heures',
      fields: staffFields(facts.staff.figures),
    },
  ];
}

function trainingSections(facts: EvidenceFacts): readonly DocumentSection[] {
  return [
    {
      kind: 'table',
      title: 'Formation des personnes affectées',
      headers: ['Compte', 'Comment', 'Réussie'],
      rows: facts.training.map((one) => [
        one.login,
        one.kind === 'practice' ? 'entraînement du poste' : 'formation faite ailleurs',
        frenchInstant(one.passedAtMs),
      ]),
    },
    {
      kind: 'table',
      title: 'Modules de l’association réussis au poste',
      headers: ['Module', 'Compte', 'Réussi'],
      rows: facts.modules.map((one) => [one.title, one.login, frenchInstant(one.passedAtMs)]),
    },
    {
      kind: 'table',
      title: 'Séances de formation',
      headers: ['Le', 'Module', 'Où', 'Par', 'Durée', 'Présents'],
      rows: facts.sessions.map((one) => [
        frenchDay(one.heldOn),
        one.title,
        PLACE_TEXT[one.place],
        GIVEN_BY_TEXT[one.givenBy],
        `${one.minutes} min`,
        one.attended.join(', '),
      ]),
    },
  ];
}

/** Hours, rest and pace; what the columns mean stands under them. */
function conditionSections({ conditions }: EvidenceFacts): readonly DocumentSection[] {
  const { country, isListeningTold, listenings, weeks } = conditions;
  return [
    {
      kind: 'table',
      title: 'Conditions de travail, par équipe',
      headers: CONDITION_HEADS,
      rows: weeks.map(conditionLine),
    },
    {
      kind: 'text',
      title: 'Lire ce tableau, et l’écoute',
      paragraphs: [
        ...conditionNotes(country),
        listeningNote(isListeningTold),
        `Écoutes notées sur ces semaines : ${listenings}.`,
      ],
    },
  ];
}

/** Who works there: contracts, training, working conditions. Pure; people by their logins. */
export function peopleSections(facts: EvidenceFacts): readonly DocumentSection[] {
  return [...staffSections(facts), ...trainingSections(facts), ...conditionSections(facts)];
}
