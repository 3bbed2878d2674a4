/** What the product itself holds, said to a charity that reads an offer: each line is enforced by the program, not by a habit. */
export const OFFER_METHOD: readonly string[] = [
  'Chaque appel remercie d’abord, dit ce que le don permet, puis le défi du moment. Le script est un contrat : l’appel ne se clôt pas tant qu’une étape due n’a pas été dite.',
  'Le montant proposé est calculé sur le don de la personne, jamais au-delà d’un plafond. Une augmentation refusée laisse place à un don ponctuel, puis à un merci. Trois demandes au plus, jamais après une difficulté, un deuil ou un refus d’être appelé.',
  'Une réactivation écoute d’abord pourquoi le don s’est arrêté, et le note sans discuter.',
  'Les coordonnées sont vérifiées pendant l’appel ; l’ancienne et la nouvelle valeur vous reviennent.',
  'Les appels varient les jours et les heures, soirs et samedis compris, dans les plages légales du pays de chaque personne. Le nombre d’essais est borné.',
  'Le script, ses thèmes et ses montants sont relus et approuvés par vous avant le premier appel, et après chaque changement.',
];

export const OFFER_GUARANTEES: readonly string[] = [
  'Vos fichiers arrivent et repartent par SFTP, chiffrés et signés (OpenPGP). Chaque fiche est scellée une à une ; un poste n’écrit rien.',
  'Les mandats augmentés ou repris vous sont remis chaque semaine, le mercredi au plus tard, après vérification de chaque accord.',
  'Une confirmation part par e-mail sous 48 heures. Une opposition vous est remise le soir même.',
  'Chaque semaine : quatorze indicateurs, l’écart à l’objectif décomposé par cause, et des mesures proposées.',
  'Personne n’ouvre une fiche hors de sa mission et de ses dates. Chaque ouverture est inscrite dans un journal chaîné que vous pouvez vérifier.',
  'Aucune fiche n’est donnée hors des dates d’un contrat inscrit au registre du personnel, preuve vue par une autre personne ; vous pouvez exiger qu’aucune ne le soit sans contrat.',
  'Vos modules (l’association, l’inclusion) se suivent au poste ou en séance, sur place ou à distance ; vous pouvez exiger qu’ils précèdent le premier appel. Réussites et présences figurent au dossier de preuves.',
  'Vous voyez les heures, les repos et le rythme de ceux qui appellent, par équipe et sans nom. L’écoute est annoncée.',
  'Vos instructions sont inscrites à un registre ; celle que la loi interdit est refusée, et vous en êtes avertie aussitôt.',
  'Trente jours au plus après la fin, vos données sont détruites avec leurs clés, et la destruction est attestée par un document signé.',
  'Vous pouvez contrôler à tout moment : chiffres en direct, fiches masquées, dossier de preuves signé.',
];
