import { type Attack, rowsOf } from './attack-row.ts';

/** Tried on the house itself: who may enter, and what it keeps. */
export const HOUSE_ATTACKS: readonly Attack[] = [
  ...rowsOf('Accès', {
    'token-after-logout': {
      tried: 'jeton rejoué après la déconnexion',
      where: 'toute procédure',
      refusal: 'session-ended',
    },
    'token-after-closing': {
      tried: 'jeton rejoué après la fermeture de l’accès',
      where: 'toute procédure',
      refusal: 'session-ended',
    },
    'token-forged': {
      tried: 'jeton forgé : au hasard, retouché d’un signe, ou l’empreinte volée dans la base',
      where: 'toute procédure',
      refusal: 'session-ended',
    },
    'token-expired': {
      tried: 'session périmée, et session d’un accès dont le dernier jour est passé',
      where: 'toute procédure',
      refusal: 'session-ended',
    },
    'role-escalation': {
      tried: 'chaque procédure appelée par chaque rôle qui n’y a pas droit',
      where: 'toutes les procédures du routeur',
      refusal: 'FORBIDDEN',
      test: 'test/contract/access/procedure-roles.test.ts › R-32 %s refuses every other role, and a stranger',
    },
    stranger: {
      tried: 'chaque procédure appelée sans jeton',
      where: 'toutes les procédures du routeur',
      refusal: 'seules la connexion et l’horloge répondent',
      test: 'test/contract/access/procedure-roles.test.ts › only login and the clock are open to a stranger',
    },
    'login-timing': {
      tried: 'deviner au temps de réponse si un identifiant existe',
      where: 'connexion',
      refusal: 'le même calcul d’empreinte et les mêmes mots dans les deux cas',
    },
    'login-flood': {
      tried: 'dix mille mots de passe à la suite',
      where: 'connexion',
      refusal: 'ralentis, puis quatre par heure',
      test: 'test/contract/access/log-in.test.ts › thousands are slowed, then locked',
    },
    'login-together': {
      tried: 'deux cents mots de passe lancés ensemble pour passer avant le frein',
      where: 'connexion',
      refusal: 'cinq sont essayés, comme à la suite',
      test: 'test/contract/access/log-in.test.ts › sent all together, as many are tried as one after the other, and the others are refused untried',
    },
    'login-servers': {
      tried: 'répartir ses mots de passe entre plusieurs serveurs de la maison pour en essayer davantage',
      where: 'connexion',
      refusal: 'un seul compte pour tous : cinq sont essayés',
      test: 'test/contract/access/shared-throttle.test.ts › R-30 guesses at two servers wait as guesses at one: five are looked at, whoever is asked',
    },
    'login-shut-out': {
      tried: 'deviner sans fin le mot de passe d’un collègue pour l’empêcher d’entrer',
      where: 'connexion',
      refusal:
        'seul le devineur attend : le collègue entre d’un lieu connu, avec son code, sa clé, ou le mot de passage de son chef d’équipe',
      test: 'test/contract/access/login-guesses.test.ts › keeps out nobody who comes from a place they came from before',
    },
    'login-known': {
      tried: 'reconnaître aux réponses et aux attentes quels identifiants existent',
      where: 'connexion',
      refusal: 'les mêmes réponses et les mêmes calculs, dans le même ordre',
      test: 'test/contract/access/login-guesses.test.ts › is told by no answer, nor by how often a password is hashed, whatever is tried from where',
    },
    'login-log': {
      tried: 'remplir le journal d’audit d’essais manqués',
      where: 'connexion, procédures d’un autre rôle',
      refusal: 'une entrée par quart d’heure et par accès, avec leur nombre',
      test: 'test/contract/access/login-guesses.test.ts › is told the first refusal at once, the others together with their count, and all of them',
    },
    'code-reused': {
      tried: 'code à usage unique présenté une seconde fois',
      where: 'connexion',
      refusal: 'code-refused',
      test: 'test/contract/access/account-doors.test.ts › once demanded, is asked after the right password only, and opens once',
    },
    'four-eyes-same': {
      tried: 'se donner à soi-même l’accord de la seconde personne',
      where: 'destruction, copie de données, levée d’opposition, copie de clés',
      refusal: 'la base elle-même refuse',
      test: 'test/contract/access/access-four-eyes.test.ts › whatever a program does, the base knows no second person who is the first',
    },
    'four-eyes-twice': {
      tried: 'un seul accord pour deux actes lancés au même instant',
      where: 'actes à quatre yeux',
      refusal: 'un seul est fait',
      test: 'test/contract/access/access-four-eyes.test.ts › two at the same instant under one accord: one is done',
    },
  }),
  ...rowsOf('Portes', {
    'http-smuggling': {
      tried: 'deux longueurs contradictoires dans une requête, pour en cacher une autre',
      where: 'HTTP',
      refusal: '400, ligne coupée',
    },
    'proxy-forged': {
      tried: 'se donner une autre adresse par un en-tête PROXY, pour échapper aux freins',
      where: 'HTTP, SSH',
      refusal:
        'refusé de quiconque n’est pas un répartiteur de la maison ; un répartiteur sans en-tête est coupé',
      test: 'test/contract/http/true-address.test.ts › a header from anybody else is refused, and nobody is paced under what it says',
    },
    'proxy-local': {
      tried: 'passer pour cette machine même, que rien ne freine, à travers un répartiteur',
      where: 'HTTP, SSH',
      refusal: 'compté sous l’adresse du répartiteur',
      test: 'test/contract/http/true-address.test.ts › a person of the balancer’s own machine is not taken for this one’s, which nothing slows down',
    },
    'http-unknown': {
      tried: 'adresses inconnues, remontées, trop longues ou mal écrites ; corps trop grand',
      where: 'HTTP',
      refusal: 'refus en français qui ne répète rien et ne dit rien de la machine',
    },
    'requests-flood': {
      tried: 'demandes sans fin sous un jeton valable',
      where: 'toutes les procédures',
      refusal: 'too-many-requests',
      test: 'test/contract/access/access-limits.test.ts › lets a person work as fast as they can, and stops a program',
    },
    'socket-token': {
      tried: 'ligne directe sans jeton ou avec un jeton de mauvaise forme',
      where: 'WebSocket',
      refusal: 'rien ne s’ouvre',
      test: 'test/journey/hostile-http.test.ts › a token of the wrong shape opens nothing',
    },
    'socket-oversize': {
      tried: 'message démesuré sur une ligne ouverte',
      where: 'WebSocket',
      refusal: 'cette ligne seule est coupée',
      test: 'test/journey/hostile-http.test.ts › an oversize message ends that line only',
    },
    'ssh-files': {
      tried: 'SFTP et SCP par la porte des postes',
      where: 'SSH',
      refusal: 'refusé',
      test: 'test/contract/ssh/ssh-host-doors.test.ts › refuses files',
    },
    'ssh-forward': {
      tried: 'ports, sockets, agent et X11 relayés dans les deux sens',
      where: 'SSH',
      refusal: 'refusé, l’écran continue',
      test: 'test/contract/ssh/ssh-host-doors.test.ts › refuses ports, sockets, the agent and X11',
    },
    'ssh-packets': {
      tried: 'paquets malformés',
      where: 'SSH',
      refusal: 'coupés un à un, les téléacteurs ne sentent rien',
      test: 'test/contract/ssh/ssh-host-hostile.test.ts › malformed packets are cut off one by one',
    },
    'ssh-flood': {
      tried: 'mille connexions',
      where: 'SSH',
      refusal: 'celles de trop sont fermées',
      test: 'test/contract/ssh/ssh-host-hostile.test.ts › a thousand connections',
    },
  }),
  ...rowsOf('Coffre et base', {
    'seal-other-record': {
      tried: 'champ scellé collé sur une autre fiche, une autre version',
      where: 'base',
      refusal: 'seal-moved',
    },
    'seal-other-campaign': {
      tried: 'champ scellé collé dans une autre campagne',
      where: 'base',
      refusal: 'seal-broken',
    },
    'audit-edited': {
      tried: 'ligne du journal modifiée',
      where: 'base',
      refusal: 'rupture montrée à cette ligne',
    },
    'audit-inserted': {
      tried: 'ligne glissée dans le journal',
      where: 'base',
      refusal: 'rupture montrée à cette ligne',
    },
    'audit-tail': {
      tried: 'fin du journal retirée',
      where: 'base',
      refusal: 'database-rolled-back',
    },
    'old-database': {
      tried: 'ancienne base remise en place',
      where: 'démarrage',
      refusal: 'database-rolled-back',
    },
    'kept-head-edited': {
      tried: 'tête du journal gardée près des clés retouchée, ôtée ou illisible',
      where: 'trousseau',
      refusal: 'kept-head-forged, database-rolled-back, kept-head-unreadable',
    },
    'rollback-objections': {
      tried: 'ancienne sauvegarde remise pour faire revenir une personne opposée ou effacée',
      where: 'démarrage',
      refusal: 'oppositions et effacements refaits avant que quiconque entre',
      test: 'test/contract/backup/kept-acts.test.ts › R-34 R-35 an older base put back',
    },
    'objections-unkept': {
      tried: 'journal des oppositions rendu impossible à écrire',
      where: 'trousseau',
      refusal: 'kept-acts-unwritten',
      test: 'test/contract/backup/kept-acts.test.ts › R-34 what cannot be kept is not done',
    },
    'stolen-base': {
      tried: 'fichier de la base volé',
      where: 'disque',
      refusal: 'aucun fragment en clair ; campaign-key-missing sans le trousseau',
    },
    'stolen-backup': {
      tried: 'sauvegarde volée, ouverte avec un autre trousseau',
      where: 'disque',
      refusal: 'backup-unsigned, backup-wrong-key',
      test: 'test/contract/backup/backup.test.ts › R-31 R-35 a stolen backup opens with no other key, and shows nothing',
    },
    'forged-backup': {
      tried: 'sauvegarde, manifeste ou signature retouchés d’un octet',
      where: 'restauration',
      refusal: 'backup-altered, backup-unsigned',
      test: 'test/contract/backup/backup.test.ts › R-32 a backup forged by %s is refused',
    },
    'stolen-keys': {
      tried: 'trousseau volé sans la phrase secrète',
      where: 'trousseau',
      refusal: 'passphrase-wrong',
    },
    'damaged-key': {
      tried: 'fichier de clé abîmé',
      where: 'trousseau',
      refusal: 'key-file-damaged',
      test: 'test/contract/vault/vault.test.ts › a damaged key file is not mistaken for a wrong passphrase',
    },
    'key-code-path': {
      tried: 'code de campagne qui sort de son dossier (`../`)',
      where: 'trousseau',
      refusal: 'key-name-invalid',
    },
    'certificate-edited': {
      tried: 'attestation de destruction modifiée après coup',
      where: 'attestations',
      refusal: 'la signature détachée ne vérifie plus',
    },
    'purge-killed': {
      tried: 'serveur tué après chaque acte d’une destruction, base sous charge',
      where: 'destruction',
      refusal: 'chaque redémarrage continue ; une attestation, entière',
      test: 'test/contract/purge/purge-kill.test.ts › F-08 R-33 under load, kill -9 after each act of the purge',
    },
  }),
];
