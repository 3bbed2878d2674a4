import { setTimeout as pause } from 'node:timers/promises';
import type {
  AuthContext,
  AuthenticationType,
  Connection,
  KeyboardAuthContext,
  PublicKeyAuthContext,
} from 'ssh2';
import type { LoggedIn } from '../../shared/desk.ts';
import { isAppError } from '../../shared/errors.ts';
import { sshFingerprint } from '../../shared/ssh-fingerprint.ts';
import type { TerminalDoor } from '../../shared/terminal-door.ts';
import { FRENCH_SSH } from './french-ssh.ts';
import { parseOne } from './host-key.ts';
import type { HostLimits } from './host-limits.ts';

/** Somebody who has proved who they are, and from where. */
export interface Admission {
  readonly login: string;
  readonly address: string;
  readonly session: LoggedIn;
}

export interface AuthenticationParts {
  readonly connection: Connection;
  readonly address: string;
  readonly door: TerminalDoor;
  readonly limits: Pick<HostLimits, 'failures' | 'refusalMs' | 'requests'>;
  /** Before the client is told. */
  readonly admit: (admission: Admission) => Promise<void>;
  /** Too much was tried: the connection is not worth keeping. */
  readonly giveUp: () => void;
  /** A bug: neither a refusal nor a client that went away. */
  readonly failed: (error: unknown) => void;
}

type Proof = { readonly password: string } | { readonly fingerprint: string };

const METHODS: AuthenticationType[] = ['publickey', 'keyboard-interactive', 'password'];
/** Refusals of a login whose guesses must wait, whoever tries. */
const WAITING: ReadonlySet<string> = new Set(['login-slowed', 'login-locked']);
/** Longer is no password of ours; the server refuses it too. */
const MAX_ANSWER = 200;

/** A client went away, or began another method, in the middle of a question. */
class Aborted extends Error {}

/** Refusals stand in the question: OpenSSH writes a title or instructions with their accents as octal numbers. */
function ask(
  context: KeyboardAuthContext,
  { question, said, echo = false }: { question: string; said: string; echo?: boolean },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const prompt = said === '' ? question : `${said}\n${question}`;
    context.prompt([{ prompt, echo }], '', '', (answers: unknown) => {
      if (Array.isArray(answers)) resolve(String(answers[0] ?? '').slice(0, MAX_ANSWER));
      else reject(new Aborted());
    });
  });
}

/** The signature is by that key, over this session's identifier. SHA-1 proves nothing. */
function isSigned({ key, blob, signature, hashAlgo }: PublicKeyAuthContext): boolean {
  const kind = key.data.subarray(4, 4 + key.data.readUInt32BE(0)).toString('latin1');
  const parsed = parseOne(`${kind} ${key.data.toString('base64')}`);
  if (!parsed || !blob || !signature || (kind === 'ssh-rsa' && !/^sha(256|512)$/.test(hashAlgo ?? '')))
    return false;
  return parsed.verify(blob, signature, hashAlgo) === true;
}

/** One connection's way in: a key, questions, or a password; with a one-time code where the account demands it. */
class Authentication {
  readonly #parts: AuthenticationParts;
  #requests = 0;
  #failures = 0;
  /** Proved already, while the account still demands a code. */
  #proof: Proof | undefined;
  #isDone = false;

  constructor(parts: AuthenticationParts) {
    this.#parts = parts;
  }

