/** What a process that holds keys in memory does not leave to its surroundings. */
const FLAG = '--disable-sigusr1';
const SHELL = '/bin/sh';

type Started = Pick<NodeJS.Process, 'execve' | 'execPath' | 'execArgv' | 'argv' | 'env' | 'platform'>;

/**
 * Starts this program again in its own place (same process number, terminal and files) with Node's debugger deaf to SIGUSR1,
 * which any program of the same user may send, and without core dumps: both would show the keys and the donors of the moment
 * . Does not return where it did; a second call, in the process so started, does nothing. Only where the system can.
 */
export function hardenProcess({ execve, execPath, execArgv, argv, env, platform }: Started): void {
  if (platform === 'win32' || execve === undefined || execArgv.includes(FLAG)) return;
  const [, ...words] = argv;
  const command = [execPath, FLAG, ...execArgv, ...words];
  const set = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  execve(SHELL, [SHELL, '-c', 'ulimit -c 0; exec "$@"', SHELL, ...command], Object.fromEntries(set));
}
