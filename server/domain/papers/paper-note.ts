import { lawsOf, lawText } from '../../../shared/data-law.ts';
import { ROLE_LABEL } from '../../../shared/roles.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import {
  DATA_CATEGORIES,
  frenchDay,
  frenchInstant,
  orToComplete,
  PEOPLE_CATEGORIES,
  TO_COMPLETE,
} from '../wording/custody-words.ts';
import { directoryFacts } from './paper-directory.ts';
import { type PaperFacts, providerText } from './paper-facts.ts';
import { measureFields } from './paper-measures.ts';

const WORKSTATION = [
  'Pas de papier, pas de photo, pas de copie d’écran, pas de copier-coller hors du poste. Rien de ce qui est lu sur une fiche n’est noté ailleurs.',
  'Le poste se verrouille quand on le quitte. Le mot de passe et le code sont personnels : ils ne se prêtent pas, même une minute.',
  'Aucun numéro de carte, aucun IBAN, aucun mot sur la santé n’est écrit, même dans une remarque. Le paiement se fait par le lien de l’association.',
  'Une fiche qui intrigue se met de côté avec sa touche ; une fuite, un doute, une erreur se disent tout de suite au chef d’équipe ou au responsable des données.',
];

const UNDERTAKING = [
  'Je n’utilise les données que pour la mission confiée, pendant sa durée, et pour personne d’autre.',
  'Je ne révèle rien de ce que j’ai lu ou entendu, pendant la mission et après elle, sans limite de temps.',
  'Je sais que chaque ouverture de fiche est inscrite au journal avec mon compte, et que mon accès s’arrête avec ma mission.',
];

/** Who is responsible for what, and on which ground: the head of each paper about the data. */
export function identityFields(facts: PaperFacts): readonly (readonly [string, string])[] {
  const charities = [...new Set(facts.campaigns.map(({ charity }) => charity))];
  const bases = [...new Set(facts.campaigns.flatMap(({ legalBasis }) => legalBasis ?? []))];
  const { provider } = facts.installation;
  const laws = lawsOf(facts.campaigns.map(({ country }) => country));
  return [
    ['Responsable du traitement', orToComplete(charities.join(' ; '))],
    [`Sous-traitant (${lawText(laws, (law) => law.processing)})`, orToComplete(providerText(provider))],
    ['Délégué à la protection des données', orToComplete(provider.dataProtectionOfficer)],
    [
      'Finalité',
      facts.directories.length === 0
        ? 'appels aux donateurs pour le compte de l’association, et rien d’autre'
        : 'appels aux donateurs et annuaire des bénévoles, pour le compte de l’association, et rien d’autre',
    ],
    ['Base légale', orToComplete(bases.join(' ; '))],
  ];
}

function parties(facts: PaperFacts): DocumentSection {
  return {
    kind: 'fields',
    title: 'Parties et rôles',
    fields: [...identityFields(facts), ['Personnes', PEOPLE_CATEGORIES], ['Données', DATA_CATEGORIES]],
  };
}

function missions({ campaigns }: PaperFacts): DocumentSection {
  return {
    kind: 'table',
    title: 'Campagnes, durée de garde et destruction',
    headers: ['Campagne', 'Contrat', 'Du', 'Au', 'Détruite au plus tard'],
    rows: campaigns.map((one) => [
      `${one.code} — ${one.name}`,
      orToComplete(one.contract),
      frenchDay(one.starts),
      frenchDay(one.ends),
      frenchDay(Temporal.PlainDate.from(one.ends).add({ days: one.retentionDays }).toString()),
    ]),
  };
}

function people({ accounts }: PaperFacts): DocumentSection {
  const open = accounts.filter(({ disabled }) => !disabled);
  const roles = Map.groupBy(open, ({ role }) => role);
  return {
    kind: 'table',
    title: 'Qui a accès : nombre de comptes ouverts par rôle (liste nominative : « Liste des accès »)',
    headers: ['Rôle', 'Comptes'],
    rows: [...roles].map(([role, of]) => [ROLE_LABEL[role], String(of.length)]),
  };
}