  async answer(context: AuthContext): Promise<void> {
    const { limits, giveUp, failed } = this.#parts;
    // Sent before the client learnt that the line is closing.
    if (this.#failures >= limits.failures) return;
    this.#requests += 1;
    if (this.#requests > limits.requests) return giveUp();
    try {
      if (context.method === 'publickey') await this.#byKey(context);
      else if (context.method === 'keyboard-interactive') await this.#byQuestions(context);
      else if (context.method === 'password') await this.#byPassword(context);
      else context.reject(METHODS);
    } catch (error) {
      if (error instanceof Aborted) return;
      failed(error);
      giveUp();
    }
  }

  async #byKey(context: PublicKeyAuthContext): Promise<void> {
    const key = { login: context.username, fingerprint: sshFingerprint(context.key.data) };
    if (!(await this.#parts.door.hasKey(key))) return context.reject(METHODS);
    // Without a signature the client only asks whether this key would do.
    if (context.signature === undefined) return context.accept();
    if (!isSigned(context)) return this.#refuse(context);
    await this.#prove(context, { fingerprint: key.fingerprint });
  }

  async #byPassword(context: AuthContext & { readonly password: string }): Promise<void> {
    await this.#prove(context, { password: context.password.slice(0, MAX_ANSWER + 1) });
  }

  /** Proof without code: in, partly in (the code is asked next), or refused. */
  async #prove(context: AuthContext, proof: Proof): Promise<void> {
    const refusal = await this.#enter(context, proof);
    if (refusal === undefined) return context.accept();
    if (refusal.code !== 'code-needed') return this.#refuse(context);
    this.#proof = proof;
    context.reject(['keyboard-interactive'], true);
  }

  /** Questions, with the reason of each refusal in words: other methods have no place for them. */
  async #byQuestions(context: KeyboardAuthContext): Promise<void> {
    const { limits, giveUp, door } = this.#parts;
    const isSeat = await door.isSeat(context.username);
    let said = '';
    let askCode: string = isSeat ? FRENCH_SSH.askBadge : FRENCH_SSH.askCode;
    // The code of a badge opens once: who types it may see it, and most read it off the badge letter by letter.
    const put = (question: string) => ask(context, { question, said, echo: isSeat });
    while (this.#failures < limits.failures) {
      const known = this.#proof;
      const proof = known ?? {
        password: await put(isSeat ? FRENCH_SSH.askBadge : FRENCH_SSH.askPassword),
      };
      const code = known && (await put(askCode));
      const refusal = await this.#enter(context, proof, code);
      if (refusal === undefined) return context.accept();
      said = refusal.code === 'code-needed' ? '' : FRENCH_SSH.refusal(refusal);
      // While guesses of that login wait, a code or a lead's word may still let the person in: asked once, after the password.
      const mayPass = !isSeat && known === undefined && WAITING.has(refusal.code);
      if (!isSeat) askCode = mayPass ? FRENCH_SSH.askCodeOrWord : FRENCH_SSH.askCode;
      if (refusal.code === 'code-needed' || mayPass) this.#proof = proof;
      else if (!isSeat && WAITING.has(refusal.code)) this.#proof = undefined;
      if (refusal.code !== 'code-needed') {
        this.#failures += 1;
        await pause(limits.refusalMs);
      }
    }
    context.reject(METHODS);
    giveUp();
  }

  async #enter(context: AuthContext, proof: Proof, code?: string) {
    const { door, address, admit } = this.#parts;
    const login = context.username;
    const attempt = { login, address, code };
    try {
      const session =
        'password' in proof
          ? await door.logIn({ ...attempt, ...proof })
          : await door.logInByKey({ ...attempt, ...proof });
      // A client may have asked twice at once: the second session is not wanted.
      if (this.#isDone) await door.logOut(session.token);
      else await admit({ login: session.login ?? login, address, session });
      this.#isDone = true;
      return undefined;
    } catch (error) {
      if (isAppError(error)) return error;
      throw error;
    }
  }

  async #refuse(context: AuthContext): Promise<void> {
    const { limits, giveUp } = this.#parts;
    this.#failures += 1;
    await pause(limits.refusalMs);
    context.reject(METHODS);
    if (this.#failures >= limits.failures) giveUp();
  }
}

/** Answers a connection's requests to log in, until one is admitted. */
export function authenticate(parts: AuthenticationParts): void {
  const authentication = new Authentication(parts);
  parts.connection.on('authentication', (context) => void authentication.answer(context));
}
