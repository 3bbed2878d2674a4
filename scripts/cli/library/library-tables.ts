import type { FoundDocuments } from '../../../server/steps/library/find-documents.ts';
import type { DocumentLine, VersionLine } from '../../../server/steps/library/list-documents.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { EVENT_PRIVACY_WORDS } from '../../../shared/people/agenda-words.ts';
import { shortInstant } from '../amounts-and-dates.ts';
import { textTable } from '../terminal.ts';

const MIB = 2 ** 20;

/** « 812 o », « 14 Kio », « 3,2 Mio ». */
function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} o`;
  if (bytes < MIB) return `${Math.round(bytes / 1024)} Kio`;
  return `${(bytes / MIB).toFixed(1).replace('.', ',')} Mio`;
}

/** One heading a folder, its documents under it. */
export function treeLines(documents: readonly DocumentLine[]): readonly string[] {
  if (documents.length === 0)
    return ['Aucun document pour vous : « plateau library put FICHIER » en dépose un.'];
  const rows = documents.map((one) => [
    one.id.slice(0, 8),
    one.folder === '' ? '—' : one.folder,
    one.title,
    `v${one.number}`,
    sizeText(one.bytes),
    shortInstant(one.atMs),
    one.groups.length > 0
      ? `${EVENT_PRIVACY_WORDS[one.privacy]} : ${one.groups.join(', ')}`
      : EVENT_PRIVACY_WORDS[one.privacy],
  ]);
  return textTable(['Document', 'Dossier', 'Titre', 'Version', 'Taille', 'Déposé', 'Vu de'], rows);
}

export function historyLines(document: DocumentLine, versions: readonly VersionLine[]): readonly string[] {
  const rows = versions.map((one) => [
    `v${one.number}`,
    one.name,
    sizeText(one.bytes),
    shortInstant(one.atMs),
    one.by === '' ? 'une personne de l’annuaire' : one.by,
    one.sha256.slice(0, 12),
  ]);
  return [document.title, ...textTable(['Version', 'Fichier', 'Taille', 'Déposée', 'Par', 'SHA-256'], rows)];
}

/** What was found, and where the text could not be read. */
export function foundLines({ total, found }: FoundDocuments): readonly string[] {
  if (total === 0) return ['Aucun document pour vous avec ces mots.'];
  const rows = found.map((one) => [
    one.id.slice(0, 8),
    one.folder === '' ? '—' : one.folder,
    one.title,
    one.name,
    one.isTextRead ? 'lu' : 'texte non lu',
  ]);
  const lines = textTable(['Document', 'Dossier', 'Titre', 'Fichier', 'Texte'], rows);
  return [...lines, `${inNumber(total, 'document(s)')}, ${inNumber(found.length, 'montré(s)')}.`];
}
