import { inNumber } from '../../../shared/french-plural.ts';
import { ROLE_LABEL } from '../../../shared/roles.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import { staffAnswers } from '../staff/staff-figures.ts';
import { frenchInstant, orToComplete, SEALING, TO_COMPLETE } from '../wording/custody-words.ts';
import type { PaperFacts } from './paper-facts.ts';
import { REHEARSAL_OUTCOME_LABEL, type RehearsalKind } from './rehearsal.ts';

type Answer = (facts: PaperFacts) => string;

interface Question {
  readonly asks: string;
  readonly answer: Answer;
}

function teams({ accounts }: PaperFacts): string {
  const roles = Map.groupBy(
    accounts.filter(({ disabled }) => !disabled),
    ({ role }) => role,
  );
  const told = [...roles].map(([role, of]) => `${ROLE_LABEL[role]} : ${of.length}`);
  return told.length === 0 ? TO_COMPLETE : told.join(' ; ');
}

function suppliers({ campaigns, installation: { relay, provider } }: PaperFacts): string {
  const numbers = [...new Set(campaigns.flatMap(({ supplier }) => supplier ?? []))];
  return [
    `hébergeur : ${orToComplete(provider.hosting)}`,
    `relais d’e-mails : ${orToComplete(relay?.host)}`,
    `numéros de téléphone : ${numbers.join(', ') || 'aucun'}`,
  ].join(' ; ');
}

/** The newest of its kind; « à compléter » when none was written down. */
function lastRehearsal(kind: RehearsalKind): Answer {
  return ({ rehearsals }) => {
    const last = rehearsals.filter((one) => one.kind === kind).at(-1);
    return last ? `${frenchInstant(last.atMs)}, ${REHEARSAL_OUTCOME_LABEL[last.outcome]}` : TO_COMPLETE;
  };
}

const always =
  (text: string): Answer =>
  () =>
    text;

