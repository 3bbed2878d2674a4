import { type Attack, rowsOf } from './attack-row.ts';

const DOOR = 'test/contract/web/web-door.test.ts';
const AGENDA = 'test/contract/web/web-agenda.test.ts';
const BADGES = 'test/contract/seats/shift-codes.test.ts';
const OBSERVER = 'test/contract/web/web-observer.test.ts';
const PAGES = 'test/contract/web/web-door-pages.test.ts';
const LETTERS = 'test/contract/web/newsletters.test.ts';
const MESSAGES = 'test/contract/web/web-messages.test.ts';
const DOCUMENTS = 'test/contract/web/web-documents.test.ts';
const FORMS = 'test/property/library/sent-form.test.ts';

/** At the web door: of a directory, and of the charity's observer. */
export const WEB_ATTACKS: readonly Attack[] = [
  ...rowsOf('Portes', {
    'web-who-is-known': {
      tried: 'adresse essayée pour savoir qui est de l’annuaire',
      where: 'porte web',
      refusal: 'mêmes octets, connue ou non ; rien n’est cherché avant la réponse',
      test: `${DOOR} › answers the same bytes for an address`,
    },
    'web-items-of-others': {
      tried:
        'point de suivi d’un autre groupe, pris ou dit fait par son numéro ; erreur signalée sur qui ne se voit pas ; balise dans le texte',
      where: 'porte web',
      refusal: 'introuvable, sans un mot de ce qu’il dit ; le texte reste du texte',
      test: `${MESSAGES} › a page that is wrong and an invitation are reported`,
    },
    'web-polls-of-others': {
      tried:
        'réponse à un sondage d’un autre groupe, réponse qui n’existe pas, sondage retiré par qui n’en est pas, balise dans la question',
      where: 'porte web',
      refusal:
        'introuvable ou refusée ; deux réponses au même instant comptent toutes deux ; personne ne voit qui a répondu quoi',
      test: `${MESSAGES} › a group is asked, answers once each`,
    },
    'web-letter-stop-guessed': {
      tried: 'adresse d’arrêt des lettres devinée, ou seulement ouverte par un programme qui lit les e-mails',
      where: 'porte web, lettres',
      refusal: 'introuvable (jeton de 256 bits) ; un GET n’arrête rien',
      test: `${LETTERS} › stops by one POST of a mail program`,
    },
    'letter-header': {
      tried:
        'fin de ligne ou signe de contrôle suivi d’un en-tête dans l’objet d’une lettre, lien javascript dans son texte',
      where: 'plateau newsletter',
      refusal: 'newsletter-wrong',
      test: `${LETTERS} › with a fault is kept nowhere`,
    },
    'letter-markup': {
      tried: 'balise dans le prénom de qui la reçoit, ou dans le texte d’une lettre',
      where: 'lettres, porte web',
      refusal: 'reste du texte, dans l’e-mail comme sur la page',
      test: `${LETTERS} › is found again by its words`,
    },
    'web-links-asked': {
      tried: 'quatrième lien d’une adresse, trente et unième d’un lieu, en une heure',
      where: 'porte web',
      refusal: 'refusés dans les mêmes mots, connue ou non',
      test: `${DOOR} › sends three links an hour to an address`,
    },
    'web-link-scanned': {
      tried: 'lien ouvert cinq fois par un programme qui lit les e-mails',
      where: 'porte web',
      refusal: 'un GET n’use rien et n’ouvre rien ; le bouton ensuite, une fois',
      test: `${DOOR} › opens nothing by looking`,
    },
    'web-link-guessed': {
      tried: 'lien deviné, ou d’il y a un quart d’heure',
      where: 'porte web',
      refusal: 'n’ouvre rien, dans les mêmes mots (jeton de 256 bits)',
      test: `${DOOR} › a link of a quarter of an hour`,
    },
    'web-link-twice': {
      tried: 'deux appuis en même temps sur « Entrer »',
      where: 'porte web',
      refusal: 'un seul entre',
      test: `${DOOR} › of two presses at once`,
    },
    'web-session-fixed': {
      tried: 'témoin de session préparé d’avance dans le navigateur',
      where: 'porte web',
      refusal: 'jeton nouveau à chaque entrée ; le précédent ne vaut plus',
      test: `${DOOR} › gives a new token at each entry`,
    },
    'web-form-elsewhere': {
      tried: 'formulaire envoyé par un autre site',
      where: 'porte web',
      refusal: 'refusé sur Sec-Fetch-Site ou Origin',
      test: `${DOOR} › refuses a form of another site`,
    },
    'web-header-injected': {
      tried: 'saut de ligne, seconde adresse ou nom dans l’adresse demandée',
      where: 'porte web',
      refusal: 'aucun e-mail ne part',
      test: `${DOOR} › writes to nobody for`,
    },
    'web-file-name': {
      tried: 'chemin, signe invisible ou balise dans le nom d’un fichier déposé',
      where: 'porte web',
      refusal: 'rien n’est écrit ailleurs ; le nom est nettoyé, échappé, et ne rompt aucun en-tête',
      test: `${DOCUMENTS} › are put by a référent for their group; a path`,
    },
    'web-file-large': {
      tried: 'fichier de 20 Mio et un octet, archive piégée, fichier d’un inconnu',
      where: 'porte web',
      refusal:
        'refusé en français ; une archive n’est jamais ouverte ; un inconnu est refusé avant le premier octet du fichier',
      test: `${DOCUMENTS} › refuse 20 MiB and a byte`,
    },
    'web-file-opened': {
      tried: 'page HTML déposée pour s’ouvrir dans le navigateur d’un autre',
      where: 'porte web',
      refusal: 'toujours un fichier à enregistrer : attachment, octet-stream, nosniff, no-store',
      test: `${DOCUMENTS} › are listed by folder, found by a word of their text`,
    },
    'web-document-of-others': {
      tried: 'document d’un autre groupe renommé, remplacé ou retiré par son numéro',
      where: 'porte web',
      refusal:
        'introuvable pour qui ne le voit pas ; qui le lit seulement n’a aucun formulaire, et un envoi fait à la main est refusé',
      test: `${DOCUMENTS} › have versions; who put them mends words and adds one`,
    },
    'web-form-cut': {
      tried: 'formulaire de fichier coupé, ou fait à la main',
      where: 'porte web',
      refusal: 'refusé entier',
      test: `${FORMS} › is refused whole when a byte of its frame is missing`,
    },
    'web-closed-access': {
      tried: 'session gardée après la fermeture de l’accès',
      where: 'porte web',
      refusal: 'refusée dès la page suivante, et après une réouverture',
      test: `${DOOR} › is shut at once to whoever loses`,
    },
    'web-others-thread': {
      tried:
        'conversation d’autres personnes, lue ou complétée par son numéro ; balise ou lien dans un message',
      where: 'porte web',
      refusal: 'introuvable, en lecture comme en écriture ; le texte reste du texte',
      test: `${MESSAGES} › show what is typed as text, refuse a thread of others`,
    },
    'web-others-session': {
      tried: 'session d’une autre personne fermée par son numéro',
      where: 'porte web',
      refusal: 'rien ne se ferme',
      test: `${DOOR} › names no session of another`,
    },
    'web-other-token': {
      tried: 'jeton de la porte web aux procédures, et celui d’un compte à la porte',
      where: 'porte web',
      refusal: 'session-ended',
      test: `${DOOR} › opens no procedure of an account`,
    },
    'web-others-card': {
      tried: 'numéro d’un groupe ou d’une fiche qui n’est pas des siens',
      where: 'porte web',
      refusal: 'introuvable, comme un numéro qui n’existe pas',
      test: `${PAGES} › shows the members of one’s groups`,
    },
    'web-others-sign-up': {
      tried: 'inscription d’une autre personne retirée, liste de présence d’un créneau ouverte ou pointée',
      where: 'porte web',
      refusal: 'refusées dans les mots des droits ; rien ne change',
      test: `${AGENDA} › refuse another’s sign-up`,
    },
    'web-attendance-marked': {
      tried: 'présence pointée par une personne inscrite elle-même',
      where: 'porte web',
      refusal: 'refusée : la coordination seule pointe',
      test: `${AGENDA} › let the coordination mark who came`,
    },
    'web-calendar-guessed': {
      tried: 'adresse secrète d’un agenda devinée',
      where: 'porte web',
      refusal: 'introuvable (jeton de 256 bits, cherché par son empreinte)',
      test: `${AGENDA} › refuse another’s sign-up`,
    },
    'web-form-oversized': {
      tried: 'formulaire de plus de 64 Kio, autre type que celui d’un formulaire, chemin mal formé',
      where: 'porte web',
      refusal: 'refusés avant d’être lus, par une page',
      test: `${DOOR} › serves its own pages alone`,
    },
    'seat-code-guessed': {
      tried: 'codes de badge essayés à un poste, ou à plusieurs depuis une adresse',
      where: 'poste d’une ligne',
      refusal: 'cinq de suite bloquent le poste ; depuis une adresse, les essais attendent',
      test: `${BADGES} › guesses from one address wait`,
    },
    'seat-code-frozen': {
      tried: 'bon code tapé après cinq faux',
      where: 'poste d’une ligne',
      refusal: 'poste bloqué jusqu’à ce que le responsable l’ouvre ; le journal le dit',
      test: `${BADGES} › five wrong codes in a row`,
    },
    'web-script-in-bio': {
      tried: 'balises et script dans une présentation, un prénom, une note, ou l’adresse',
      where: 'porte web',
      refusal: 'écrits comme du texte ; aucune page n’a de script, et leur règle en refuse',
      test: `${PAGES} › shows what a person wrote of themselves as text`,
    },
    'web-observer-without-code': {
      tried: 'phrase de passe volée d’un observateur, sans son code, ou avec un code qui a servi',
      where: 'porte web, /o',
      refusal: 'refusée : le code est demandé, et ne sert qu’une fois',
      test: `${OBSERVER} › enrols a code at the first entry`,
    },
    'web-observer-of-the-house': {
      tried: 'phrase de passe juste d’un agent ou de l’exploitation à l’entrée de l’observateur',
      where: 'porte web, /o',
      refusal: 'mêmes octets qu’une phrase fausse ; aucune prise de poste ne s’ouvre',
      test: `${OBSERVER} › knows observers alone`,
    },
    'web-observer-guessed': {
      tried: 'phrases de passe essayées l’une après l’autre',
      where: 'porte web, /o',
      refusal: 'login-slowed, puis login-locked, comme aux commandes',
      test: `${OBSERVER} › makes whoever guesses wait`,
    },
    'web-observer-fixed': {
      tried: 'témoin de session préparé d’avance dans le navigateur de l’observateur',
      where: 'porte web, /o',
      refusal: 'jeton nouveau à chaque entrée ; le précédent ne vaut plus',
      test: `${OBSERVER} › gives a new token at each entry`,
    },
    'web-observer-others': {
      tried: 'page, remise, texte à approuver ou preuves d’une campagne d’un autre accès',
      where: 'porte web, /o',
      refusal: 'introuvable, comme une campagne qui n’existe pas ; rien n’est approuvé ni refusé',
      test: `${OBSERVER} › answers another’s campaign as one that is not there`,
    },
    'web-observer-other-text': {
      tried: 'approbation d’un texte changé après lecture',
      where: 'porte web, /o',
      refusal: 'refusée : l’empreinte n’est plus celle qui a été lue',
      test: `${OBSERVER} › approves or refuses a submitted text`,
    },
    'web-observer-elsewhere': {
      tried: 'entrée ou sortie de l’observateur envoyée par un autre site ; jeton d’un agent à sa place',
      where: 'porte web, /o',
      refusal: 'refusés, rien n’est ouvert',
      test: `${OBSERVER} › refuses a form of another site`,
    },
  }),
];
