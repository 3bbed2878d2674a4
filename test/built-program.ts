import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = dirname(import.meta.dirname);
/** Each module of the product as `scripts/build.mjs` ships it: bundled, minified, names kept. Its name ends as `dist`, its sister. */
export const BUILT_MODULES = join(ROOT, 'test-dist');
const PRODUCT = /^(shared|server|tui|scripts)\/.*\.tsx?$/;

/**
 * Whose tests run on the built program: the product's modules that they and their rooms import are those of `test-dist/`. A fault
 * that only bundling makes (a class name shortened, a package without its names) is met by a story, not by the floor.
 */
export const BUILT_STORIES: readonly string[] = [
  'test/journey',
  'test/attacks',
  // Where what people met in the field is held: files, answers of other machines, guessed logins.
  ...['access', 'contact-file', 'email', 'lists', 'pgp', 'purge', 'records', 'sftp', 'ssh', 'watch'].map(
    (room) => `test/contract/${room}`,
  ),
];

/** Whose tests ask functions and start nothing: one worker reads the sources once for all of them, which halves their time. */
export const OF_FUNCTIONS: readonly string[] = ['test/unit', 'test/property'];

/** Whose tests may import sources too: the house itself, and the contract of one edge or step. */
export const FROM_SOURCES: readonly string[] = [
  'test/rules',
  ...[
    'agenda',
    'agreement',
    'audit',
    'backup',
    'call',
    'campaign',
    'charts',
    'cli',
    'delivery',
    'excel',
    'floor',
  ],
  ...[
    'crm',
    'house',
    'http',
    'library',
    'line',
    'live',
    'next-card',
    'papers',
    'people',
    'persons',
    'quality',
    'script',
    'seats',
    'shift',
    'staff',
    'store',
  ],
  ...['telephony', 'tui', 'vault', 'web'],
].map((folder) => (folder.startsWith('test/') ? folder : `test/contract/${folder}`));

/** Whose tests change their process: HubSpot's client puts a `fetch` of its own in the place of Node's. */
export const IN_A_PROCESS_OF_ITS_OWN: readonly string[] = ['test/contract/crm/official-client.test.ts'];

/** The built module that stands for a product source which `importer` names; undefined for anything else. */
export function builtModule(specifier: string, importer: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const name = relative(ROOT, resolve(dirname(importer), specifier));
  if (!PRODUCT.test(name)) return undefined;
  return join(BUILT_MODULES, name.replaceAll('/', '+').replace(/\.tsx?$/, '.mjs'));
}

/** What Node is given to run a process of a story, written in TypeScript, on the built modules. */
export function onBuiltModules(file: string): readonly string[] {
  const hooks = join(import.meta.dirname, 'support', 'house', 'built-hooks.ts');
  return ['--import', pathToFileURL(hooks).href, file];
}

/** A process of a story that is started a hundred times: its file and the product in one program, as `dist/` is made of `main.ts`. */
export function builtStory(file: string): { readonly program: string; dispose(): void } {
  // Beside dist/: what is left in node_modules is found from there.
  const folder = mkdtempSync(join(ROOT, 'dist-story-'));
  build(file, folder, '--workers');
  const program = join(folder, `${basename(file, '.ts')}.mjs`);
  return { program, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

function build(...args: readonly string[]): void {
  const flags = [join(ROOT, 'scripts', 'build.mjs'), ...args];
  const { status, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`scripts/build.mjs ${args.join(' ')}:\n${stderr}`);
}

/** Vite's side of it: Node itself loads the built module, as it is. */
export function builtModules() {
  return {
    name: 'plateau-built-modules',
    enforce: 'pre' as const,
    resolveId(specifier: string, importer?: string) {
      const id = importer && builtModule(specifier, importer);
      return id ? { id, external: true } : undefined;
    },
  };
}

/**
 * Vitest's set-up of a run that has stories: makes the modules where they are missing or older than a source.
 * @throws Error when `dist/` is older than a source: a story would try yesterday's program.
 */
export function setup(): void {
  const newest = newestSource();
  const isOld = (file: string) => !existsSync(file) || statSync(file).mtimeMs < newest.mtimeMs;
  if (isOld(join(ROOT, 'dist', 'plateau.mjs')))
    throw new Error(`dist/ is missing, or older than ${newest.name}: npm run build`);
  if (!isOld(BUILT_MODULES)) return;
  build('--modules', BUILT_MODULES);
}

function newestSource(): { readonly name: string; readonly mtimeMs: number } {
  const names = ['shared', 'server', 'tui', 'scripts'].flatMap((hall) =>
    readdirSync(join(ROOT, hall), { recursive: true, encoding: 'utf8' }).map((name) => join(hall, name)),
  );
  const sources = names.filter((name) => PRODUCT.test(name) || name === 'scripts/build.mjs');
  return sources
    .map((name) => ({ name, mtimeMs: statSync(join(ROOT, name)).mtimeMs }))
    .reduce((newest, one) => (one.mtimeMs > newest.mtimeMs ? one : newest));
}
