import { type Attack, rowsOf } from './attack-row.ts';

/** Tried through what comes in, what goes out, and the calls. */
export const DATA_ATTACKS: readonly Attack[] = [
  ...rowsOf('Fichiers reçus', {
    'campaign-link': {
      tried: 'lien symbolique à la place d’un fichier de campagne',
      where: 'dossier de campagne',
      refusal: 'campaign-file-link',
    },
    'campaign-path': {
      tried: 'chemin `../` dans un fichier de campagne',
      where: 'dossier de campagne',
      refusal: 'jamais suivi ; unknown-key',
    },
    'yaml-bomb': {
      tried: 'bombe YAML (alias en cascade)',
      where: 'plateau campaign check',
      refusal: 'yaml-feature',
    },
    'yaml-huge': {
      tried: 'fichier de campagne démesuré, ou trop de fichiers',
      where: 'dossier de campagne',
      refusal: 'campaign-file-too-big, campaign-files-too-many',
      test: 'test/contract/campaign/campaign-folder.test.ts › refuses files too big, too many, or not text',
    },
    'zip-bomb': {
      tried: 'bombe zip dans un .xlsx, dont une qui ment sur sa taille',
      where: 'import',
      refusal: 'refusé : trop grand (workbook-too-large), ou abîmé (workbook-damaged)',
      test: 'test/contract/contact-file/contact-hostile.test.ts › $name is refused',
    },
    'xlsx-external': {
      tried: '.xlsx avec macro et liens vers un autre classeur ou une adresse',
      where: 'import',
      refusal: 'jamais suivis : ni la macro ni le lien ne sont lus',
    },
    'pgp-unsigned': {
      tried: 'fichier de contacts non signé',
      where: 'import',
      refusal: 'file-unsigned',
      test: 'test/contract/pgp/exchange.test.ts › unsigned is refused',
    },
    'pgp-foreign': {
      tried: 'fichier de contacts signé par quelqu’un d’autre',
      where: 'import',
      refusal: 'file-unknown-signer',
      test: 'test/contract/pgp/exchange.test.ts › signed by somebody else is refused',
    },
    'pgp-altered': {
      tried: 'message OpenPGP retouché d’un bit, n’importe où',
      where: 'import',
      refusal: 'refusé, quel que soit le bit',
      test: 'test/contract/pgp/exchange.test.ts › with one flipped bit anywhere is refused, whatever the reason given',
    },
    'pgp-bomb': {
      tried: 'bombe compressée dans un message OpenPGP',
      where: 'import',
      refusal: 'file-too-large',
      test: 'test/contract/pgp/exchange.test.ts › too large as received, or once decompressed, is refused',
    },
    'import-twice': {
      tried: 'même fichier une seconde fois, chiffré de nouveau ou non',
      where: 'import',
      refusal: 'file-already-imported',
      test: 'test/contract/contact-file/import-contact-file.test.ts › the same file is refused, encrypted anew or not, with the day it came',
    },
    'drop-names': {
      tried: 'noms de fichiers avec `..` dans la liste d’un dépôt malveillant',
      where: 'SFTP',
      refusal: 'écartés et dits, jamais suivis',
      test: 'test/contract/sftp/drop-hostile.test.ts › paths in a listing are left out and told, never followed',
    },
    'drop-newlines': {
      tried: 'noms de fichiers avec saut de ligne, séquence d’échappement ou sens inversé',
      where: 'SFTP',
      refusal: 'écartés',
      test: 'test/contract/sftp/drop.test.ts › leaves out names that lie: escapes, line breaks, direction marks',
    },
    'drop-host': {
      tried: 'dépôt remplacé par un autre (clé d’hôte changée)',
      where: 'SFTP',
      refusal: 'drop-host-key-changed',
      test: 'test/contract/sftp/drop.test.ts › another host key than the pinned one is refused before any login',
    },
  }),
  ...rowsOf('Ce qui sort', {
    'formula-injection': {
      tried: 'nom ou remarque qui commence par =, +, -, @, tabulation ou retour',
      where: 'classeurs remis',
      refusal: 'écrit comme texte, jamais comme formule',
      test: 'test/contract/excel/workbook-openpyxl.test.ts › no formula is ever written',
    },
    'mail-header': {
      tried: 'saut de ligne dans un en-tête d’e-mail',
      where: 'confirmations',
      refusal: 'rien ne part',
      test: 'test/contract/email/mailer.test.ts › a line break in a header is a bug, and nothing leaves',
    },
    'mail-name': {
      tried: 'nom de donateur qui porte en-têtes, balises HTML ou gabarit Liquid',
      where: 'confirmations',
      refusal: 'reste un nom',
      test: 'test/contract/email/send-confirmations.test.ts › a hostile name forges no header and no tag',
    },
    'mail-template': {
      tried: 'gabarit qui appelle une variable ou un prototype hors du contrat',
      where: 'confirmations',
      refusal: 'refusé',
      test: 'test/unit/email/confirmation.test.ts › prototype members are not variables',
    },
    'log-injection': {
      tried: 'saut de ligne et séquence ANSI dans une valeur écrite au journal technique',
      where: 'journal technique',
      refusal: 'une ligne reste une ligne',
      test: 'test/unit/log/log.test.ts › a value cannot forge a line, colour a terminal, or fill a disk',
    },
    'screen-escapes': {
      tried: 'séquences d’échappement dans chaque champ d’une fiche',
      where: 'écran du téléacteur',
      refusal: 'rien ne bouge, ne s’efface ni ne répond',
      test: 'test/contract/ssh/ssh-host-data.test.ts › escape sequences in every field move, erase, rename and answer nothing',
    },
    'link-outgoing': {
      tried: 'lien symbolique posé là où un fichier à remettre va s’écrire',
      where: 'dossier d’envoi',
      refusal: 'le lien n’est pas suivi',
    },
    'link-certificate': {
      tried: 'lien symbolique posé là où une attestation va s’écrire',
      where: 'attestations',
      refusal: 'le lien n’est pas suivi',
    },
    'manifest-edited': {
      tried: 'preuve de remise modifiée après signature',
      where: 'preuves',
      refusal: 'la signature détachée ne vérifie plus',
      test: 'test/contract/pgp/exchange.test.ts › a detached signature verifies with the house’s public key, and no longer once a byte changes',
    },
  }),
  ...rowsOf('Appels', {
    'outcome-replayed': {
      tried: 'qualification renvoyée telle quelle',
      where: 'enregistrement',
      refusal: 'une fois comptée, premier reçu rendu',
      test: 'test/contract/call/record-call.test.ts › answers a replay with the first receipt and counts it once',
    },
    'outcome-altered': {
      tried: 'même appel, autre contenu ou autre téléacteur',
      where: 'enregistrement',
      refusal: 'outcome-differs',
      test: 'test/contract/call/record-call.test.ts › refuses another content under the same callId, and another agent',
    },
    'outcome-stolen': {
      tried: 'qualification de la fiche d’un autre, ou d’un appel que personne n’a reçu',
      where: 'enregistrement',
      refusal: 'lease-lost',
      test: 'test/contract/call/record-call.test.ts › refuses a call nobody was served, and somebody else’s',
    },
    'dial-stolen': {
      tried:
        'faire composer par la ligne la fiche d’un autre, un numéro qu’elle n’a pas, ou une personne qui vient de s’opposer',
      where: 'ligne téléphonique',
      refusal: 'lease-lost, phone-unknown, person-stopped',
      test: 'test/contract/call/dial-card.test.ts › nobody dials the card of somebody else, a number that it has not, or whoever objected meanwhile',
    },
    'dial-late': {
      tried: 'garder une fiche à l’écran pour la composer hors de ses heures d’appel',
      where: 'ligne téléphonique',
      refusal: 'hours-over',
      test: 'test/contract/call/dial-card.test.ts › a card that stayed on the screen beyond its hours is not dialled any more',
    },
  }),
];
