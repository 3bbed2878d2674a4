/** Variables of the watch, of gateways, of the CRM and of pages for browsers: rows of the table in config-variables.ts. */
export const OUTSIDE_VARIABLES = [
  {
    section: 'watch',
    name: 'PLATEAU_WATCH_TOKEN_FILE',
    fallback: '',
    about:
      'fichier (0600) du jeton, 32 signes au moins, auquel /health dit l’état de la maison, en codes ; absent : il ne dit que « ok »',
  },
  {
    section: 'watch',
    name: 'PLATEAU_WATCH_ALERT_FROM',
    fallback: '',
    about: 'expéditeur de l’alerte « la veille n’appelle plus » ; avec PLATEAU_WATCH_ALERT_TO et le jeton',
  },
  {
    section: 'watch',
    name: 'PLATEAU_WATCH_ALERT_TO',
    fallback: '',
    about:
      'qui est prévenu quand la veille n’a pas appelé depuis 10 minutes : adresses séparées par des virgules',
  },
  {
    section: 'texts',
    name: 'PLATEAU_TEXTS_URL',
    fallback: '',
    about:
      'passerelle des messages courts, qui porte les liens des promesses : https://… (docs/rules/gateways.md) ; absent : aucun message court n’est proposé',
  },
  {
    section: 'texts',
    name: 'PLATEAU_TEXTS_KEY_FILE',
    fallback: '',
    about: 'fichier (0600) de la clé qui signe nos questions (openssl rand -hex 32) ; avec PLATEAU_TEXTS_URL',
  },
  {
    section: 'texts',
    name: 'PLATEAU_TEXTS_CA_FILE',
    fallback: '',
    about: 'certificat (PEM) de l’autorité de cette passerelle, la seule crue ; exigé hors de cette machine',
  },
  {
    section: 'numbers',
    name: 'PLATEAU_NUMBERS_URL',
    fallback: '',
    about:
      'annuaire des numéros de l’association, demandé pour les lignes de promesses qui le veulent (prefill: directory) : https://… (docs/rules/gateways.md) ; absent : aucun numéro n’est dit à personne',
  },
  {
    section: 'numbers',
    name: 'PLATEAU_NUMBERS_KEY_FILE',
    fallback: '',
    about:
      'fichier (0600) de la clé qui signe nos questions (openssl rand -hex 32) ; avec PLATEAU_NUMBERS_URL',
  },
  {
    section: 'numbers',
    name: 'PLATEAU_NUMBERS_CA_FILE',
    fallback: '',
    about: 'certificat (PEM) de l’autorité de cet annuaire, la seule crue ; exigé hors de cette machine',
  },
  {
    section: 'crm',
    name: 'PLATEAU_HUBSPOT_KEY_FILE',
    fallback: '',
    about: 'fichier (0600) de la clé de service de HubSpot ; avec PLATEAU_HUBSPOT_ENTERS',
  },
  {
    section: 'crm',
    name: 'PLATEAU_HUBSPOT_ENTERS',
    fallback: '',
    about: 'qui peut entrer d’après HubSpot : propriété=valeur,valeur, par exemple plateau_acces=oui',
  },
  {
    section: 'crm',
    name: 'PLATEAU_HUBSPOT_URL',
    fallback: 'https://api.hubapi.com',
    about: 'adresse de l’API de HubSpot',
  },
  {
    section: 'crm',
    name: 'PLATEAU_HUBSPOT_VERSION',
    fallback: '2026-09',
    about: 'version datée de l’API de HubSpot : AAAA-MM, chacune sert dix-huit mois',
  },
  {
    section: 'crm',
    name: 'PLATEAU_HUBSPOT_CHARITY',
    fallback: '',
    about:
      'code de l’association dont l’annuaire suit HubSpot de lui-même ; absent : seulement par « plateau sync hubspot --once »',
  },
  {
    section: 'crm',
    name: 'PLATEAU_HUBSPOT_FORM',
    fallback: '',
    about:
      'adresse d’envoi du formulaire de HubSpot qui prend les demandes de « Ma fiche » (droit « forms » de la clé) ; absent : elles vont à « Suivi »',
  },
  {
    section: 'crm',
    name: 'PLATEAU_HUBSPOT_ALERT_FROM',
    fallback: '',
    about: 'expéditeur de l’alerte « l’annuaire ne suit plus le CRM » ; avec PLATEAU_HUBSPOT_ALERT_TO',
  },
  {
    section: 'crm',
    name: 'PLATEAU_HUBSPOT_ALERT_TO',
    fallback: '',
    about: 'qui est prévenu quand l’annuaire ne suit plus le CRM : adresses séparées par des virgules',
  },
  {
    section: 'wallboard',
    name: 'PLATEAU_WALLBOARD_LISTEN',
    fallback: '',
    about: 'adresse et port de la page des lignes de promesses pour un écran de salle ; absent : pas de page',
  },
  {
    section: 'wallboard',
    name: 'PLATEAU_WALLBOARD_TOKEN_FILE',
    fallback: '',
    about:
      'fichier (0600) du jeton qui finit l’adresse de cette page (openssl rand -hex 24) ; avec PLATEAU_WALLBOARD_LISTEN',
  },
  {
    section: 'web',
    name: 'PLATEAU_WEB_LISTEN',
    fallback: '',
    about:
      'adresse et port de la porte web (bénévoles, coordination, observateur de l’association) ; absent : pas de porte ; avec PLATEAU_WEB_URL et PLATEAU_WEB_FROM',
  },
  {
    section: 'web',
    name: 'PLATEAU_WEB_URL',
    fallback: '',
    about: 'adresse que les personnes ouvrent, celle des liens envoyés : https://benevoles.exemple.org',
  },
  {
    section: 'web',
    name: 'PLATEAU_WEB_FROM',
    fallback: '',
    about: 'expéditeur des liens de connexion envoyés par e-mail',
  },
] as const;
