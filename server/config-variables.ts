/** Every environment variable of the product: the README's table is checked against this one. */
export interface ConfigVariable {
  readonly name: string;
  readonly section: 'server' | 'keys' | 'drop' | 'smtp' | 'client' | 'clock';
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
