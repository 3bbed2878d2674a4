import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { layBands, type SignUpRace, standingOf } from '../../support/agenda/sign-up-bands.ts';
import { temporaryStore } from '../../support/store/temporary-store.ts';
import { answerParent } from '../child.ts';

/** In a child: everybody signs up at several servers at once, for more places than there are people, on one base. */
export interface SignUpRequest extends SignUpRace {
  readonly processes: number;
}

export interface SignUps {
  readonly signUpMs: readonly number[];
  readonly held: number;
  readonly overfull: number;
  readonly clashes: number;
}

const CHILD = fileURLToPath(new URL('../../support/agenda/sign-up-child.ts', import.meta.url));

async function signUp({ processes, ...race }: SignUpRequest): Promise<SignUps> {
  const base = temporaryStore();
  try {
    await layBands(base.store, race);
    const run = promisify(execFile);
    const told = await Promise.all(
      Array.from({ length: processes }, async (_, rank) => {
        const { stdout } = await run(process.execPath, [CHILD, String(rank), base.file, base.url]);
        return JSON.parse(stdout) as { signUpMs: readonly number[] };
      }),
    );
    const standing = await standingOf(base.store);
    return {
      signUpMs: told.flatMap(({ signUpMs }) => signUpMs),
      held: standing.held.flat().length,
      overfull: standing.slots.filter(({ taken, capacity }) => taken > capacity).length,
      clashes: standing.clashes.length,
    };
  } finally {
    base.dispose();
  }
}

answerParent(signUp);
