import { join } from 'node:path';
import { expect } from 'vitest';
import { codeOf } from './access-house.ts';
import { type Answer, type CommandResult, type Env, plateau, plateauAsked } from './command-line.ts';
import { type Installation, rpcOf } from './server-process.ts';

/** Who sits at the commands of an installation: passwords, telephones with their codes, and all that was said. */
export interface CommandDesk {
  run(...args: string[]): Promise<CommandResult>;
  /** A command that must succeed, and say this. */
  done(args: readonly string[], ...expected: (string | RegExp)[]): Promise<string>;
  /** A command that must be refused, with this code and a next step, and print no result. */
  refused(args: readonly string[], code: string): Promise<string>;
  asked(args: readonly string[], answer: Answer, lastWords: string): ReturnType<typeof plateauAsked>;
  /** The person's own phrase, by the present one. */
  changePhrase(login: string, next: string): Promise<void>;
  /** By password, and by the telephone's code for those who have one: enrolled at their first login, as the own phrase. */
  logIn(login: string): Promise<void>;
  /** Keeps what `account create` shows once. */
  keepPassword(login: string, stdout: string): void;
  envOf(change?: Env): Env;
  /** The same commands under another person's token file. */
  beside(name: string): CommandDesk;
  /** As they were drawn. */
  readonly passwords: ReadonlyMap<string, string>;
  /** What each person chose in place of it, at their first login here. */
  readonly phrases: Map<string, string>;
  /** Everything that any command said. */
  readonly said: readonly string[];
}

interface Desk {
  readonly place: Installation;
  /** ISO 8601: the hour of the commands' own machine. */
  readonly clock: () => string;
  /** Logins whose role demands a one-time code. */
  readonly withCode: readonly string[];
}

interface Kept {
  readonly passwords: Map<string, string>;
  readonly phrases: Map<string, string>;
  /** Secrets on telephones. */
  readonly telephones: Map<string, string>;
  readonly said: string[];
}

/** As an installation is by default: ops and the data officer enrol a one-time code. */
export const SECOND_FACTOR: Env = { PLATEAU_SECOND_FACTOR: 'required' };

export function commandDesk(desk: Desk): CommandDesk {
  return deskUnder(desk, { passwords: new Map(), phrases: new Map(), telephones: new Map(), said: [] }, {});
}

function deskUnder(desk: Desk, kept: Kept, own: Env): CommandDesk {
  const { place, clock } = desk;
  const { passwords, phrases, said } = kept;
  const cwd = join(place.folder, 'travail');
  const envOf = (change: Env = {}): Env => ({
    ...place.env,
    ...SECOND_FACTOR,
    PLATEAU_CLOCK_START: clock(),
    ...own,
    ...change,
  });
  const run: CommandDesk['run'] = async (...args) => {
    const result = await plateau(args, { env: envOf(), cwd });
    said.push(result.stdout, result.stderr);
    return result;
  };
  const askedAll = async (args: readonly string[], answers: readonly Answer[], lastWords: string) => {
    const result = await plateauAsked(args, { env: envOf(), cwd, answers, lastWords });
    said.push(result.screen);
    return result;
  };
  return {
    run,
    envOf,
    passwords,
    phrases,
    said,
    done: async (args, ...expected) => {
      const result = await run(...args);
      expect([args.join(' '), result.status, result.stderr]).toEqual([args.join(' '), 0, '']);
      for (const part of expected) expect(result.stdout).toMatch(part);
      return result.stdout;
    },
    refused: async (args, code) => {
      const result = await run(...args);
      expect([args.join(' '), result.status, result.stderr]).toEqual([
        args.join(' '),
        1,
        expect.stringMatching(new RegExp(`(^|\n)plateau : .+ \\[${code}\\]\nQue faire : .+\n$`)),
      ]);
      return result.stderr;
    },
    asked: (args, answer, lastWords) => askedAll(args, [answer], lastWords),
    logIn: async (login) => {
      const phrase = phrases.get(login);
      const secret = ['Mot de passe :', phrase ?? passwords.get(login) ?? ''] as const;
      const code = desk.withCode.includes(login) ? [telephone(desk, kept, login)] : [];
      const own = phrase === undefined ? chosenPhrase(phrases, login) : [];
      const answers = [secret, ...code, ...own];
      const { status, screen } = await askedAll(['login', login], answers, 'Session ouverte.');
      expect([status, screen]).toEqual([0, expect.stringMatching(/Bonjour .+ \(.+\)\. Session ouverte\./)]);
    },
    changePhrase: async (login, next) => {
      const answers = [
        ['d’aujourd’hui', phrases.get(login) ?? ''],
        ['16 signes au moins', next],
        ['Encore une fois', next],
      ] as const;
      const { status, screen } = await askedAll(['account', 'passphrase'], answers, 'Phrase changée.');
      expect([status, screen]).toEqual([0, expect.stringContaining('Solidité : bonne.')]);
      phrases.set(login, next);
    },
    keepPassword: (login, stdout) => {
      const password = /Mot de passe, montré une seule fois : (\S+)/.exec(stdout)?.[1];
      expect(password).toMatch(/^[A-Za-z0-9_-]{20}$/);
      passwords.set(login, password ?? '');
    },
    beside: (name) => deskUnder(desk, kept, { PLATEAU_TOKEN_FILE: join(place.folder, name) }),
  };
}

/** A phrase of one's own in place of the drawn password: nothing else is open before. */
function chosenPhrase(phrases: Map<string, string>, login: string): readonly Answer[] {
  const phrase = `brume violon escalier ${phrases.size}`;
  phrases.set(login, phrase);
  return [
    ['Votre phrase de passe : ', phrase],
    ['Encore une fois :', phrase],
  ];
}

/** The telephone's code at the server's own hour; at the first login its secret is read from the screen. */
function telephone({ place }: Desk, { telephones }: Kept, login: string): Answer {
  const url = place.env.PLATEAU_SERVER ?? '';
  const code = async (secret: string) => codeOf(secret, (await rpcOf(url).session.clock.query()).nowMs);
  return [
    'Code à six chiffres',
    (screen) => {
      const secret = telephones.get(login) ?? /Secret : ([A-Z2-7]{32})/.exec(screen)?.[1] ?? '';
      telephones.set(login, secret);
      return code(secret);
    },
  ];
}
