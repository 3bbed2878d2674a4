import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Keyboard } from '../../../scripts/cli/asking/keyboard.ts';

it('the line no longer echoes by the time a question shows, so that a secret answered at once stays unseen', async () => {
  const raw: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), {
    setRawMode: (isRaw: boolean) => raw.push(isRaw),
  }) as unknown as NodeJS.ReadStream;
  let atQuestion: boolean | undefined;
  const answer = await new Keyboard(stdin).answer(() => {
    atQuestion = raw.at(-1);
    return { answer: Promise.resolve('phrase'), settled: async () => {} };
  });
  expect([answer, atQuestion, raw.at(-1)]).toEqual(['phrase', true, false]);
});
