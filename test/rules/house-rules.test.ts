import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS } from '../../server/domain/audit/audit-actions.ts';
import { VERSION } from '../../shared/version.ts';

/** Rules of the house that neither the linter nor dependency-cruiser can state. Each names the file and line at fault. */
const ROOT = join(import.meta.dirname, '..', '..');
const ROOMS = ['shared/', 'server/', 'tui/', 'scripts/'];
const listed = (...which: string[]) =>
  execFileSync('git', ['ls-files', '-z', ...which], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((name) => name !== '' && existsSync(join(ROOT, name)));
const tracked = listed('--cached');
/** New files too: a rule is broken before it is committed. Those of .gitignore are left out. */
const files = [...tracked, ...listed('--others', '--exclude-standard')];
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const sources = files.filter(
  (name) => ROOMS.some((room) => name.startsWith(room)) && /\.(tsx?|mjs)$/.test(name),
);
const steps = sources.filter((name) => /^server\/steps\/.+\.ts$/.test(name));

/** `file:line` of every line of code, comments left out, that holds the pattern. */
function linesWith(pattern: RegExp, names: readonly string[]): string[] {
  return names.flatMap((name) =>
    read(name)
      .split('\n')
      .flatMap((line, at) =>
        pattern.test(line.replace(/^\s*(\*|\/\*|\/\/).*$/, '')) ? [`${name}:${at + 1}`] : [],
      ),
  );
}

describe('time, chance and the terminal come in by a port', () => {
  const doors = new Set([
    'server/clock/system-clock.ts',
    'server/main.ts',
    'server/context.ts',
    'scripts/main.ts',
    'scripts/build.mjs',
  ]);
  const inside = sources.filter((name) => !doors.has(name));

  it('no clock and no dice of the language', () => {
    // OpenPGP dates its keys by the machine's clock, whatever hour the house simulates.
    const judgedByMachine = ['server/pgp/charity-key.ts'];
    const names = inside.filter((name) => !judgedByMachine.includes(name));
    expect(linesWith(/\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bTemporal\.Now\b/, names)).toEqual([]);
  });

  it('no console, no process.exit', () => {
    expect(linesWith(/\bconsole\.|\bprocess\.exit\(/, inside)).toEqual([]);
  });
});

it('a command reads the file that a person gives by given-file.ts, which no pipe holds and no device fills', () => {
  const commands = sources.filter((name) => /^scripts\/(commands|cli)\//.test(name));
  // Its own files, which no person names.
  const own = ['scripts/cli/token-file.ts'];
  const names = commands.filter((name) => !own.includes(name));
  expect(linesWith(/\breadFileSync\(|\breadFile\(|\bcreateReadStream\(/, names)).toEqual([]);
});

it('a noun after a count agrees by french-plural.ts: « 1 fiches » is no French', () => {
  const noun = String.raw`\$\{[^{}]*\b(length|count|seq|rows|records|entries|auditEntries|opened|received|badges|files|hits)\} `;
  const fixed = new RegExp(
    `${noun}(fiches|lignes|entrées|fichiers|ouvertes|points|badges|critères|cibles|questions)\\b`,
  );
  // A bound of a list is never one.
  const bounds = ['server/steps/house/examine-security.ts', 'server/domain/house/security-machine.ts'];
  expect(
    linesWith(
      fixed,
      sources.filter((name) => !bounds.includes(name)),
    ),
  ).toEqual([]);
});

describe('names and sizes', () => {
  it('no file is named for nothing', () => {
    const empty = /^(utils?|helpers?|common|types?|index|misc|shared)\.[a-z]+$/;
    expect(files.filter((name) => empty.test(basename(name)) && !name.endsWith('.html'))).toEqual([]);
  });

  it('half the files are under 80 lines, none over 300', () => {
    const sizes = sources
      .map((name) => ({ name, lines: read(name).split('\n').length - 1 }))
      .sort((a, b) => a.lines - b.lines);
    expect(sizes.filter((one) => one.lines > 300)).toEqual([]);
    expect(sizes[Math.floor(sizes.length / 2)]?.lines).toBeLessThan(80);
  });

  it('no line of a comment passes 130 characters; code is the formatter’s', () => {
    const isLong = (line: string) => line.length > 130 && /^\s*(\*|\/\*|\/\/)/.test(line);
    const long = sources.flatMap((name) =>
      read(name)
        .split('\n')
        .flatMap((line, at) => (isLong(line) ? [`${name}:${at + 1}`] : [])),
    );
    expect(isLong(`  // ${'a '.repeat(63)}`)).toBe(true);
    expect(long).toEqual([]);
  });

  it('no signature passes 220 characters: a long request has a name', () => {
    const isSigned = (node: ts.Node) =>
      ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isArrowFunction(node);
    const long: string[] = [];
    for (const name of sources) {
      const source = ts.createSourceFile(name, read(name), ts.ScriptTarget.Latest);
      const look = (node: ts.Node): void => {
        if (isSigned(node) && node.body) {
          const signature = source.text.slice(node.getStart(source), node.body.getStart(source));
          if (signature.replace(/\s+/g, ' ').length > 220)
            long.push(`${name}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`);
        }
        ts.forEachChild(node, look);
      };
      look(source);
    }
    expect(long).toEqual([]);
  });

  it('the version written on certificates is the package’s', () => {
    const manifest = JSON.parse(read('package.json')) as { version: string };
    expect(VERSION).toBe(manifest.version);
  });
});

describe('every refusal says what to do', () => {
  /** From `new AppError(` to its closing parenthesis. */
  const refusals = sources.flatMap((name) =>
    [...read(name).matchAll(/new AppError\(/g)].map(({ index = 0 }) => {
      const text = read(name).slice(index);
      let depth = 0;
      const end = [...text].findIndex((sign) => {
        if (sign === '(') depth += 1;
        if (sign === ')') depth -= 1;
        return sign === ')' && depth === 0;
      });
      return { at: `${name}:${read(name).slice(0, index).split('\n').length}`, text: text.slice(0, end) };
    }),
  );

  it('finds them', () => {
    expect(refusals.length).toBeGreaterThan(60);
  });

  it('with a hint that is not empty, or parts that its caller states', () => {
    const bare = refusals.filter(
      ({ text }) => !/\bhint\b|\.\.\.|^new AppError\(\w+\)?$/.test(text) || /hint: ''/.test(text),
    );
    expect(bare.map((one) => one.at)).toEqual([]);
  });

  it('in French: a sentence written in place starts with a capital and ends with a stop', () => {
    const literals = refusals.flatMap(({ at, text }) =>
      [...text.matchAll(/\b(?:message|hint):\s*['`]([^'`]*)['`]/g)].map(([, said = '']) => ({
        at,
        said: said.replace(/\$\{[^}]*\}/g, '…'),
      })),
    );
    expect(literals.length).toBeGreaterThan(100);
    // A template within a template cannot be read by a pattern.
    const whole = literals.filter(({ said }) => !said.includes('${'));
    const odd = whole.filter(({ said }) => !/^([A-ZÀÉÊ«…-]|[a-z]+\.yaml)/.test(said) || !/[.…]$/.test(said));
    expect(odd).toEqual([]);
    expect(
      literals.filter(({ said }) => /\b(the|error|failed|invalid|not found|please)\b/i.test(said)),
    ).toEqual([]);
  });

  it('under a stable kebab-case code', () => {
    const codes = refusals.flatMap(({ at, text }) =>
      [...text.matchAll(/\bcode: '([^']*)'/g)].map(([, code = '']) => ({ at, code })),
    );
    expect(codes.filter(({ code }) => !/^[a-z]+(-[a-z0-9]+)+$/.test(code))).toEqual([]);
  });
});

describe('French counts', () => {
  it('no reader sees « fiche(s) »: the number agrees, by shared/french-plural.ts', () => {
    const agreeing = sources.filter((name) => !/french-plural\.ts'/.test(read(name)));
    expect(linesWith(/['"`].*\p{Ll}\((?:s|nt|ent)\).*['"`]/u, agreeing)).toEqual([]);
  });
});

describe('what others call is explained', () => {
  it('every exported function of a step has a docstring', () => {
    const bare = steps.flatMap((name) => {
      const lines = read(name).split('\n');
      return lines.flatMap((line, at) => {
        const isExported = /^export (async )?function/.test(line);
        return isExported && !lines[at - 1]?.trimEnd().endsWith('*/') ? [`${name}:${at + 1}`] : [];
      });
    });
    expect(steps.length).toBeGreaterThan(30);
    expect(bare).toEqual([]);
  });
});

describe('what was written down is read back as what it is', () => {
  it('shared/shape-of.ts alone reads JSON: a text comes with its schema', () => {
    const others = sources.filter((name) => name !== 'shared/shape-of.ts');
    expect(linesWith(/\bJSON\.parse\b/, others)).toEqual([]);
  });
});

describe('the audit log is written through one builder', () => {
  const writers = sources.filter((name) => /^(server|scripts)\/.+\.ts$/.test(name));

  it('server/steps/trail.ts alone appends', () => {
    const others = writers.filter((name) => name !== 'server/steps/trail.ts');
    expect(linesWith(/\baudit\s*\??\.append\(/, others)).toEqual([]);
  });

  it('every action of its table is written somewhere, by its name or by that of its family', () => {
    const said = writers
      .filter((name) => !/^server\/domain\/audit\/(audit|people)-actions\.ts$/.test(name))
      .map(read)
      .join('\n');
    const families = (action: string) =>
      [...action.matchAll(/[.-]/g)].map(({ index }) => `\`${action.slice(0, index + 1)}\${`);
    const unsaid = Object.keys(AUDIT_ACTIONS).filter(
      (action) => ![`'${action}'`, ...families(action)].some((name) => said.includes(name)),
    );
    expect(unsaid).toEqual([]);
  });
});

describe('nothing of the machine it was written on', () => {
  it('no path of a home or a workshop, no host of a registry', () => {
    const others = tracked.filter(
      (name) => name !== 'test/rules/house-rules.test.ts' && !/\.(xlsx|png|pdf)$/.test(name),
    );
    const paths = /(?<![\w.])\/(home|Users|root|work|mnt)\/[A-Za-z0-9]/;
    const registries = /https?:\/\/[^/\s'"]*(registry|npmjs|nexus|artifactory|verdaccio)[^\s'"]*/i;
    expect(linesWith(paths, others)).toEqual([]);
    expect(linesWith(registries, others)).toEqual([]);
  });

  it('the lock file names packages and their hashes only', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });
});
