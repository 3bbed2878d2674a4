// Bundles the product into dist/: `node scripts/build.mjs`.
// For tests, with the same options: `node scripts/build.mjs ENTRY DIR` bundles that entry into that folder, with the workers
// beside it after `--workers`; `node scripts/build.mjs --modules DIR` each module of the product, named by its path with a + for
// each slash.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each file of dist/ starts from; the workstation is a chunk that `plateau agent` loads lazily. */
const ENTRIES = {
  plateau: 'scripts/main.ts',
  'workbook-worker': 'server/excel/workbook-worker.ts',
  'backup-worker': 'server/backup/backup-worker.ts',
  'chart-worker': 'server/charts/chart-worker.ts',
  'directory-worker': 'server/directory/directory-worker.ts',
  'snapshot-worker': 'server/store/postgres/snapshot-worker.ts',
  'writer-worker': 'server/store/writer/writer-worker.ts',
  'log-copying-worker': 'server/store/log-copying-worker.ts',
};

/**
 * Left in node_modules: native parts (node-pty, ssh2's optional ones, esbuild), packages that read files of their own
 * folder at run time (pdfkit's fonts, pino's workers), and the calendar of feasts, large, that rare commands need. So is exceljs:
 * what it brings calls `Buffer()`, which Node warns of outside node_modules alone. Its writer alone is bundled, below.
 */
const EXTERNAL = [
  '@lydell/node-pty',
  'cpu-features',
  '*.node',
  'esbuild',
  'pdfkit',
  'pino',
  'exceljs',
  'date-holidays',
  '@resvg/resvg-js',
  'dejavu-fonts-ttf',
];

/** CommonJS packages inside an ES module still call these: a file that names one is given all, the hundreds of others none. */
const FOR_COMMONJS = /\b(?:require|__filename|__dirname)\b/;
const BANNER = [
  "import { createRequire as plateauRequire } from 'node:module';",
  "import { fileURLToPath as plateauPath } from 'node:url';",
  "import { dirname as plateauDirname } from 'node:path';",
  'const require = plateauRequire(import.meta.url);',
  'const __filename = plateauPath(import.meta.url);',
  'const __dirname = plateauDirname(__filename);',
].join('');

/** Ink asks for it when DEV=true only; marked external, the bundle would not start. */
const stubDevtools = {
  name: 'stub-react-devtools',
  setup(one) {
    one.onResolve({ filter: /^react-devtools-core$/ }, (args) => ({ path: args.path, namespace: 'stub' }));
    one.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};' }));
  },
};

/**
 * What writes streamed workbooks: two hundred files, loaded by each thread that writes one; as one chunk, in a third of the time.
 * One of them calls `Buffer()`, which Node warns of outside node_modules.
 */
const workbookWriter = {
  name: 'workbook-writer',
  setup(one) {
    one.onResolve({ filter: /^exceljs\/lib\/stream\/xlsx\/workbook-writer\.js$/ }, ({ path }) => ({
      path: join(root, 'node_modules', path),
    }));
    one.onLoad({ filter: /archiver-utils[/\\]index\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const made = source
        .replaceAll(/new Buffer\((size|0)\)/g, 'Buffer.alloc($1)')
        .replaceAll('new Buffer(source)', 'Buffer.from(source)');
      if (/new Buffer\(/.test(made)) throw new Error(`${path} calls Buffer() where it did not`);
      return { contents: made };
    });
  },
};

const STRING_WIDTH = join(root, 'node_modules', 'string-width', 'index.js');
/**
 * Every emoji there is, listed: V8 takes 30 ms to read that expression, and each program read it at its start. Now at the first
 * text beyond ASCII that somebody measures.
 */
const lateEmoji = {
  name: 'late-emoji',
  setup(one) {
    one.onLoad({ filter: /string-width[/\\]index\.js$/ }, ({ path }) => {
      if (path !== STRING_WIDTH) return;
      const source = readFileSync(path, 'utf8');
      const early = String.raw`const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;`;
      if (!source.includes(early)) throw new Error(`${path} no longer has: ${early}`);
      const late =
        'const rgiEmojiRegex = { test: (text) => (rgiEmoji ??= new RegExp(RGI, "v")).test(text) };';
      const named = String.raw`let rgiEmoji; const RGI = "^\\p{RGI_Emoji}$"; ${late}`;
      return { contents: source.replace(early, () => named) };
    });
  },
};

async function bundle(entryPoints, outdir) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    // Chunks stay beside the entries: `import.meta.url` finds the worker from any of them.
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    jsx: 'automatic',
    // React's development build fills Node's performance buffer until memory is out.
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
    // Libraries compare class names as text: ssh2 looks for « Session », and ended the process when it was shortened.
    keepNames: true,
    legalComments: 'none',
    sourcemap: false,
    external: EXTERNAL,
    write: false,
    plugins: [stubDevtools, lateEmoji, workbookWriter],
    logLevel: 'warning',
  }).catch(() => {
    // esbuild has said what and where.
    process.exit(1);
  });
  mkdirSync(outdir, { recursive: true });
  for (const { path, text } of outputFiles)
    writeFileSync(path, FOR_COMMONJS.test(text) ? `${BANNER}\n${text}` : text);
}

/** Built aside, then put in place: a failed build leaves the last good one. */
async function bundleInPlace(entryPoints, outdir) {
  const aside = join(root, 'node_modules', `.plateau-build-${process.pid}`);
  await bundle(entryPoints, aside);
  rmSync(outdir, { recursive: true, force: true });
  renameSync(aside, outdir);
}

/** They keep their own names: whoever starts one looks for it beside itself. */
const { plateau: _, ...WORKERS } = ENTRIES;

function eachModule() {
  const names = ['shared', 'server', 'tui', 'scripts'].flatMap((hall) =>
    readdirSync(join(root, hall), { recursive: true }).map((name) => join(hall, name)),
  );
  const modules = names.filter((name) => /(?<!-worker)\.tsx?$/.test(name));
  const entries = modules.map((name) => [name.replaceAll('/', '+').replace(/\.tsx?$/, ''), name]);
  return { ...Object.fromEntries(entries), ...WORKERS };
}

const [entry, folder, more] = process.argv.slice(2);
if (entry === '--modules') {
  await bundleInPlace(eachModule(), resolve(folder));
} else if (entry && folder) {
  const own = [basename(entry).replace(/\.tsx?$/, ''), resolve(entry)];
  await bundle({ ...Object.fromEntries([own]), ...(more === '--workers' && WORKERS) }, resolve(folder));
} else {
  const found = Object.entries(ENTRIES).filter(([name, from]) => {
    const isThere = existsSync(join(root, from));
    if (!isThere) console.warn(`build : ${from} n’existe pas encore, dist/${name}.mjs n’est pas construit.`);
    return isThere;
  });
  if (found.length > 0) await bundleInPlace(Object.fromEntries(found), join(root, 'dist'));
}
