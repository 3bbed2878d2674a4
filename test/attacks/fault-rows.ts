/** A fault that somebody met in 0.4.0, mended with its whole kind. In French: the sheet shows it. */
export interface Fault {
  readonly seen: string;
  readonly kind: string;
  readonly neighbours: string;
  /** File whose tests hold it. */
  readonly test: string;
}

export const FAULTS: readonly Fault[] = [
  {
    seen: '« ssh hôte ls », sftp ou scp arrêtaient tout le serveur',
    kind: 'erreur que personne ne rattrape, venue d’une seule ligne',
    neighbours:
      'six demandes qui ne sont pas un poste ; ligne coupée à chaque instant de sa première demi-seconde, par quatre clients ; WebSocket, requête, minuterie, promesse',
    test: 'test/journey/ssh-lines.test.ts',
  },
  {
    seen: 'dropbear attendait sans fin à l’échange des clés',
    kind: 'client SSH d’une autre marque',
    neighbours: 'OpenSSH, plink et dbclient : entrer, dessiner, accents, taille, sortir',
    test: 'test/journey/ssh-lines.test.ts',
  },
  {
    seen: 'une réponse tardive du terminal enregistrait une issue',
    kind: 'chaîne de commande prise pour des touches',
    neighbours:
      'OSC, DCS, APC, PM, SOS, sur sept ou huit bits, entières ou en morceaux ; modes de souris et de clavier laissés par un autre programme',
    test: 'test/unit/tui/keys/key-decoder.test.ts',
  },
  {
    seen: 'F1 tenue classait « Ne répond pas » dix-neuf personnes que personne n’avait appelées',
    kind: 'une touche finit une fiche que personne n’a lue',
    neighbours:
      'rebond de 120 ms, répétition du clavier, ligne qui hésite, lettres, réponses, liste, palette, entraînement, majuscules verrouillées',
    test: 'test/property/tui/ending-guard.test.ts',
  },
  {
    seen: 'après « deuil » ou « personne vulnérable », la touche A ramenait la demande',
    kind: 'plus aucune demande, mais par une seule des portes',
    neighbours:
      'opposition, arrêt, réclamation, difficulté, colère ; touches, liste, palette, montant, rappel, retour, reprise ; le serveur refuse de même',
    test: 'test/unit/tui/state/no-more-asks.test.ts',
  },
  {
    seen: 'A, sur le premier écran, faisait parler des dons à une personne que personne n’avait nommée',
    kind: 'raccourci qui saute ce qui devait être dit d’abord',
    neighbours:
      'les cinq scripts, refus et dons ponctuels, chemins forgés ; fins d’une lettre sur l’identification, fins de la palette',
    test: 'test/unit/tui/state/identity-first.test.ts',
  },
  {
    seen: 'annuler rendait la fiche à l’accroche, sans montant ni réponses, et seulement la dernière',
    kind: 'ce qui revient n’est pas ce qui était',
    neighbours:
      'fiche qui revient après une autre, plusieurs niveaux, refus du serveur, ligne « enregistré » qui ne disait pas quoi',
    test: 'test/unit/tui/state/undo-levels.test.ts',
  },
  {
    seen: 'une opposition arrivée pendant l’appel se lisait cinq secondes, puis l’accord s’enregistrait',
    kind: 'fait nouveau sur une fiche ouverte, dit une fois',
    neighbours:
      'sur une demande, sous un formulaire, en fin d’appel, pendant l’envoi, ligne coupée ; don, rappel ; vérificateur ; restauration : fichier urgent et liste des demandes',
    test: 'test/contract/call/objection-on-screen.test.ts',
  },
  {
    seen: 'une touche perdait un accord relu et accepté',
    kind: 'fin d’appel qui contredit ce qui est noté, sans question',
    neighbours:
      'don ponctuel, rappels, liste, réponse du script, mots d’arrêt ; « raccroche avant la proposition » et « refuse l’entretien » après elle',
    test: 'test/unit/tui/state/noted-agreement.test.ts',
  },
  {
    seen: '52 000 changements de fenêtre figeaient tous les postes 48 s',
    kind: 'inondation par une ligne',
    neighbours: 'touches collées, demandes quelconques, lignes muettes d’une même adresse',
    test: 'test/unit/tui/ssh/line-budget.test.ts',
  },
  {
    seen: 'corps qui goutte et WebSocket muet gardaient leur place sans fin',
    kind: 'ligne HTTP qui n’amène personne',
    neighbours: 'en-têtes qui gouttent, plafond par adresse et en tout, jeton forgé jamais compté',
    test: 'test/contract/http/http-lines.test.ts',
  },
  {
    seen: 'soixante-quatre demandes à la fois d’une adresse tenaient une touche d’autrui une demi-seconde',
    kind: 'rafale traitée d’un bloc avant ce qui arrive entre-temps',
    neighbours: 'jetons inventés, demandes d’une personne entrée, deux adresses à la fois',
    test: 'test/contract/http/request-turns.test.ts',
  },
  {
    seen: 'un second « plateau serve » abandonnait l’import du premier',
    kind: 'deux processus sur un même dossier',
    neighbours: 'même port, autre port, changement de phrase ; phrase fausse, dossier du système',
    test: 'test/journey/one-server.test.ts',
  },
  {
    seen: 'une page abîmée de la base ne se voyait pas au démarrage',
    kind: 'base rendue autrement qu’écrite',
    neighbours: 'arrêt brutal : la fin du journal est dite au démarrage suivant',
    test: 'test/journey/one-server.test.ts',
  },
  {
    seen: 'un bit d’une fiche scellée arrêtait tout le plateau',
    kind: 'un contenu abîmé traité comme la base entière',
    neighbours:
      'les sept sortes de contenu scellé, deux contenus échangés, plus rien qui s’ouvre ; fiche, recherche, e-mail, remises, droits, rotation, sauvegardes',
    test: 'test/contract/records/damaged-seals.test.ts',
  },
  {
    seen: 'un arrêt pendant un envoi laissait un « .part » pour toujours sur le dépôt',
    kind: 'reste de nous chez autrui',
    neighbours:
      'les trois noms de nos envois, un envoi qui avance encore, les fichiers des autres, un dossier du même nom',
    test: 'test/contract/sftp/drop.test.ts',
  },
  {
    seen: 'un classeur en clair sur le dépôt n’alarmait personne',
    kind: 'donnée lisible par tous que l’on croise sans rien dire',
    neighbours:
      'classeurs, listes, archives, copies numérotées, les deux dossiers ; retiré, revenu, dépôt plein',
    test: 'test/contract/delivery/watch-drop.test.ts',
  },
  {
    seen: 'SIGUSR1 ouvrait un débogueur à toute la machine',
    kind: 'mémoire du serveur montrée',
    neighbours: 'image mémoire écrite lors d’un plantage',
    test: 'test/journey/one-server.test.ts',
  },
  {
    seen: 'la copie remise à un donateur portait l’incident d’un autre',
    kind: 'numéro lu sans savoir de quoi',
    neighbours: 'les 141 actes du journal, chaque sorte de numéro contre toutes les autres',
    test: 'test/unit/audit/custody.test.ts',
  },
  {
    seen: 'les trente jours partaient du contrat, même clos deux mois avant',
    kind: 'fin réelle de la prestation',
    neighbours:
      'clos avant, clos après, base d’une version plus ancienne ; plan, alertes, preuves, attestation',
    test: 'test/contract/papers/custody-papers.test.ts',
  },
  {
    seen: 'un verrou posé sur la base figeait tous les écrans 5 s par écriture',
    kind: 'attente d’autrui sur le fil qui sert tout le monde',
    neighbours:
      'connexion, fiche, e-mails, import, rotation des clés, travaux planifiés ; verrou court, verrou sans fin',
    test: 'test/journey/locked-base.test.ts',
  },
  {
    seen: 'un retour à la ligne dans une valeur forgeait une ligne de commande',
    kind: 'texte d’autrui imprimé comme le nôtre',
    neighbours:
      'tous les séparateurs de ligne, séquences d’échappement entières ou coupées, cellules de tableau',
    test: 'test/unit/cli/terminal.test.ts',
  },
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
];
