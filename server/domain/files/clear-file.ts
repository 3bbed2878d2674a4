import { isNamedInClear } from '../../../shared/drop-file-name.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { sha256 } from './sha256.ts';

/** A file of the charity's drop that anybody who reads it can open. Its name may be somebody's: it is not kept. */
export interface ClearFile {
  /** Tells it from any other, and says nothing of it. */
  readonly mark: string;
  readonly folder: 'in' | 'out';
  /** `xlsx`: the last part of its name. */
  readonly ending: string;
  readonly bytes: number;
  readonly modifiedAtMs: number;
}

interface Listed {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAtMs: number;
}

/** Our own notice, which stands in clear on purpose. */
const NOTICE = /^AVIS_FICHIER-EN-CLAIR_\d{8}-[0-9a-f]{8}\.txt$/;

/** Those of a folder whose name says that no key is needed. */
export function clearFiles(folder: ClearFile['folder'], listed: readonly Listed[]): readonly ClearFile[] {
  return listed
    .filter(({ name }) => isNamedInClear(name) && !NOTICE.test(name))
    .map(({ name, bytes, modifiedAtMs }) => ({
      mark: sha256(`${folder}/${name} ${bytes} ${modifiedAtMs}`),
      ...{ folder, bytes, modifiedAtMs },
      ending: /\.([a-z]+)(?:\s*\(\d+\))?$/i.exec(name)?.[1]?.toLowerCase() ?? '',
    }));
}

/** `in/, .xlsx, 12 Kio, du 29/11/2026 10:12`. */
export function clearFileText({ folder, ending, bytes, modifiedAtMs }: ClearFile): string {
  const day = zoned(modifiedAtMs, HOUSE_ZONE).toLocaleString('fr-FR', {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return `${folder}/, .${ending}, ${Math.ceil(bytes / 1024)} Kio, du ${day}`;
}

/** What the charity finds in its `out/`: no name, no content. */
export function clearFileNotice(file: ClearFile): { readonly name: string; readonly text: string } {
  const day = zoned(file.modifiedAtMs, HOUSE_ZONE).toPlainDate().toString().replaceAll('-', '');
  return {
    name: `AVIS_FICHIER-EN-CLAIR_${day}-${file.mark.slice(0, 8)}.txt`,
    text: [
      'AVIS : FICHIER EN CLAIR SUR CE DÉPÔT',
      '',
      `Un fichier que toute personne qui lit ce dépôt peut ouvrir s’y trouve : ${clearFileText(file)}.`,
      'Nous ne l’avons ni ouvert ni importé. S’il contient des donateurs, c’est une violation de données.',
      '',
      'À faire :',
      '1. retirez ce fichier du dépôt ;',
      '2. dites-nous s’il contient des donateurs, et qui a pu le lire ;',
      '3. déposez-le à nouveau, chiffré avec la clé de la campagne et signé avec la vôtre (.xlsx.pgp).',
      '',
    ].join('\r\n'),
  };
}
