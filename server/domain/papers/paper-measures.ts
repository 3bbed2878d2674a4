import { NOT_SEALED, orToComplete, SEALING, TO_COMPLETE } from '../wording/custody-words.ts';
import type { PaperFacts } from './paper-facts.ts';

type Field = readonly [string, string];

function transport({ installation: { drop, relay, hasTls, listen } }: PaperFacts): readonly Field[] {
  const dropText = drop
    ? `SFTP vers ${drop.host}, clé d’hôte épinglée (${drop.hostKey}) ; fichiers chiffrés à la clé de l’association et signés par la nôtre (OpenPGP)`
    : TO_COMPLETE;
  const relayText = relay
    ? `${relay.host}, ${relay.requiresTls ? 'TLS exigé' : 'TLS non exigé'} ; l’e-mail arrive en clair chez le donateur`
    : TO_COMPLETE;
  const doors = hasTls ? 'TLS' : `${listen.host} sans certificat propre`;
  return [
    ['Échanges avec l’association', dropText],
    ['E-mails de confirmation', relayText],
    ['Postes', `SSH, ou HTTPS (${doors}) ; rien n’est écrit en clair sur le poste`],
  ];
}

/** General description of the measures, art. 30(2)(d): what the program does and what its configuration says. */
export function measureFields(facts: PaperFacts): readonly Field[] {
  const { installation, backups } = facts;
  const { backup, drop, scheduleOn, secondFactor, ssh } = installation;
  const anchored =
    drop && scheduleOn
      ? 'point signé chaque soir au dépôt de l’association'
      : `point signé au dépôt : ${TO_COMPLETE}`;
  return [
    ['Chiffrement au repos', SEALING],
    ['Ce qui reste lisible', NOT_SEALED],
    ...transport(facts),
    [
      'Accès',
      `comptes nominatifs à dates et campagnes, fermés d’eux-mêmes à leur fin ; mots de passe argon2id ; code à usage unique de l’exploitation et du responsable des données : ${secondFactor === 'required' ? 'exigé' : 'non exigé'} ; poste verrouillé après ${Math.round(ssh.lockMs / 60_000)} min sans touche`,
    ],
    ['Double regard', 'destruction, sortie de clés et de données ouvertes : une seconde personne approuve'],
    [
      'Traçabilité',
      `journal en ajout seul, chaîné (SHA-256), ${anchored} ; aucune donnée de donateur dans les journaux`,
    ],
    [
      'Sauvegardes',
      backup
        ? `${scheduleOn ? 'une par jour' : 'à la demande seulement'}, scellées (OpenPGP), ${backup.keep} gardées, ${backups} à ce jour ; le trousseau n’y figure pas`
        : TO_COMPLETE,
    ],
    [
      'Effacement',
      'destruction de la clé de la campagne, effacement des lignes, compactage, relecture octet par octet, attestation signée',
    ],
    ['Locaux', orToComplete(installation.provider.premises)],
    ['Hébergeur et disques', orToComplete(installation.provider.hosting)],
  ];
}
