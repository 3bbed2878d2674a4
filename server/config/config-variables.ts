import { anyCountry } from '../../shared/country.ts';
import { AMONG_SERVERS_VARIABLES } from './among-servers-variables.ts';
import { OUTSIDE_VARIABLES } from './outside-variables.ts';

/** Every environment variable of the product: the table of docs/configuration.md is checked against this one. */
export interface ConfigVariable {
  readonly name: string;
  readonly section:
    | 'server'
    | 'database'
    | 'ssh'
    | 'keys'
    | 'backup'
    | 'drop'
    | 'smtp'
    | 'pbx'
    | 'watch'
    | 'texts'
    | 'numbers'
    | 'crm'
    | 'wallboard'
    | 'web'
    | 'client'
    | 'clock';
  /** Text of the default, '' when there is none. */
  readonly fallback: string;
  /** French, with the unit. */
  readonly about: string;
}

export const CONFIG_VARIABLES: readonly ConfigVariable[] = [
  {
    section: 'server',
    name: 'PLATEAU_DATA_DIR',
    fallback: './plateau-data',
    about: 'dossier de la base, des files d’envoi et des attestations (créé, droits 0700)',
  },
  {
    section: 'server',
    name: 'PLATEAU_LISTEN',
    fallback: '127.0.0.1:7040',
    about: 'adresse et port d’écoute HTTP et WebSocket',
  },
  {
    section: 'server',
    name: 'PLATEAU_TLS_CERT_FILE',
    fallback: '',
    about: 'certificat TLS (PEM) ; avec PLATEAU_TLS_KEY_FILE',
  },
  {
    section: 'server',
    name: 'PLATEAU_TLS_KEY_FILE',
    fallback: '',
    about: 'clé privée TLS (PEM) ; avec PLATEAU_TLS_CERT_FILE',
  },
  ...AMONG_SERVERS_VARIABLES,
  {
    section: 'server',
    name: 'PLATEAU_LOG_LEVEL',
    fallback: 'info',
    about: 'journal technique : error, warn ou info',
  },
  {
    section: 'server',
    name: 'PLATEAU_SCHEDULE',
    fallback: 'on',
    about: 'travaux planifiés (e-mails, baux, remise du mardi soir) : on ou off',
  },
  {
    section: 'server',
    name: 'PLATEAU_TRAINING',
    fallback: 'here',
    about:
      'avant les fiches d’une campagne : l’entraînement du poste (here), ou une formation faite ailleurs (elsewhere)',
  },
  {
    section: 'server',
    name: 'PLATEAU_SECOND_FACTOR',
    fallback: 'required',
    about:
      'code à usage unique de l’exploitation et du responsable des données : exigé (required) ; off seulement pour une formation ou une démonstration, jamais avec de vrais donateurs',
  },
  {
    section: 'server',
    name: 'PLATEAU_STOP_SECONDS',
    fallback: '60',
    about: 'à l’arrêt, secondes laissées aux appels ouverts pour finir',
  },
  {
    section: 'server',
    name: 'PLATEAU_PROVIDER_FILE',
    fallback: '',
    about:
      'fichier YAML de l’identité du prestataire, pour les papiers et l’offre ; absent : « à compléter »',
  },
  {
    section: 'database',
    name: 'PLATEAU_DATABASE_URL_FILE',
    fallback: '',
    about:
      'fichier (0600) de l’adresse d’une base PostgreSQL, postgres://utilisateur:mot-de-passe@hôte:5432/base (plusieurs machines : hôte1:5432,hôte2:5432) ; absent : SQLite, dans PLATEAU_DATA_DIR',
  },
  {
    section: 'database',
    name: 'PLATEAU_DATABASE_CA_FILE',
    fallback: '',
    about:
      'certificat (PEM) de l’autorité de PostgreSQL ; absent : celles du système. Hors de cette machine, TLS est toujours exigé',
  },
  {
    section: 'database',
    name: 'PLATEAU_DATABASE_STANDBY',
    fallback: 'optional',
    about: 'serveur de secours synchrone : exigé (required) ou non (optional)',
  },
  {
    section: 'database',
    name: 'PLATEAU_DATABASE_ARCHIVE_DAYS',
    fallback: '',
    about:
      'jours, 30 au plus, pendant lesquels archives, sauvegardes et copies de PostgreSQL sont gardées (0 : il n’y en a pas), écrits sur les attestations de destruction ; absent : aucune purge',
  },
  {
    section: 'ssh',
    name: 'PLATEAU_SSH_LISTEN',
    fallback: '127.0.0.1:2222',
    about: 'adresse et port d’écoute des postes par SSH (« plateau serve --ssh »)',
  },
  {
    section: 'ssh',
    name: 'PLATEAU_SSH_LOCK_SECONDS',
    fallback: '900',
    about: 'secondes sans touche avant que le poste se verrouille et masque la fiche',
  },
  {
    section: 'ssh',
    name: 'PLATEAU_SSH_KEEP_SECONDS',
    fallback: '600',
    about: 'secondes pendant lesquelles un poste coupé ou verrouillé attend sa personne',
  },
  {
    section: 'keys',
    name: 'PLATEAU_KEYS_DIR',
    fallback: '<PLATEAU_DATA_DIR>-keys',
    about: 'dossier du trousseau, hors de la base et de ses sauvegardes',
  },
  {
    section: 'keys',
    name: 'PLATEAU_PASSPHRASE_FILE',
    fallback: '',
    about: 'fichier (0600) de la phrase secrète ; absent : elle est demandée au terminal',
  },
  {
    section: 'backup',
    name: 'PLATEAU_BACKUP_DIR',
    fallback: '',
    about: 'dossier des sauvegardes scellées, sur un autre disque ; absent : aucune sauvegarde',
  },
  {
    section: 'backup',
    name: 'PLATEAU_BACKUP_KEEP',
    fallback: '7',
    about: 'nombre de sauvegardes gardées, une par jour (au plus 30)',
  },
  {
    section: 'drop',
    name: 'PLATEAU_DROP_URL',
    fallback: '',
    about: 'dépôt de l’association : sftp://utilisateur@hôte:port/dossier',
  },
  {
    section: 'drop',
    name: 'PLATEAU_DROP_KEY_FILE',
    fallback: '',
    about: 'clé privée SSH du dépôt (fichier 0600)',
  },
  {
    section: 'drop',
    name: 'PLATEAU_DROP_HOST_KEY',
    fallback: '',
    about: 'empreinte épinglée de l’hôte, SHA256:… (sans elle : refus)',
  },
  {
    section: 'smtp',
    name: 'PLATEAU_SMTP_URL',
    fallback: '',
    about: 'relais : smtp://hôte:port ou smtps://utilisateur@hôte:port',
  },
  {
    section: 'smtp',
    name: 'PLATEAU_SMTP_PASSWORD_FILE',
    fallback: '',
    about: 'fichier (0600) du mot de passe du relais, si l’URL porte un utilisateur',
  },
  {
    section: 'smtp',
    name: 'PLATEAU_SMTP_REQUIRE_TLS',
    fallback: 'on',
    about: 'exige STARTTLS (off : seulement pour un relais local)',
  },
  {
    section: 'pbx',
    name: 'PLATEAU_PBX_URL',
    fallback: '',
    about:
      'PBX Asterisk (AMI) : ami://utilisateur@127.0.0.1:5038 sur cette machine, amis://utilisateur@hôte:5039 ailleurs ; absent : ligne manuelle',
  },
  {
    section: 'pbx',
    name: 'PLATEAU_PBX_SECRET_FILE',
    fallback: '',
    about: 'fichier (0600) du mot de passe de cet utilisateur ; avec PLATEAU_PBX_URL',
  },
  {
    section: 'pbx',
    name: 'PLATEAU_PBX_CA_FILE',
    fallback: '',
    about: 'certificat (PEM) de l’autorité du PBX, s’il n’est pas de celles du système',
  },
  {
    section: 'pbx',
    name: 'PLATEAU_PBX_COUNTRY',
    fallback: 'FR',
    about: `pays dont le PBX présente les numéros sans indicatif : ${anyCountry()}`,
  },
  {
    section: 'pbx',
    name: 'PLATEAU_COPY_NUMBER',
    fallback: 'off',
    about:
      'on : là où aucune ligne ne compose, Ctrl-Y met le numéro de la fiche dans le presse-papiers du terminal (OSC 52), vidé à la fin de l’appel ; le numéro quitte alors Plateau pour le poste de travail',
  },
  ...OUTSIDE_VARIABLES,
  {
    section: 'client',
    name: 'PLATEAU_SERVER',
    fallback: 'http://127.0.0.1:7040',
    about: 'serveur auquel parlent les commandes et le poste',
  },
  {
    section: 'client',
    name: 'PLATEAU_TOKEN_FILE',
    fallback: '~/.config/plateau/token',
    about: 'fichier (0600) du jeton de session des commandes',
  },
  {
    section: 'client',
    name: 'PLATEAU_LINEAR',
    fallback: '',
    about: '1 : le poste dit chaque changement ligne par ligne, pour un lecteur d’écran (« --lineaire »)',
  },
  {
    section: 'client',
    name: 'PLATEAU_THEME',
    fallback: '',
    about:
      'clair : des couleurs pour un fond clair (un terminal qui dit COLORFGBG les a seul) ; contrast : sans couleur, en contraste fort, sur tout fond ; NO_COLOR : sans couleur',
  },
  {
    section: 'client',
    name: 'PLATEAU_CHARSET',
    fallback: '',
    about: 'caractères du terminal, si LANG ne les dit pas : utf-8, latin-1 ou ascii',
  },
  {
    section: 'client',
    name: 'PLATEAU_ESC_MS',
    fallback: '',
    about: 'attente après Échap, en millisecondes : plus longue sur une ligne lente',
  },
  {
    section: 'client',
    name: 'PLATEAU_CARD_GUARD_SECONDS',
    fallback: '1.5',
    about:
      'secondes pendant lesquelles une fiche qui vient de s’afficher n’accepte aucune fin d’appel ; 0 : aucune garde, pour des essais qui tapent plus vite que les gens (par SSH, celle de l’hôte)',
  },
  {
    section: 'client',
    name: 'PLATEAU_KEYS_FILE',
    fallback: '~/.config/plateau/touches.yaml',
    about:
      'fichier de vos touches à vous, s’il existe (plateau touches) ; par SSH : touches/IDENTIFIANT.yaml dans les données',
  },
  {
    section: 'clock',
    name: 'PLATEAU_CLOCK_START',
    fallback: '',
    about: 'formation et démonstration : heure simulée de départ, ISO 8601 avec décalage',
  },
  {
    section: 'clock',
    name: 'PLATEAU_CLOCK_SPEED',
    fallback: '1',
    about: 'formation et démonstration : secondes simulées par seconde',
  },
];
