/** What a refusal stops: the whole file, one row, or the calling of one person. */
type Stops = 'file' | 'row' | 'call';

interface Reply {
  readonly stops: Stops;
  /** To the charity, as it may be sent: what was found and what to do. Never a value of the file. */
  readonly says: string;
}

const file = (says: string): Reply => ({ stops: 'file', says });
const row = (says: string): Reply => ({ stops: 'row', says });
const call = (says: string): Reply => ({ stops: 'call', says });

/**
 * THE table of what we tell the charity when its file, a row or a person is refused: one sentence a code of the import
 * . A code without a line here fails its test.
 */
export const REFUSAL_REPLIES = {
  'wrong-file-name': file(
    'Votre fichier ne porte pas le nom convenu. Renommez-le comme le dit le dossier de lancement, puis redéposez-le.',
  ),
  'wrong-country': file(
    'Le pays du fichier, ou d’une de ses lignes, n’est pas celui de la campagne. Corrigez la colonne PAYS ou le nom du fichier : une campagne, un pays.',
  ),
  'file-in-clear': file(
    'Votre fichier est arrivé sans chiffrement : c’est un incident de données. Retirez-le du dépôt tout de suite ; notre responsable des données vous appelle. Redéposez-le chiffré et signé.',
  ),
  'file-not-pgp': file(
    'Votre fichier n’est pas un fichier chiffré OpenPGP, malgré son nom. Chiffrez le classeur avec la commande du dossier de lancement, puis redéposez-le.',
  ),
  'file-wrong-key': file(
    'Votre fichier est chiffré pour une autre clé que celle de cette campagne. Importez la clé publique du dossier de lancement, comparez son empreinte, puis chiffrez de nouveau.',
  ),
  'file-unsigned': file(
    'Votre fichier n’est pas signé : nous ne pouvons pas savoir qu’il vient de vous. Ajoutez --sign à la commande, puis redéposez-le.',
  ),
  'file-bad-signature': file(
    'La signature de votre fichier ne se vérifie pas. Ne redéposez rien : appelez-nous, nous comparerons les empreintes de vive voix.',
  ),
  'file-unknown-signer': file(
    'Votre fichier est signé par une clé que nous n’avons pas. Si vous avez changé de clé ou de sous-clé, envoyez-nous la clé publique à jour et dites-nous son empreinte par téléphone.',
  ),
  'file-clock-ahead': file(
    'L’ordinateur qui a signé votre fichier avance de plus de cinq minutes. Mettez-le à l’heure, signez et chiffrez de nouveau.',
  ),
  'file-weak-digest': file(
    'La signature de votre fichier emploie un condensé trop ancien. Ajoutez --digest-algo SHA256 à la commande, puis redéposez-le.',
  ),
  'file-text-mode': file(
    'Votre fichier a été chiffré en mode texte, qui abîme un classeur. Retirez --textmode de la commande ou de gpg.conf, puis redéposez-le.',
  ),
  'file-other-cipher': file(
    'Votre fichier emploie un chiffrement que nous ne lisons pas. Ajoutez --cipher-algo AES256 à la commande, puis redéposez-le.',
  ),
  'file-altered': file('Votre fichier est incomplet ou abîmé. Redéposez-le en entier.'),
  'file-too-large': file(
    'Votre fichier dépasse 512 Mio. Coupez-le en plusieurs fichiers, un par jour ou par segment.',
  ),
  'file-already-imported': file(
    'Ce fichier a déjà été importé : rien n’a été fait une seconde fois. Son rapport est dans votre dépôt, dossier out/.',
  ),
  'charity-key-missing': file(
    'Nous n’avons pas encore votre clé publique. Envoyez-nous son export et dites-nous son empreinte par téléphone.',
  ),
  'charity-key-expired': file(
    'Votre clé a expiré. Prolongez-la ou changez-en, puis envoyez-nous sa partie publique à jour.',
  ),
  'workbook-not-xlsx': file(
    'Votre fichier n’est pas un classeur .xlsx lisible. Enregistrez-le au format « Classeur Excel (.xlsx) », sans mot de passe, puis chiffrez-le.',
  ),
  'workbook-too-large': file(
    'Votre classeur est trop grand à lire. Supprimez les feuilles et colonnes inutiles, ou coupez-le en plusieurs fichiers.',
  ),
  'workbook-empty': file(
    'La première feuille de votre classeur est vide. Mettez-y la ligne d’en-têtes et les fiches.',
  ),
  'workbook-damaged': file(
    'Votre classeur est abîmé. Enregistrez-le de nouveau depuis Excel ou LibreOffice.',
  ),
  'workbook-hidden-sheets': file(
    'Votre classeur contient des feuilles masquées. Affichez-les ou supprimez-les : nous ne lisons pas ce que vous ne voyez pas.',
  ),
  'workbook-hidden-rows': file(
    'Un filtre cache des lignes de votre classeur. Enlevez le filtre, ou supprimez ces lignes si elles ne doivent pas partir.',
  ),
  'layout-missing-columns': file(
    'Il manque des colonnes obligatoires à votre classeur. Partez du modèle du dossier de lancement, dont la première ligne est juste.',
  ),
  'layout-duplicate-columns': file(
    'Une colonne est présente deux fois dans votre classeur. Gardez-en une seule.',
  ),
  'campaign-kind-refused': file(
    'La loi du pays de cette campagne ne permet pas d’appeler des personnes qui ont arrêté leur don. Ce fichier ne peut pas être importé.',
  ),
  required: row('Une valeur obligatoire manque. Remplissez la cellule, puis renvoyez la ligne.'),
  'too-long': row('Le texte est trop long pour sa colonne. Raccourcissez-le.'),
  'wrong-type': row(
    'Un texte est attendu et Excel en a fait autre chose. Mettez la colonne au format Texte, puis ressaisissez la valeur.',
  ),
  'unknown-value': row('La valeur n’est pas une de celles admises. Choisissez-la dans la liste du modèle.'),
  'zero-or-letter': row(
    'Un zéro se lit aussi comme la lettre O. Écrivez O ou N : une opposition ne se devine pas.',
  ),
  'wrong-number': row('Un nombre entier est attendu, dans les bornes de la colonne.'),
  'wrong-date': row(
    'La date n’existe pas, ne se lit pas ou se lit de deux façons. Écrivez une date d’Excel, JJ/MM/AAAA ou AAAA-MM-JJ.',
  ),
  'date-order-doubt': row(
    'La colonne mêle jour/mois et mois/jour : ses dates à deux lectures sont écartées. Écrivez-les toutes AAAA-MM-JJ, ou en dates d’Excel.',
  ),
  'date-edge-of-day': row(
    'La date porte 22 h ou 23 h : c’est souvent minuit du lendemain, changé d’heure par un export. Écrivez le jour seul.',
  ),
  'wrong-amount': row(
    'Le montant ne se lit pas, ou se lit de deux façons. Écrivez un nombre, deux décimales au plus, comme 12,50.',
  ),
  'amount-not-positive': row('Le montant du don régulier doit être plus grand que zéro.'),
  'amount-over-ceiling': row(
    'Le montant dépasse le plafond convenu pour la campagne. Vérifiez-le ; s’il est juste, dites-le-nous.',
  ),
  'currency-mismatch': row(
    'Le montant porte le signe d’une autre monnaie que la colonne DEVISE. Accordez-les.',
  ),
  'wrong-currency': row('La monnaie n’est pas celle du pays de la campagne.'),
  'wrong-postcode': row('Le code postal n’a pas la forme du pays. Mettez la colonne au format Texte.'),
  'wrong-campaign': row('Le code de campagne de la ligne n’est pas celui de ce fichier.'),
  'altered-id': row(
    'Excel a altéré l’identifiant (nombre trop long). Mettez la colonne au format Texte avant d’y coller vos identifiants.',
  ),
  'altered-reference': row(
    'Un tableur a altéré la référence (notation scientifique, décimale). Mettez la colonne au format Texte, puis recollez-la.',
  ),
  'mandate-as-number': row(
    'La référence du mandat est devenue un nombre. Mettez la colonne au format Texte, puis recollez-la.',
  ),
  'mandate-too-long': row('La référence du mandat dépasse 35 caractères, la limite admise. Vérifiez-la.'),
  'mandate-charset': row(
    'La référence du mandat contient un caractère que les banques n’admettent pas. Vérifiez-la.',
  ),
  'ics-malformed': row(
    'L’identifiant de créancier est mal formé. Il commence par deux lettres de pays, comme FR72ZZZ123456 ou BE68ZZZ0123456789.',
  ),
  'iban-in-clear': row(
    'Un IBAN entier figure dans la ligne. Il ne doit jamais nous être envoyé : retirez-le, ou masquez-le, puis renvoyez la ligne.',
  ),
  'formula-without-result': row(
    'La cellule est une formule sans résultat. Collez les valeurs, pas les formules.',
  ),
  'cell-malformed': row('La cellule est mal écrite dans le fichier. Enregistrez le classeur depuis Excel.'),
  'cell-error': row('La cellule contient une erreur d’Excel, comme #N/A. Corrigez-la.'),
  'phone-invalid': row('Le numéro ne peut pas être appelé : il est laissé de côté, la ligne est gardée.'),
  'email-invalid': row(
    'L’adresse e-mail ne peut pas être juste : elle est laissée de côté, la ligne est gardée.',
  ),
  'info-refused': row(
    'Le texte libre parle de santé, de religion, d’opinion ou de vie intime, juge la personne ou contient un numéro de compte : il est laissé de côté, la ligne est gardée. Ne nous envoyez pas ces données.',
  ),
  EF_DNC: call(
    'La personne s’est opposée aux appels, chez vous, chez nous ou sur la liste nationale : elle ne sera pas appelée.',
  ),
  EF_EXCLU: call(
    'La personne est hors de la campagne (langue, mineure, hausse ou recrutement récents, contrôle de liste trop ancien…) : le rapport dit pourquoi.',
  ),
  EF_SANSTEL: call(
    'Aucun numéro ne peut être appelé. Envoyez-en un dans un fichier suivant, ou confiez-nous la recherche.',
  ),
  EF_DOUBLON: call(
    'La personne est déjà dans ce fichier, dans la campagne ou dans une autre : elle n’est appelée qu’une fois.',
  ),
} as const satisfies Readonly<Record<string, Reply>>;

/** What to tell the charity for that code of the import; undefined for a refusal that is not about its file. */
export function replyTo(code: string): Reply | undefined {
  return (REFUSAL_REPLIES as Readonly<Record<string, Reply>>)[code];
}
