import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const module = pathToFileURL(`${import.meta.dirname}/../../../server/live/line-guard.ts`).href;

/** Runs the lines in a process of their own: an uncaught error in a test ends the test. Answers what was said and the exit status. */
function inProcess(body: string): { readonly said: string; readonly status: number } {
  const code = `
    import { EventEmitter } from 'node:events';
    import assert from 'node:assert';
    import { openLineGuard } from '${module}';
    const say = (...words) => process.stdout.write(words.join(' ') + '\\n');
    const guard = openLineGuard({
      log: { error: (name, { line, kind }) => say(name, line, kind) },
      metrics: { lineFailed: (line) => say('counted', line) },
    });
    const watch = (work, emitters = []) => guard.watch({ kind: 'ssh', emitters, cut: () => say('cut') }, work);
    ${body}
    setTimeout(() => say('the floor goes on'), 100);`;
  try {
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return { said, status: 0 };
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number };
    return { said: stdout, status };
  }
}

const CUT = 'line.failed ssh TypeError\ncounted ssh\ncut\nthe floor goes on\n';

it.each([
  ['a timer', "watch(() => setTimeout(() => { throw new TypeError('Zoé 06') }, 1));"],
  [
    'a promise nobody waits for',
    "watch(() => void (async () => { await null; throw new TypeError('Zoé 06') })());",
  ],
  ['a tick', "watch(() => process.nextTick(() => { throw new TypeError('Zoé 06') }));"],
  [
    'a listener of the line, called by somebody else',
    "const one = new EventEmitter(); watch(() => one.on('data', () => { throw new TypeError('Zoé 06') }), [one]); setTimeout(() => one.emit('data'), 1);",
  ],
])('R-58 what %s leaves uncaught cuts that line, is counted, and tells no value', (_what, body) => {
  expect(inProcess(body)).toEqual({ said: CUT, status: 0 });
});

it('of two lines whose work crosses, the one whose callback failed is cut', () => {
  const body = `
    const line = (name, work) => guard.watch({ kind: 'ssh', emitters: [], cut: () => say('cut', name) }, work);
    const fails = () => { throw new TypeError('x'); };
    line('first', () => setTimeout(async () => { await null; setTimeout(fails, 5); }, 1));
    line('second', () => setTimeout(() => undefined, 6));`;
  expect(inProcess(body).said).toContain('cut first');
  expect(inProcess(body).said).not.toContain('cut second');
});

it('an assert of the house still ends the process: it guards data', () => {
  const { said, status } = inProcess("watch(() => setTimeout(() => assert(false, 'two cards'), 1));");
  expect(said).not.toContain('the floor goes on');
  expect(status).not.toBe(0);
});

it('an error outside of every line ends the process', () => {
  expect(inProcess("watch(() => undefined); setTimeout(() => { throw new Error('x') }, 1);").status).not.toBe(
    0,
  );
});
