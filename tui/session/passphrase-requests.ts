import type { PassphraseCommand } from '../state/passphrase.ts';
import type { Problem } from '../state/problem.ts';
import type { RequestRows } from './request.ts';

const failed = (problem: Problem) => ({ type: 'passphrase-failed', problem }) as const;

/** What the person chose in place of a drawn password, or of their own. */
export const PASSPHRASE_REQUESTS: RequestRows<PassphraseCommand> = {
  'choose-passphrase': ({ desk, listenAnew }, { passphrase }) => ({
    answer: desk.choosePassphrase(passphrase).then(() => {
      // Live events were refused until now.
      listenAnew();
      return { type: 'passphrase-kept' };
    }),
    failed,
  }),
  'change-passphrase': ({ desk }, { present, passphrase }) => ({
    answer: desk.changePassphrase(present, passphrase).then(() => ({ type: 'passphrase-kept' })),
    failed,
  }),
};