/** THE checklist of those who audit a provider, each line answered by the configuration, the base or the program itself. */
const CHECKLIST: Readonly<Record<string, readonly Question[]>> = {
  'Personnes et organisation': [
    { asks: 'Qui est affecté à chaque opération ?', answer: teams },
    { asks: 'Effectif par statut', answer: ({ staff }) => orToComplete(staffAnswers(staff).headcount) },
    { asks: 'Ancienneté', answer: ({ staff }) => orToComplete(staffAnswers(staff).seniority) },
    {
      asks: 'Heures d’intérim des douze derniers mois',
      answer: ({ staff }) => orToComplete(staffAnswers(staff).hours),
    },
    {
      asks: 'Les contrats sont-ils en règle, et à jour ?',
      answer: always(
        'registre daté, preuve vue par une autre personne ; aucune fiche n’est donnée hors des dates inscrites',
      ),
    },
    { asks: 'Personnes formées', answer: ({ staff }) => orToComplete(staffAnswers(staff).training) },
    {
      asks: 'Comment les personnes sont-elles formées ?',
      answer: ({ installation: { trainsElsewhere, provider } }) =>
        trainsElsewhere
          ? orToComplete(provider.training)
          : 'entraînement du poste avant la première fiche, inscrit au dossier de preuves',
    },
    {
      asks: 'Comment l’organisation tient-elle un pic d’activité ?',
      answer: always('heures et jours simulés avant le lancement, comparés chaque semaine au plan'),
    },
    {
      asks: 'Quels locaux, et comment ferment-ils ?',
      answer: ({ installation }) => orToComplete(installation.provider.premises),
    },
    {
      asks: 'Assurance de responsabilité civile professionnelle',
      answer: ({ installation }) => orToComplete(installation.provider.insurance),
    },
  ],
  'Données et sécurité': [
    { asks: 'Comment les données sont-elles chiffrées ?', answer: always(SEALING) },
    {
      asks: 'Par où arrivent et repartent les fichiers ?',
      answer: ({ installation: { drop } }) =>
        drop ? `SFTP vers ${drop.host}, clé d’hôte épinglée, fichiers chiffrés et signés` : TO_COMPLETE,
    },
    {
      asks: 'Où sont la machine et les sauvegardes ?',
      answer: ({ installation }) => orToComplete(installation.provider.dataPlace),
    },
    { asks: 'Quels sous-traitants ultérieurs ?', answer: suppliers },
    {
      asks: 'Qui entre, et jusqu’à quand ?',
      answer: always(
        'comptes nominatifs, à dates et campagnes, fermés d’eux-mêmes ; chaque ouverture de fiche au journal',
      ),
    },
    {
      asks: 'Les instructions sont-elles documentées, et les illicites refusées ?',
      answer: ({ instructions }) => {
        const refused = instructions.filter(({ answer }) => answer === 'refused').length;
        return `registre tenu : ${inNumber(instructions.length, 'inscrite(s)')}, dont ${inNumber(refused, 'refusée(s)')}`;
      },
    },
    {
      asks: 'Que fait-on d’une fuite ?',
      answer: always('dossier signé, association prévenue sous 24 heures, horloge des 72 heures'),
    },
  ],
  'Continuité et réversibilité': [
    {
      asks: 'Quelles sauvegardes ?',
      answer: ({ installation: { backup, scheduleOn }, backups }) =>
        backup
          ? `${scheduleOn ? 'une par jour' : 'à la demande'}, scellées, ${backup.keep} gardées, ${backups} à ce jour`
          : TO_COMPLETE,
    },
    { asks: 'Dernière restauration répétée', answer: lastRehearsal('restore') },
    { asks: 'Dernière reprise après perte de la machine, répétée', answer: lastRehearsal('failover') },
    { asks: 'Dernier exercice de fuite', answer: lastRehearsal('breach') },
    { asks: 'Dernière destruction répétée', answer: lastRehearsal('purge') },
    {
      asks: 'Si le prestataire fait défaut ?',
      answer: always(
        'l’association tient les mandats de la semaine, les urgents du soir et les retours, signés, en formats ouverts',
      ),
    },
  ],
  'Pilotage et fin': [
    {
      asks: 'Quels comptes rendus, à quel rythme ?',
      answer: always(
        'mandats et rapport chaque semaine, urgents chaque soir, retour complet à la fin ; quatorze indicateurs',
      ),
    },
    {
      asks: 'Comment les incidents sont-ils traités ?',
      answer: always('ouverts par une touche, suivis, clos par une décision, comptés pour mille contacts'),
    },
    {
      asks: 'Combien de temps les données sont-elles gardées ?',
      answer: ({ campaigns }) =>
        campaigns.map((one) => `${one.code} : ${one.retentionDays} jours après la fin`).join(' ; ') ||
        TO_COMPLETE,
    },
    {
      asks: 'Comment la destruction est-elle prouvée ?',
      answer: always('attestation signée, relecture octet par octet'),
    },
    {
      asks: 'Comment contrôler ?',
      answer: always('à tout moment : chiffres en direct, fiches masquées, dossier de preuves signé'),
    },
  ],
};

/** The audit checklist answered; what neither the configuration nor the base knows is « à compléter ». Pure. */
export function auditChecklist(facts: PaperFacts): DocumentSpec {
  return {
    title: 'Grille d’audit du prestataire',
    subtitle: `Répondue le ${frenchInstant(facts.builtAtMs)} d’après la configuration et la base`,
    createdAtMs: facts.builtAtMs,
    footer: `Grille d’audit, ${facts.tool}, clé ${facts.houseFingerprint}`,
    sections: Object.entries(CHECKLIST).map(
      ([title, questions]): DocumentSection => ({
        kind: 'table',
        title,
        headers: ['Question', 'Réponse'],
        rows: questions.map(({ asks, answer }) => [asks, answer(facts)]),
      }),
    ),
  };
}