function processors({ campaigns, installation: { relay, provider } }: PaperFacts): DocumentSection {
  const suppliers = [...new Set(campaigns.flatMap(({ supplier }) => (supplier ? [supplier] : [])))];
  return {
    kind: 'fields',
    title: 'Sous-traitants ultérieurs',
    fields: [
      ['Hébergeur de la machine', orToComplete(provider.hosting)],
      ['Relais d’e-mails', relay ? relay.host : TO_COMPLETE],
      ['Numéros de téléphone', suppliers.join(', ') || 'aucun'],
    ],
  };
}

const CLIENT_RIGHTS: readonly (readonly [string, string])[] = [
  ['Violation de données', 'vous est dite sous 24 heures, avec un dossier signé'],
  [
    'Droits des personnes',
    'opposition immédiate pendant l’appel, remise le soir même ; le reste sous un mois',
  ],
  ['Formation', 'personne n’ouvre une fiche avant d’avoir été formé'],
  [
    'Conditions de travail',
    'heures, repos et rythme par équipe, sans nom, visibles à tout moment par votre observateur',
  ],
  ['Contrats', 'registre du personnel à jour ; aucune fiche n’est donnée hors des dates d’un contrat'],
  ['Contrôle', 'à tout moment : chiffres en direct, fiches masquées, dossier de preuves signé'],
];

/** The same for the charity, from the call for offers on: no campaign is needed, no command is named. Pure. */
export function clientNote(facts: PaperFacts): DocumentSpec {
  const { provider } = facts.installation;
  const whole = confidentialityNote(facts);
  const kept = facts.campaigns.length > 0 ? [missions(facts)] : [];
  return {
    ...whole,
    title: 'Note de confidentialité, pour l’association',
    sections: [
      parties(facts),
      ...directoryFacts(facts.directories),
      ...kept,
      people(facts),
      {
        kind: 'fields',
        title: 'Où sont les données, et comment elles sont gardées',
        fields: measureFields(facts),
      },
      processors(facts),
      { kind: 'text', title: 'Ce que chaque personne signe', paragraphs: [...WORKSTATION, ...UNDERTAKING] },
      { kind: 'fields', title: 'Fuite, droits, formation, contrôle', fields: CLIENT_RIGHTS },
      {
        kind: 'table',
        title: 'Signature du prestataire',
        headers: ['Prestataire', 'Nom et fonction', 'Date', 'Signature'],
        rows: [[orToComplete(provider.name), '…………………………', '……………', '…………………………']],
      },
    ],
  };
}

/** The confidentiality note that each person signs (R-34, docs/rules/data-protection.md). Pure. */
export function confidentialityNote(facts: PaperFacts): DocumentSpec {
  return {
    title: 'Note de confidentialité',
    subtitle: `Établie le ${frenchInstant(facts.builtAtMs)} d’après la configuration`,
    createdAtMs: facts.builtAtMs,
    footer: `Note de confidentialité, ${facts.tool}, clé ${facts.houseFingerprint}`,
    sections: [
      parties(facts),
      ...directoryFacts(facts.directories),
      missions(facts),
      people(facts),
      {
        kind: 'fields',
        title: 'Où sont les données, et comment elles sont gardées',
        fields: measureFields(facts),
      },
      processors(facts),
      { kind: 'text', title: 'Au poste', paragraphs: WORKSTATION },
      {
        kind: 'fields',
        title: 'Fuite, droits, formation, contrôle',
        fields: [
          ['Violation de données', 'dite à l’association sous 24 heures ; dossier : plateau breach'],
          [
            'Droits des personnes',
            'opposition immédiate pendant l’appel ; le reste au responsable des données',
          ],
          [
            'Formation',
            facts.installation.trainsElsewhere
              ? orToComplete(facts.installation.provider.training)
              : 'entraînement du poste avant la première fiche',
          ],
          ['Contrôle', 'l’association peut contrôler à tout moment ; dossier de preuves : plateau evidence'],
        ],
      },
      { kind: 'text', title: 'Engagement', paragraphs: UNDERTAKING },
      {
        kind: 'table',
        title: 'Signature',
        headers: ['Nom et prénom', 'Fonction', 'Date', 'Signature'],
        rows: [['…………………………', '…………………………', '……………', '…………………………']],
      },
    ],
  };
}
