import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { CampaignFiles } from '../domain/campaign-check/campaign-check.ts';
import type { CampaignFolder } from '../ports/campaign-folder.ts';

const KIB = 1024;
/** The largest honest script is some 40 KiB. */
const MAX_FILE_BYTES = 256 * KIB;
const MAX_FILES_PER_FOLDER = 40;

const ROOT_FILES = [
  'campaign.yaml',
  'script.yaml',
  'objections.yaml',
  'modules.yaml',
  'mapping.yaml',
  'practice.yaml',
  'link.yaml',
] as const;
const FOLDERS = [
  { name: 'emails', ending: '.liquid' },
  { name: 'knowledge', ending: '.md' },
] as const;

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function refuse(code: string, said: { message: string; hint: string; cause?: unknown }): AppError {
  return new AppError({ code, kind: 'invalid', ...said });
}

function isLink(file: string): AppError {
  return refuse('campaign-file-link', {
    message: `${file} est un lien ou un fichier spécial.`,
    hint: 'Mettez à sa place une copie du vrai fichier : rien n’est lu hors du dossier de campagne.',
  });
}

function unreadable(file: string, cause: unknown): AppError {
  return refuse('campaign-file-unreadable', {
    message: `${file} ne peut pas être lu.`,
    hint: 'Vérifiez les droits du fichier pour le compte qui lance la commande.',
    cause,
  });
}

/** The bytes of a regular file, never following a link; undefined when there is none. */
async function readBytes(dir: string, file: string): Promise<Buffer | undefined> {
  // NONBLOCK: a named pipe put there must not hang the command.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(join(dir, file), flags).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw hasCode(error, 'ELOOP') ? isLink(file) : unreadable(file, error);
  });
  if (!handle) return undefined;
  try {
    if (!(await handle.stat()).isFile()) throw isLink(file);
    // One byte more than allowed: a file that grows while it is read is refused too.
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(MAX_FILE_BYTES + 1),
      0,
      MAX_FILE_BYTES + 1,
      0,
    );
    if (bytesRead > MAX_FILE_BYTES)
      throw refuse('campaign-file-too-big', {
        message: `${file} dépasse ${MAX_FILE_BYTES / KIB} Kio.`,
        hint: 'Un fichier de campagne est un texte court : vérifiez que c’est le bon.',
      });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function readText(dir: string, file: string): Promise<string | undefined> {
  const bytes = await readBytes(dir, file);
  if (!bytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch (cause) {
    throw refuse('campaign-file-not-text', {
      message: `${file} n’est pas un texte en UTF-8.`,
      hint: 'Enregistrez-le de nouveau en « UTF-8 » depuis votre éditeur.',
      cause,
    });
  }
}

/** Names in a sub-folder with that ending, sorted; none when the folder is absent. */
async function namesIn(dir: string, folder: (typeof FOLDERS)[number]): Promise<readonly string[]> {
  const path = join(dir, folder.name);
  const found = await lstat(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw unreadable(folder.name, error);
  });
  if (!found) return [];
  if (!found.isDirectory()) throw isLink(folder.name);
  const all = await readdir(path).catch((error: unknown) => {
    throw unreadable(folder.name, error);
  });
  const names = all.filter((name) => name.endsWith(folder.ending)).toSorted();
  if (names.length > MAX_FILES_PER_FOLDER)
    throw refuse('campaign-files-too-many', {
      message: `Le dossier ${folder.name} contient plus de ${MAX_FILES_PER_FOLDER} fichiers.`,
      hint: 'Gardez seulement les fichiers de cette campagne.',
    });
  return names;
}

const WHICH_FOLDER = 'Donnez le chemin d’un dossier qui contient campaign.yaml et script.yaml.';

async function checkFolder(dir: string): Promise<void> {
  const found = await lstat(join(dir, '.')).catch((cause: unknown) => {
    if (!hasCode(cause, 'ENOENT') && !hasCode(cause, 'ENOTDIR')) throw unreadable('Ce dossier', cause);
    return undefined;
  });
  if (!found)
    throw new AppError({
      code: 'campaign-folder-missing',
      kind: 'not-found',
      message: 'Ce dossier de campagne n’existe pas.',
      hint: WHICH_FOLDER,
    });
  if (!found.isDirectory())
    throw refuse('campaign-folder-not-one', {
      message: 'Ce chemin n’est pas un dossier : c’est un fichier ou un lien.',
      hint: WHICH_FOLDER,
    });
}

async function read(dir: string): Promise<CampaignFiles> {
  await checkFolder(dir);
  const files: string[] = [...ROOT_FILES];
  for (const folder of FOLDERS) {
    for (const name of await namesIn(dir, folder)) files.push(`${folder.name}/${name}`);
  }
  const texts = new Map<string, string>();
  for (const file of files) {
    const text = await readText(dir, file);
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
}

/** The folder on this machine's disk. Stateless; reading twice reads the disk twice. */
export function openCampaignFolder(): CampaignFolder {
  return { read };
}
