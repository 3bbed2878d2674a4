import type { Fault } from './fault-row.ts';

/** Met in what runs: lines, screens, the server, its disks. */
export const HOUSE_FAULTS: readonly Fault[] = [
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
      'sur une demande, sous un formulaire, en fin d’appel, pendant l’envoi, ligne coupée, poste rouvert, reprise d’une qualification ; retrait, inscription sur la liste belge, effacement, opposition d’une campagne par un numéro partagé ; don, rappel, poste qui renvoie plus tard ; vérificateur ; restauration : fichier urgent et liste des demandes',
    test: 'test/contract/call/acts-on-screen.test.ts',
  },
  {
    seen: 'un effacement demandé pendant l’appel était refusé, et le téléacteur ne savait rien',
    kind: 'droit d’une personne qui attend que l’écran se libère',
    neighbours:
      'retrait et inscription sur la liste : faits à la fin de l’appel, sans second passage du fichier ; fiche rendue sans un mot, bail perdu, deux fiches de la personne ; demande refusée entre-temps ; sauvegarde d’avant',
    test: 'test/contract/call/acts-on-screen.test.ts',
  },
  {
    seen: '« ne m’appelez plus » noté dans la liste des objections n’arrêtait pas les demandes',
    kind: 'un même mot, deux chemins, un seul verrou',
    neighbours: 'chaque objection qui arrête, à chaque étape ; pas en arrière ; liste ouverte deux fois',
    test: 'test/unit/tui/state/aids-and-diary.test.ts',
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
    seen: 'une horloge reculée de deux jours était acceptée sans un mot',
    kind: 'heure que la machine peut changer, prise pour le temps qui passe',
    neighbours:
      'au démarrage et en service, de quelques minutes ou de jours ; appels, journal, baux, fiche d’une heure à venir ; heure d’avant fausse, heure simulée ; machine endormie',
    test: 'test/contract/house/clock-behind.test.ts',
  },
  {
    seen: 'une personne ouvrait des lignes d’informations en direct sans fin',
    kind: 'débit compté, nombre jamais',
    neighbours:
      'poste, tableau, ligne coupée qui n’est pas encore dite ; les autres personnes gardent les leurs',
    test: 'test/contract/live/damaged-event.test.ts',
  },
  {
    seen: 'ce qui était tapé entre deux questions de l’installation se perdait, et « flèche, Entrée » tapés vite choisissaient la ligne d’avant',
    kind: 'plusieurs lecteurs d’un même clavier, chacun prenant tout ce qui est arrivé',
    neighbours:
      'lignes, secrets, listes, flèches ; Entrée tapée pendant un travail, d’une seule frappe avec ce qui suit, avant que la question soit écrite ; toute commande qui pose deux questions',
    test: 'test/contract/cli/setup.test.ts',
  },
];
