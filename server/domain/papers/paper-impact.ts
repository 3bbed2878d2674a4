import { lawsOf, lawText } from '../../../shared/data-law.ts';
import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import { ROLE_LABEL, ROLES, type Role } from '../../../shared/roles.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import { frenchInstant, orToComplete, PEOPLE_CATEGORIES, TO_COMPLETE } from '../wording/custody-words.ts';
import type { PaperFacts } from './paper-facts.ts';
import { measureFields } from './paper-measures.ts';
import { identityFields } from './paper-note.ts';

/** Who may open what, beside the log: the roles of the program, not people. */
const sees = (...roles: readonly Role[]) => roles.map((role) => ROLE_LABEL[role]).join(', ');

/** THE data of a campaign: what, why, who sees it in clear. How long is the campaign’s own. */
const DATA: readonly (readonly [what: string, why: string, seenBy: string])[] = [
  [
    'Identité, civilité, adresse, téléphones, e-mail',
    'appeler la bonne personne, corriger, confirmer',
    `${sees('agent', 'dataOfficer')} (à la demande de la personne)`,
  ],
  ['Don : montant, fréquence, date, moyen', 'proposer un montant soutenable', sees('agent', 'verifier')],
  [
    'Identifiant donateur, référence du mandat',
    'rendre le résultat à l’association',
    `${sees('ops')} ; fichiers chiffrés remis`,
  ],
  [
    'Qualification, étapes du script, notes courtes',
    'rendre compte, rappeler à l’heure dite',
    sees('agent', 'lead'),
  ],
  ['Accord : montants, dates, mots lus', 'prouver le consentement', sees('verifier', 'lead', 'dataOfficer')],
  ['Oppositions et demandes de droits', 'ne plus appeler ; répondre', sees('dataOfficer')],
];

const NOT_COLLECTED =
  'numéro de carte, IBAN dicté, santé, religion, opinions, vie sexuelle : refusés à la saisie par le poste et par le serveur ; aucune conversation n’est enregistrée';

function treatment(facts: PaperFacts): DocumentSection {
  const records = facts.campaigns.reduce((sum, one) => sum + one.records, 0);
  const kept = facts.campaigns.map(
    ({ code, retentionDays }) => `${code} : ${retentionDays} jours après la fin`,
  );
  return {
    kind: 'fields',
    title: 'Le traitement',
    fields: [
      ...identityFields(facts),
      [
        'Personnes concernées',
        `${PEOPLE_CATEGORIES} ; ${records.toLocaleString('fr-FR')} ${agreeing(records, 'fiche(s)')} à ce jour`,
      ],
      ['Durée', kept.join(' ; ') || 'celle de chaque campagne, 30 jours au plus après sa fin'],
      ['Ce qui n’est pas traité', NOT_COLLECTED],
    ],
  };
}

/** The nine criteria of the European guidelines (WP 248): two of them, and an assessment is due. */
function criteria(facts: PaperFacts): DocumentSection {
  const isProfiled = facts.campaigns.some((one) => one.isProfiled);
  const rows: readonly (readonly [string, string])[] = [
    [
      'Évaluation ou notation',
      isProfiled
        ? 'classes de profils décidées à l’import, selon les règles de l’association, qui choisissent une phrase ou un thème ; aucune note de personne'
        : 'aucune : l’échelle des montants suit le don en cours, à règle écrite',
    ],
    ['Décision automatique à effet juridique', 'non : une personne parle, propose, et l’autre décide'],
    ['Surveillance systématique', 'non'],
    [
      'Données sensibles',
      'indirectement : le lien avec l’association peut révéler une opinion ou un état de santé',
    ],
    ['Grande échelle', 'selon le nombre de fiches ci-dessus, apprécié par l’association'],
    ['Croisement de fichiers', 'dans les campagnes de la même association seulement'],
    [
      'Personnes vulnérables',
      'possible : touches d’arrêt (vulnérable, deuil, difficulté), plus aucune demande',
    ],
    ['Usage innovant', 'non'],
    ['Obstacle à un droit ou à un service', 'non : l’opposition est immédiate et sans condition'],
  ];
  return { kind: 'table', title: 'Critères d’une analyse d’impact', headers: ['Critère', 'Fait'], rows };
}

const RISKS: readonly (readonly [event: string, sources: string, held: string])[] = [
  [
    'Accès illégitime',
    'erreur ou malveillance interne, vol de la machine ou d’une sauvegarde, mot de passe deviné',
    'une fiche à la fois, tirée par le serveur, chaque ouverture au journal ; tout est scellé au repos ; code à usage unique ; accès à dates',
  ],
  [
    'Modification non voulue',
    'saisie fausse, écriture directe dans la base',
    'accord relu et vérifié par une autre personne ; ce qui part est comparé au journal chaîné ; rien n’est réécrit',
  ],
  [
    'Disparition',
    'panne, destruction par erreur',
    'sauvegardes scellées et relues ; destruction à deux personnes ; l’association tient les fichiers remis',
  ],
];

/** Facts for the charity’s impact assessment: its own judgement stays its own. Pure. */
export function impactFacts(facts: PaperFacts): DocumentSpec {
  const { provider } = facts.installation;
  const laws = lawsOf(facts.campaigns.map(({ country }) => country));
  const last = facts.rehearsals.at(-1);
  const refused = facts.instructions.filter(({ answer }) => answer === 'refused').length;
  return {
    title: 'Faits pour l’analyse d’impact',
    subtitle: `${lawText(laws, (law) => law.assessment)} — établis le ${frenchInstant(facts.builtAtMs)} d’après la configuration et la base`,
    createdAtMs: facts.builtAtMs,
    footer: `Analyse d’impact : faits, ${facts.tool}, clé ${facts.houseFingerprint}`,
    sections: [
      treatment(facts),
      {
        kind: 'table',
        title: 'Quelles données, pourquoi, qui les voit en clair',
        headers: ['Donnée', 'Pourquoi', 'Qui'],
        rows: DATA,
      },
      criteria(facts),
      {
        kind: 'table',
        title: 'Risques pour les personnes : gravité et vraisemblance sont appréciées par l’association',
        headers: ['Événement redouté', 'Sources', 'Ce qui le retient'],
        rows: RISKS,
      },
      { kind: 'fields', title: 'Mesures', fields: measureFields(facts) },
      {
        kind: 'fields',
        title: 'Droits des personnes',
        fields: [
          ['Information', 'qui appelle, pour qui, d’où viennent les coordonnées : dit par le script'],
          ['Opposition', 'une touche, effet immédiat dans toutes les campagnes de l’association'],
          ['Accès, rectification, effacement', 'sous un mois ; copie et accusé produits par le programme'],
        ],
      },
      {
        kind: 'fields',
        title: 'Suivi',
        fields: [
          ['Lieu des données', orToComplete(provider.dataPlace)],
          ['Dernière répétition d’un mauvais jour', last ? frenchInstant(last.atMs) : TO_COMPLETE],
          [
            'Instructions de l’association inscrites',
            `${facts.instructions.length}, dont ${inNumber(refused, 'refusée(s)')}`,
          ],
          [
            'Accès ouverts',
            `${facts.accounts.filter(({ disabled }) => !disabled).length}, de ${ROLES.length} rôles au plus`,
          ],
        ],
      },
    ],
  };
}
