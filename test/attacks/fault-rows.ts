import type { Fault } from './fault-row.ts';
import { HOUSE_FAULTS } from './fault-rows-house.ts';
import { TOLD_FAULTS } from './fault-rows-told.ts';

/** All, in the order of the sheet: after those of what runs, those of what is typed, read and sent. */
export const FAULTS: readonly Fault[] = [
  ...HOUSE_FAULTS,
  {
    seen: '« 5€50 » devenait 550 €',
    kind: 'montant lu de deux façons',
    neighbours:
      'les colonnes d’argent, groupes, virgule et point, « 10.- » suisse, montants tapés par un téléacteur ou une commande',
    test: 'test/property/contact-file/amounts.test.ts',
  },
  {
    seen: '« 0475/12.34.56 » était coupé en deux : un fichier belge perdait tous ses numéros',
    kind: 'cellule de téléphone coupée avant d’être lue',
    neighbours:
      'deux numéros dans une cellule, mentions, postes, préfixes, notation scientifique, listes d’opposition',
    test: 'test/property/contact-file/phone-cells.test.ts',
  },
  {
    seen: 'une ligne d’opposition illisible n’était qu’un nombre dans un rapport',
    kind: 'doute qui devait bloquer',
    neighbours: 'ligne à moitié lue, second numéro coupé, colonne inconnue ; retraits, fournisseur, mandats',
    test: 'test/contract/lists/lists.test.ts',
  },
  {
    seen: '« 12,5 » rangé comme un nombre était lu douze',
    kind: 'cellule lue jusqu’au premier signe étrange',
    neighbours: 'booléens, dates des deux calendriers, formats à lettres, formules vides, lignes de rien',
    test: 'test/contract/contact-file/contact-hostile.test.ts',
  },
  {
    seen: 'une date en texte était refusée quand elle n’avait qu’une lecture, et lue jour/mois quand sa colonne disait mois/jour',
    kind: 'date lue sans regarder sa colonne',
    neighbours:
      'année d’abord, deux chiffres, mois en toutes lettres en quatre langues, jour de la semaine faux, heure qui est minuit d’ailleurs, numéro de jour en texte, naissances d’un siècle ou de l’autre ; listes',
    test: 'test/unit/contact-file/date-text.test.ts',
  },
  {
    seen: '« 24/11/2025 18h », une année passée, posait un rappel en 2027 ; « mercredi 02/12 18h » n’était pas compris',
    kind: 'mot laissé de côté qui comptait',
    neighbours:
      'année à deux et quatre chiffres, mois en lettres, jour de la semaine juste ou faux, avant ou après la date',
    test: 'test/unit/tui/state/texts.test.ts',
  },
  {
    seen: 'un zéro pour la lettre O levait l’opposition, « (décédé) » à côté du nom était appelé, et « nan » un nom comme un autre',
    kind: 'mot qui dit autre chose que sa colonne',
    neighbours:
      'défunts dans dix colonnes et celles de l’association seule, erreurs d’Excel en texte, identifiants de rien ; langues F, N, D, pays et monnaies en mots, civilités des trois pays',
    test: 'test/contract/contact-file/contact-hostile.test.ts',
  },
  {
    seen: '« be-3 » n’arrêtait pas les appels à « BE-3 », et deux identifiants à une espace près n’en faisaient qu’un',
    kind: 'identifiant changé en chemin',
    neighbours:
      'espaces, casse, accents en un signe ou deux, zéros perdus, notation scientifique ; RUM, ICS, IBAN masqué, colonnes rendues ; retraits, oppositions, demandes de personnes',
    test: 'test/contract/lists/lists.test.ts',
  },
  {
    seen: 'un fichier de touches à soi arrêtait le poste, par SSH aussi',
    kind: 'défaut du seul programme assemblé',
    neighbours:
      'paquets chargés après coup, noms de classes, fils de travail arrêtés pendant leur réponse ; parcours, attaques, SSH, e-mails et destruction passent par le programme livré',
    test: 'test/contract/ssh/ssh-host-data.test.ts',
  },
  {
    seen: 'un couple au même numéro était appelé par deux postes à la fois, et deux fois par jour',
    kind: 'limites comptées par fiche, non par téléphone',
    neighbours:
      'deux numéros dont un seul commun, deux campagnes, rappel promis à l’un, ligne occupée, qualification annulée, fiche reprise ou réattribuée, standard de centaines de fiches',
    test: 'test/property/next-card/shared-numbers.test.ts',
  },
  {
    seen: 'un texte de 32 ko nommé 400 000 fois dans une liste de 98 ko prenait 1,7 Gio et 13,6 s',
    kind: 'fichier petit dont la lecture est sans mesure',
    neighbours:
      'fichier de contacts, résultats de formules, textes moyens, cellules sans nombre, colonne lointaine, table de textes partagés',
    test: 'test/contract/excel/list-bombs.test.ts',
  },
  {
    seen: 'une horloge en avance de quatre minutes accusait l’association',
    kind: 'refus OpenPGP qui donne une autre raison que la sienne',
    neighbours:
      'mauvaise clé, empreinte faible, nouvelle sous-clé, chiffres que nous ne lisons pas, marque d’ordre des octets',
    test: 'test/contract/pgp/exchange-gnupg.test.ts',
  },
  {
    seen: 'un vérificateur lisait le script d’une autre association',
    kind: 'lié à ses campagnes, traité comme s’il les voyait toutes',
    neighbours:
      'chaque demande de chaque rôle lié, nommant l’autre campagne, ses fiches, appels, accords, incidents et papiers ; formation notée par un chef d’équipe d’ailleurs',
    test: 'test/contract/access/other-campaigns.test.ts',
  },
  {
    seen: 'le journal réécrit avec sa tête, ou la tête ôtée, démarrait sans un mot',
    kind: 'preuve gardée près des clés que qui écrit le disque peut refaire',
    neighbours:
      'tête d’une autre maison, coupée, sans marque, ancienne marque ; base et tête vidées ; ancienne base ; arrêt brutal, première tête d’après la 0.4.0, phrase changée : acceptés',
    test: 'test/contract/audit/kept-head-forged.test.ts',
  },
  {
    seen: 'après une purge attestée, des noms tapés par l’équipe restaient en clair dans la base et le journal',
    kind: 'texte libre tenu pour sans donnée personnelle',
    neighbours:
      'chaque colonne de texte du schéma, scellée ou dite en clair avec sa raison ; motifs sans campagne, textes de 0.4.0, textes déplacés d’une ligne à l’autre',
    test: 'test/contract/purge/typed-words.test.ts',
  },
  {
    seen: '« appelez Mme ÇELIK au 06 39… » était accepté dans le suivi d’un incident',
    kind: 'mots tapés que rien ne relisait',
    neighbours:
      'chaque motif, texte, note, commentaire et décision de chaque demande : numéros, adresses, cartes, comptes, santé',
    test: 'test/contract/http/typed-words-refused.test.ts',
  },
  {
    seen: 'un accord de 15 €, porté à 99 € dans la base, partait à l’association, signé par la maison',
    kind: 'ce qui part n’est comparé à rien de ce qui a été convenu',
    neighbours:
      'date, devise, périodicité, palier, qualification, correction, consentement, signature, vérification, entrée du journal ; don, ligne M ou X, fichier urgent, fichier retour, e-mail au donateur ; accord de la 0.4.0 et accord corrigé : partent',
    test: 'test/contract/delivery/agreed-lines.test.ts',
  },
  {
    seen: 'après une purge, 44 de 61 valeurs étaient encore dans la mémoire du serveur',
    kind: 'destruction qui s’arrête aux disques',
    neighbours: 'mémoire relue avant et après redémarrage ; base, journal, sauvegardes, sorties du serveur',
    test: 'test/journey/purge-story.test.ts',
  },
  {
    seen: 'la relecture d’une purge ne cherchait que des fragments scellés : un nom oublié en clair passait',
    kind: 'preuve qui ne peut pas voir ce qu’elle cherche',
    neighbours:
      'noms, numéros, e-mails, identifiants ; treize écritures, de l’UTF-16 au base64 décalé ; mot coupé entre deux lectures, mot collé à un autre',
    test: 'test/contract/purge/word-traces.test.ts',
  },
  {
    seen: 'un don ponctuel de 99 999 € était relu à la personne, et refusé seulement à l’enregistrement',
    kind: 'une borne que l’écran ne connaît pas',
    neighbours:
      'accord libre, don ponctuel, correction : une seule fonction des deux côtés ; cinq fois la proposition, Entrée tenue, autre montant ; montant suisse',
    test: 'test/unit/tui/state/amount-entry.test.ts',
  },
  {
    seen: 'une adresse e-mail était acceptée comme ville, « 99999 » comme code postal, « gmial.com » gardé par Entrée',
    kind: 'une faute de frappe que l’écran voit et laisse partir',
    neighbours:
      'lignes d’adresse, ville vide ou en chiffres, code postal vidé, mobile tapé en fixe et l’inverse, fin de fiche par-dessus le formulaire : une seule lecture des deux côtés',
    test: 'test/unit/tui/state/suggestions.test.ts',
  },
  {
    seen: '« restore » annonçait une opposition, « serve » en refaisait deux',
    kind: 'un même fait compté par deux calculs',
    neighbours:
      'oppositions d’une campagne, personnes effacées, oppositions levées, numéros partagés, demande déjà ouverte ; une seconde lecture n’y trouve plus rien',
    test: 'test/contract/backup/kept-acts.test.ts',
  },
  {
    seen: 'la copie remise à un donateur portait la remarque du vérificateur sur le téléacteur',
    kind: 'mots sur nos équipes dans les papiers d’une personne',
    neighbours:
      'accord approuvé, observé, lu ; note d’écoute ; fiche reprise ou confiée à un autre ; PDF et JSON',
    test: 'test/contract/persons/person-copy.test.ts',
  },
  {
    seen: 'copie, opposition ou effacement ouvraient une seconde demande, la première criait un mois après',
    kind: 'acte qui ne clôt pas ce qu’il accomplit',
    neighbours: 'opposition refaite après une restauration ; rectification : par son numéro seulement',
    test: 'test/contract/persons/person-copy.test.ts',
  },
  {
    seen: '« account totp » montrait au responsable le secret d’une personne qui avait le sien',
    kind: 'secret d’une personne tiré par une autre',
    neighbours: 'rôles qui s’enregistrent à la connexion, secret déjà posé, après « --off »',
    test: 'test/contract/access/account-doors.test.ts',
  },
  {
    seen: '« Alzheimer », « enceinte », « musulman », « vote à gauche » et les insultes passaient dans une note ; « Mme ÇELIK » dans un commentaire d’écoute',
    kind: 'mots que la loi ne laisse pas écrire, et qu’une liste trop courte ne connaît pas',
    neighbours:
      'santé, handicap, religion, opinion, vie intime, insultes ; note, écoute, incident, message, motif, violation, texte libre du fichier ; accents, capitales, tirets ; rue de l’Hôpital, Ligue contre le cancer, assurance maladie : passent',
    test: 'test/unit/shared/sensitive-words.test.ts',
  },
  {
    seen: 'le oui à un don ponctuel tenait lieu de oui à l’accord mensuel, ici et au serveur',
    kind: 'oui donné pour autre chose',
    neighbours:
      'accord sans montant noté, montant noté après le oui, récapitulatif corrigé, nouveau mandat, prélèvement unique',
    test: 'test/unit/shared/script-contract.test.ts',
  },
  {
    seen: '« pas les moyens » entendu, puis Entrée : le refus s’enregistrait sous le premier motif de la liste',
    kind: 'choix que personne n’a fait, déjà sous le curseur',
    neighbours: 'motif entendu deux fois, étape reprise, rappel personnel ou collectif, mauvais destinataire',
    test: 'test/unit/tui/state/nothing-asked-twice.test.ts',
  },
  {
    seen: 'adresse corrigée, puis « exactes » dite à l’étape : le serveur refusait la fin de l’appel',
    kind: 'même question posée deux fois, deux réponses',
    neighbours: 'vérifiées avant un changement d’avis, refus de vérifier puis « exact » au revoir',
    test: 'test/unit/tui/state/nothing-asked-twice.test.ts',
  },
  {
    seen: 'la revue disait 8 accords dans l’entonnoir et 9 dans les thèmes ; une reprise signée n’était dans aucune comparaison',
    kind: 'un total compté à deux endroits, par deux règles',
    neighbours:
      'indicateurs, détails par code, thèmes, profils, tranches, décisions, objections, plateau en direct, journée du téléacteur, chiffres gardés après destruction ; sous-lignes et leur ligne, semaine et cumul',
    test: 'test/property/indicators/agreement-totals.test.ts',
  },
  {
    seen: 'un montant corrigé après remise partait à l’association sans que personne l’ait revérifié',
    kind: 'contrôle qui s’arrête à la première fois',
    neighbours:
      'correction rejetée, corrigée de nouveau, annulée ; changement d’avis du vérificateur ; fichier final ; e-mail revenu',
    test: 'test/contract/agreement/verify-agreements.test.ts',
  },
  {
    seen: 'après la clôture, les chiffres prévoyaient encore la fin ; le jour en cours comptait pour rien et ses appels pour tout',
    kind: 'prévision sur des jours et des appels qui ne sont pas les mêmes',
    neighbours: 'rapport, revue, image d’avancement, semaine d’avant la clôture, coût, premier jour',
    test: 'test/contract/store/store-insights.test.ts',
  },
  {
    seen: 'à 80×24, « prélevé le 15 » se lisait « prélevé le 1 »',
    kind: 'texte coupé sans marque, qui dit autre chose',
    neighbours:
      'montants, cumul, numéros, dates, heures, code postal ; bord d’une pièce de ligne, colonnes, avis du bas, propositions ; largeurs de 60 à 200, ASCII et Latin-1 (« 10 E »)',
    test: 'test/property/tui/nothing-cut.test.ts',
  },
  {
    seen: '« Je veux arrêter » et « Deuil » ne se voyaient pas à 80×24, ni le bas de l’aide, atteint par aucune touche',
    kind: 'choix caché sans être compté',
    neighbours:
      'neuf réponses et leurs libellés longs, motifs, table des qualifications, créneaux, fiches, notes, messages, fil de l’appel à 100×30 ; chaque étape des cinq campagnes à trois tailles ; script refusé s’il ne tient pas',
    test: 'test/contract/tui/steps-gallery.test.ts',
  },
  {
    seen: 'un don annuel arrêté reprenait à son ancien anniversaire, sous un mandat caduc ce jour-là, treize jours après l’e-mail, un 25 décembre',
    kind: 'date calculée en plusieurs endroits, chacun à sa façon',
    neighbours:
      'script, fiche, reçu, e-mail, fichier, vérification ; minuit, qualification tardive, correction, signature ; TARGET et SIC, trois pays, quatre périodicités',
    test: 'test/property/agreement/first-debit.test.ts',
  },
  {
    seen: 'une réactivation montrait « don actuel » et « prélevé le 10 » d’un don arrêté, et une fin refusée après l’au revoir',
    kind: 'écran d’un genre de campagne montré pour un autre',
    neighbours: 'motifs d’arrêt, mandats, 80 colonnes, liste des qualifications, touche « accord », verify',
    test: 'test/unit/tui/panes/stopped-gift.test.ts',
  },
  {
    seen: 'aucun e-mail n’est parti aux donateurs qui devaient signer un mandat : le modèle nommait une date qu’ils n’ont pas encore',
    kind: 'valeur retirée sans relire qui l’exige',
    neighbours: 'rectification, annulation, RUM et ICS, modèle d’avant, deux pays',
    test: 'test/unit/email/confirmation.test.ts',
  },
  {
    seen: 'un accord dont le mandat était à vérifier : approuvé, compté, dans aucun fichier, et rien ne le disait',
    kind: 'ce qui est retenu sans être compté',
    neighbours: 'mandats à signer, relances, mandat caduc au premier prélèvement, libération deux fois',
    test: 'test/contract/agreement/mandate-follow-up.test.ts',
  },
  {
    seen: 'un donateur belge sans numéro était exclu faute du contrôle de ce numéro, et personne n’en demandait un',
    kind: 'règle demandée avant ce qu’elle juge',
    neighbours: 'langue, inscription sans numéro, consentement entre inscription et contrôle, numéro enrichi',
    test: 'test/unit/contact-file/contact-rules.test.ts',
  },
  {
    seen: 'en Belgique et en Suisse, la ligne enregistrée, le rapport, le fichier final et la copie d’une personne disaient « prélèvement », « RGPD », « CNIL »',
    kind: 'mot d’un pays écrit pour tous',
    neighbours:
      'libellés entiers, courts et dits, fiche d’écoute, papiers, attestation, dossier de fuite, dossier de lancement, modèle, e-mails des dons ponctuels, notes, canton et province de l’observateur',
    test: 'test/contract/campaign/country-words.test.ts',
  },
  {
    seen: 'un numéro de carte dicté en mots, en chiffres pleine largeur ou avec un O pour zéro était gardé dans une note ; tapé dans une adresse ou un nom, partout',
    kind: 'règle écrite pour une seule graphie et un seul champ',
    neighbours:
      'tous les champs des procédures, corrections, notes, fichier de contacts ; deux téléphones, dates et montants à la suite, qui passaient pour une carte',
    test: 'test/contract/house/card-numbers.test.ts',
  },
  {
    seen: 'un accord rejeté puis annulé empêchait à jamais de détruire les données de la campagne, et plus personne ne pouvait le trancher',
    kind: 'travail dû compté sans regarder ce qui l’a clos',
    neighbours:
      'accord annulé à vérifier, rejeté, repris par le téléacteur ; liste, fichier de la semaine, clôture',
    test: 'test/contract/purge/pending-work.test.ts',
  },
  ...TOLD_FAULTS,
];
